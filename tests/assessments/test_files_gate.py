"""The gate as its caller sees it: a process of its own, sentences for people, nothing else."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assessments.files import gate
from assessments.files.refusals import SENTENCES, FileRefused, refusal
from centres.refusals import Unfit
from tests.assessments import file_samples as made

ROOT = Path(gate.__file__).resolve().parents[2]
MB = 1024 * 1024


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "held"


def refused(path: Path, name: str = "essay.docx") -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        gate.process(path, name)
    return caught.value


def answering(**changes: object) -> str:
    """A program that answers as the worker does, but for these changes."""
    read = {"kind": "pdf", "html": "<p>x</p>", "words": 1, "pages": 1, "title": "", **changes}
    return f"print({json.dumps({'read': read})!r})"


def stand_in(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program in the worker's place."""
    monkeypatch.setattr(gate, "_COMMAND", [sys.executable, "-c", program])


def test_a_word_document_is_taken_in_one_go(file: Path) -> None:
    file.write_bytes(made.docx(made.paragraph("Plan", style="Heading1") + made.paragraph("It’s done.")))

    taken = gate.process(file, "../Review\u202e.docx")

    assert taken == gate.Processed("docx", "Review.docx", None, 3, "<h2>Plan</h2><p>It’s done.</p>", "Plan")


def test_a_pdf_is_taken_in_one_go(file: Path) -> None:
    file.write_bytes(made.pdf(made.lines("One page."), made.lines("Two.")))

    taken = gate.process(file, "diary.pdf")

    assert (taken.kind, taken.name, taken.pages, taken.words) == ("pdf", "diary.pdf", 2, 3)
    assert taken.html.startswith('<section class="pdf-page" id="p1"><h2 class="page-no">Page 1</h2><p>One page.</p>')


def test_inspecting_gives_the_same_without_the_text(file: Path) -> None:
    file.write_bytes(made.docx())

    assert gate.inspect(file, "essay.docx") == gate.Inspected("docx", "essay.docx", None, 4)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (
            b"MZ\x90\x00" + bytes(500),
            "essay.docx",
            "This file is a program, not a document. Save your work as PDF or .docx and upload that.",
        ),
        (
            b"",
            "essay.docx",
            "This file is empty. Check that your work was saved, then choose the file again.",
        ),
        (
            made.docx(parts={"word/vbaProject.bin": b"x"}),
            "essay.docx",
            "This document contains macros. Save it as PDF or .docx without macros and upload it again.",
        ),
        (
            made.locked_pdf(),
            "essay.pdf",
            "This file is protected by a password. Save a copy without the password and upload the copy.",
        ),
        (
            made.pdf(*[made.lines("x")] * 301),
            "essay.pdf",
            "This PDF has 301 pages; up to 300 can be read here. Split it into several files and upload each.",
        ),
        (
            made.OLE + "WordDocument".encode("utf-16-le"),
            "essay.doc",
            "This is a Word document in the old .doc format. Open it in Word, choose Save As, "
            "Word Document (.docx), and upload the new file.",
        ),
    ],
)
def test_a_refusal_is_a_sentence_that_says_what_to_do(file: Path, data: bytes, name: str, sentence: str) -> None:
    file.write_bytes(data)

    assert refused(file, name).sentence == sentence


def test_the_name_has_no_say_in_what_a_file_is(file: Path) -> None:
    file.write_bytes(made.pdf(made.lines("One page.")))

    assert gate.process(file, "essay.docx").name == "essay.docx.pdf"


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    folder = ROOT / "assessments" / "files"
    calls = [
        node
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Fault", "refusal")
    ]
    written = {string.value for call in calls for string in ast.walk(call) if isinstance(string, ast.Constant)}
    sources = "".join(path.read_text() for path in folder.glob("*.py") if path.name != "refusals.py")

    assert len(calls) > 40
    assert {code for code in SENTENCES if f'"{code}"' not in sources} == set()
    codes = {code for code in written if isinstance(code, str) and code.islower()}
    assert codes - set(SENTENCES) == {"fault"}  # the key under which the worker sends one
    assert all(sentence.endswith(".") and sentence.count(". ") >= 1 for sentence in SENTENCES.values())


def test_a_refusal_answers_unprocessable_content() -> None:
    assert isinstance(refusal("empty"), Unfit)
    assert refusal("empty").status == 422


def test_a_reason_nobody_knows_reads_as_unreadable() -> None:
    assert refusal("<b>anything</b>").sentence == SENTENCES["unreadable"]
    assert refusal("too_many_pages").sentence == SENTENCES["unreadable"]


