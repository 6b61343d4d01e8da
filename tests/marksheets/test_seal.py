"""The seal: whole or refused, by a known key or refused. What a single flip can and cannot do is counted here."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from centres import keys
from centres.models import Centre
from marksheets.pdf.sealing import CODE_IN_REASON, read_seal, seal_pdf, seals_named
from tests.marksheets import paper as papers

CODE = "K7QD-2M4X-9PRT-VW3H"
WHOLE, NOT_WHOLE = "Whole: every byte", "It was changed after it was sealed"
Checker = Callable[..., tuple[int, str]]


@pytest.fixture
def sealed(paper: bytes, northgate: Centre) -> bytes:
    """A form under Northgate's seal."""
    return seal_pdf(paper, keys.key_of(northgate), number=1, code=CODE)


@pytest.fixture
def check(tmp_path: Path) -> Checker:
    """`./run manage verify_pdf` on these bytes: its exit code and what it said."""

    def run(body: bytes, *arguments: str) -> tuple[int, str]:
        file, out = tmp_path / "form.pdf", io.StringIO()
        file.write_bytes(body)
        try:
            call_command("verify_pdf", str(file), *arguments, stdout=out)
        except SystemExit as ended:
            return int(str(ended.code)), out.getvalue()
        return 0, out.getvalue()

    return run


def flipped(body: bytes, places: Any, number: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """The same bytes with one bit turned over, `number` times."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(number):
        place = chance.choice(places)
        changed = bytearray(body)
        changed[place] ^= 1 << chance.randrange(8)
        yield place, bytes(changed)


def test_a_sealed_form_is_whole_and_says_whose(sealed: bytes, northgate: Centre, check: Checker) -> None:
    seal = read_seal(sealed, keys.known_certificates())
    assert seal.holds and seal.by == keys.key_of(northgate).certificate
    code, said = check(sealed)
    assert code == 0
    assert said.startswith(f"{WHOLE} is as Northgate Leadership Centre (DEMO) ({northgate.number}) sealed it")
    assert "Its seal is a DEMO seal: it proves nothing outside a demonstration." in said


def test_it_stays_tagged_titled_and_readable(paper: bytes, sealed: bytes) -> None:
    before, after = papers.read(paper), papers.read(sealed)
    assert (after.tagged, after.title, after.text) == (before.tagged, before.title, before.text)
    field = sealed[sealed.rindex(b"/T (CentreSeal)") :]
    assert b"/TU (Electronic seal of Northgate" in field
    assert b"/F 130" in field  # hidden and locked: a screen reader does not stop at an empty box


def test_it_names_its_edition_where_no_pdf_need_be_parsed(sealed: bytes) -> None:
    assert CODE_IN_REASON.findall(sealed) == [b"K7QD2M4X9PRTVW3H"]
    assert seals_named(sealed, keys.known_certificates())


def test_an_unsealed_form_proves_nothing(paper: bytes, check: Checker) -> None:
    assert check(paper) == (1, "Not proved. It carries no seal.\n")


def test_a_flip_outside_the_seals_own_digits_is_refused_by_the_seal_alone(sealed: bytes) -> None:
    known, digits = keys.known_certificates(), sealed.rindex(b"/Contents <") + len(b"/Contents <")
    end = sealed.index(b">", digits)
    outside = [place for place in range(len(sealed)) if not digits <= place < end]
    for place, body in flipped(sealed, outside, 60, seed=1):
        assert not read_seal(body, known).holds, place


def test_a_flip_in_the_padding_of_the_seal_is_refused_too(sealed: bytes) -> None:
    known, digits = keys.known_certificates(), sealed.rindex(b"/Contents <") + len(b"/Contents <")
    end = sealed.index(b">", digits)
    start = len(sealed[:end].rstrip(b"0")) + 2
    assert end - start > 20
    for place, body in flipped(sealed, range(start, end), 20, seed=2):
        assert not read_seal(body, known).holds, place


@pytest.mark.parametrize("added", [b"\n", b" ", b"%%EOF\n", b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"])
def test_whatever_is_appended_is_refused(sealed: bytes, check: Checker, added: bytes) -> None:
    code, said = check(sealed + added)
    assert (code, NOT_WHOLE in said) == (1, True)


def test_an_appended_revision_is_refused(sealed: bytes, check: Checker) -> None:
    from pyhanko.pdf_utils.generic import pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Lang"] = pdf_string("de")
    writer.update_root()
    writer.write(out)
    code, said = check(out.getvalue())
    assert (code, NOT_WHOLE in said) == (1, True)


def test_a_second_seal_over_the_first_is_refused(sealed: bytes, southbank: Centre, check: Checker) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    from marksheets.pdf.sealing import _signer

    out, asked = io.BytesIO(), signers.PdfSignatureMetadata(field_name="Another", md_algorithm="sha256")
    pen = signers.PdfSigner(asked, _signer(keys.key_of(southbank)))
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    with pytest.raises(Exception, match="DocMDP|certification|signature"):  # the seal allows none
        pen.sign_pdf(writer, output=out)


def test_a_cut_file_is_refused(sealed: bytes, check: Checker) -> None:
    for length in (len(sealed) - 1, len(sealed) // 2, 0):
        assert check(sealed[:length])[0] == 1


def test_a_forged_certificate_with_the_same_name_is_refused(
    paper: bytes, northgate: Centre, settings: Any, tmp_path: Path, check: Checker
) -> None:
    keys.key_of(northgate)
    ours = settings.COUNTERSIGN_KEYS
    settings.COUNTERSIGN_KEYS = tmp_path / "a forger's"
    forged = seal_pdf(paper, keys.key_of(northgate), number=1, code=CODE)
    settings.COUNTERSIGN_KEYS = ours
    code, said = check(forged)
    assert code == 1
    assert "sealed with a key that is not known here" in said
    assert "It claims to be of “Northgate Leadership Centre (DEMO)”." in said


def test_what_was_sealed_before_a_rotation_still_holds(sealed: bytes, northgate: Centre) -> None:
    keys.make(northgate)
    assert read_seal(sealed, keys.known_certificates()).holds


def test_a_seal_that_allows_changes_is_none(paper: bytes, northgate: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm

    asked = signers.PdfSignatureMetadata
    loose = {"docmdp_permissions": MDPPerm.ANNOTATE}
    monkeypatch.setattr(signers, "PdfSignatureMetadata", lambda **said: asked(**{**said, **loose}))
    lax = seal_pdf(paper, keys.key_of(northgate), number=1, code=CODE)
    monkeypatch.undo()
    assert not read_seal(lax, keys.known_certificates()).holds


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\n%%EOF", b"/ByteRange [0 1 2 3]", b"/ByteRange " * 9, b"\0" * 999])
def test_rubbish_is_refused_in_a_sentence(body: bytes, check: Checker) -> None:
    code, said = check(body)
    assert code == 1 and said.startswith("Not proved. It")


def test_a_file_that_is_not_there_is_a_misuse(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file") as refused:
        call_command("verify_pdf", str(tmp_path / "none.pdf"))
    assert refused.value.returncode == 2