@pytest.mark.parametrize(
    ("program", "code"),
    [
        pytest.param("import os; os.kill(os.getpid(), 11)", "unreadable", id="it crashes"),
        pytest.param("import os; os.kill(os.getpid(), 9)", "too_slow", id="it is killed"),
        pytest.param("import os; os.kill(os.getpid(), 24)", "too_slow", id="it used its seconds up"),
        pytest.param("raise SystemExit(3)", "unreadable", id="it gives up"),
        pytest.param("", "unreadable", id="it says nothing"),
        pytest.param("print('hello')", "unreadable", id="it says nonsense"),
        pytest.param("print('[1]')", "unreadable", id="it says a list"),
        pytest.param("print('5')", "unreadable", id="it says a number"),
        pytest.param("""print('{"fault": "empty"}'); raise SystemExit(3)""", "unreadable", id="it answers and fails"),
        pytest.param("print('{}')", "unreadable", id="it says too little"),
        pytest.param("""print('{"fault": 3, "numbers": 4}')""", "unreadable", id="it invents a reason"),
        pytest.param(answering(kind="exe"), "unreadable", id="it invents a kind"),
        pytest.param(answering(pages="x"), "unreadable", id="it invents a number"),
    ],
)
def test_a_worker_that_is_not_itself_is_a_refusal(
    file: Path, monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    file.write_bytes(b"x")
    stand_in(monkeypatch, program)

    assert refused(file).code == code


def test_the_stand_in_would_be_believed_without_its_changes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"x")
    stand_in(monkeypatch, answering())

    assert gate.process(file, "a.pdf").html == "<p>x</p>"


def test_a_worker_that_hangs_is_ended_by_the_clock(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"x")
    stand_in(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(gate, "SECONDS", 0.2)

    assert refused(file).code == "too_slow"


def test_a_worker_that_cannot_start_asks_for_patience(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"x")
    monkeypatch.setattr(gate, "_COMMAND", ["/nowhere/python"])

    assert refused(file).sentence == (
        "The file could not be checked just now. Nothing was lost: wait a minute and upload it again."
    )


def test_the_worker_knows_none_of_our_secrets(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"x")
    monkeypatch.setenv("SECRET_KEY", "canary")
    stand_in(
        monkeypatch,
        "import json, os; print(json.dumps({'fault': 'canary' if 'SECRET_KEY' in os.environ else 'empty'}))",
    )

    assert refused(file).code == "empty"


def test_the_worker_loads_no_django() -> None:
    told = (
        "import sys, assessments.files.worker, assessments.files.reading, assessments.files.portable, "
        "assessments.files.pdftext, mammoth; "
        "print([m for m in sys.modules if m.startswith(('django', 'centres'))])"
    )

    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("attempt", "end"),
    [
        pytest.param("bytearray(1024 * 1024 * 1024)", "MemoryError", id="memory"),
        pytest.param("open('written', 'wb').write(bytes(41 * 1024 * 1024))", "OSError: [Errno 27]", id="a large file"),
        pytest.param("[open('/dev/null') for _ in range(40)]", "OSError: [Errno 24]", id="many files"),
    ],
)
def test_the_worker_cannot_take_more_than_its_share(tmp_path: Path, attempt: str, end: str) -> None:
    program = f"from assessments.files.worker import _limit; _limit(); kept = {attempt}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(end)


def test_the_worker_limits_itself_before_it_reads() -> None:
    program = (
        "import resource as r, assessments.files.worker as w; "
        "names = ['AS', 'CPU', 'FSIZE', 'CORE', 'NOFILE', 'NPROC']; "
        "w._answer = lambda *asked: [r.getrlimit(getattr(r, 'RLIMIT_' + name)) for name in names]; w.main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, input="x", capture_output=True, text=True, check=True
    )

    memory, seconds, answer = 768 * MB, 10, 40 * MB
    assert json.loads(done.stdout) == [[most, most] for most in (memory, seconds, answer, 0, 32, 0)]


def test_a_parsers_own_surprise_is_a_refusal_and_its_place_is_logged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from assessments.files import reading, worker

    def surprise(data: bytes) -> None:
        raise ZeroDivisionError("the learner's own words")

    monkeypatch.setattr(reading, "read", surprise)

    assert worker._answer(b"x") == {"fault": "unreadable", "numbers": {}}
    told = capsys.readouterr().err
    assert told.startswith("ZeroDivisionError at ")
    assert "words" not in told


def test_what_the_worker_notes_reaches_the_log(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_bytes(b"x")
    stand_in(monkeypatch, """import sys; sys.stderr.write("KeyError at a.py:1"); print('{"fault": "unreadable"}')""")

    assert refused(file).code == "unreadable"
    assert [record.getMessage() for record in caplog.records] == ["The file worker ended with 0: KeyError at a.py:1"]


def test_running_out_of_memory_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    from assessments.files import reading, worker

    def hungry(data: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr(reading, "read", hungry)

    assert json.dumps(worker._answer(b"x")) == '{"fault": "too_much", "numbers": {}}'
