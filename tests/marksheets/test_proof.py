"""What was sealed is proved, by command and every night; whatever was tampered with is named.

COUNTERSIGN_TAMPERS=10000 runs the long form (TRUST, gate 5).
"""

from __future__ import annotations

import io
import json
import logging
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from assessments.files import store
from centres.models import Centre, Notice
from centres.scope import tenant
from marksheets.models import StoredPdf
from marksheets.proof import prove
from marksheets.tasks import prove_all
from tests import databases
from tests.marksheets.editions import made
from tests.story import Cast

TAMPERS = int(os.environ.get("COUNTERSIGN_TAMPERS", "150"))
ENTRY, BODY, HEAD = "centres_ledgerentry", "centres_ledgerbody", "centres_ledgerhead"
SIGNATURE, EDITION = "marksheets_signature", "marksheets_storedpdf"
on_sqlite = pytest.mark.skipif(databases.is_postgresql(), reason="PostgreSQL refuses the change itself; see test_wall")
pytestmark = pytest.mark.usefixtures("quick_printer")


@pytest.fixture
def edition(northgate: Centre, staff: Cast) -> StoredPdf:
    """A released, sealed and stored form of Northgate."""
    with tenant(northgate):
        return made(staff)


def run(sql: str, *values: Any) -> list[Any]:
    """As somebody who got at the database file: past the code, the scopes and the wall."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def tampering() -> Iterator[None]:
    """Triggers that forbid it are out of the way, and everything is as it was afterwards."""
    with transaction.atomic():
        before = transaction.savepoint()
        tables = (ENTRY, BODY, HEAD, SIGNATURE, EDITION)
        for (name,) in run(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN {tables}"):
            run(f'DROP TRIGGER "{name}"')
        yield
        transaction.savepoint_rollback(before)


def breaks_in(centre: Centre) -> tuple[str, ...]:
    with tenant(centre, write=False):
        return prove().breaks


def verify_ledger(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("verify_ledger", *arguments, stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_all_holds_and_says_how_much_was_read(edition: StoredPdf) -> None:
    code, said = verify_ledger()
    assert code == 0
    northgate, southbank, speed = said.splitlines()
    assert northgate.startswith("northgate: all holds (") and "2 signatures, 1 editions)." in northgate
    assert southbank.startswith("southbank: all holds (")
    assert speed.endswith("a second.")


def test_one_centre_by_its_name_and_no_other(edition: StoredPdf) -> None:
    assert [line.split(":")[0] for line in verify_ledger("--centre", "southbank")[1].splitlines()[:-1]] == ["southbank"]
    with pytest.raises(CommandError, match="There is no centre “nowhere”.") as refused:
        verify_ledger("--centre", "nowhere")
    assert refused.value.returncode == 2


SIGNED = "The assessor’s signature on sheet {sheet}, revision 1, "
CASES: list[tuple[str, str, str]] = [
    (
        "a mark",
        f"UPDATE {SIGNATURE} SET payload = replace(payload, '\"31\"', '\"41\"')",
        "does not fit what it sealed.",
    ),
    ("a name", f"UPDATE {SIGNATURE} SET name = 'Tom Adeyemi' WHERE role = 'assessor'", "says something else"),
    ("a hand", f"UPDATE {SIGNATURE} SET by_id = 1 + by_id WHERE role = 'assessor'", "says something else"),
    ("the first", f"DELETE FROM {SIGNATURE} WHERE role = 'assessor'", "names a signature before it that is not there."),
    ("the last", f"DELETE FROM {SIGNATURE} WHERE role = 'iqa'", "that the ledger knows"),
    ("the page", f"UPDATE {EDITION} SET page = replace(page, 'Lena', 'Mara')", "is not the page that was frozen"),
    ("the code", f"UPDATE {EDITION} SET code = '0000-0000-0000-0000'", "is not the page that was frozen"),
    ("the head", f"UPDATE {EDITION} SET ledger_seq = 1 + ledger_seq", "is not the page that was frozen"),
    ("the hash", f"UPDATE {EDITION} SET sha256 = '{'0' * 64}'", "is not the file that was stored"),
    ("no bytes", f"UPDATE {EDITION} SET sha256 = ''", "is not the file that was stored"),
    ("an edition", f"DELETE FROM {EDITION}", "which the ledger knows, is missing."),
    ("another's", f"UPDATE {EDITION} SET edition = 2", "is not the page that was frozen"),
    ("the kind", f"UPDATE {ENTRY} SET kind = 'sheet.save' WHERE kind = 'sheet.sign'", "of the ledger was altered"),
    ("the tail", f"DELETE FROM {HEAD}", "The end of the ledger was cut off."),
]


@on_sqlite
@pytest.mark.parametrize(("what", "sql", "sentence"), CASES, ids=[case[0] for case in CASES])
def test_what_was_tampered_with_is_named(
    edition: StoredPdf, northgate: Centre, what: str, sql: str, sentence: str
) -> None:
    with tampering():
        run(sql)
        code, said = verify_ledger("--centre", "northgate")
        assert (code, sentence in said.splitlines()[0]) == (1, True), said
    assert breaks_in(northgate) == ()


@on_sqlite
def test_a_signature_made_up_afterwards_stands_in_no_entry(edition: StoredPdf, northgate: Centre) -> None:
    from centres.ledger import digest_of

    with tampering():
        ((pk, payload),) = run(f"SELECT id, payload FROM {SIGNATURE} WHERE role = 'iqa'")
        forged = {**json.loads(payload), "outcome": "pass"}
        run(
            f"UPDATE {SIGNATURE} SET payload = %s, digest = %s WHERE id = %s", json.dumps(forged), digest_of(forged), pk
        )
        (sentence,) = breaks_in(northgate)
        assert sentence.endswith("stands in no entry of the ledger.")


@pytest.mark.parametrize("harm", ["other bytes", "no bytes"])
def test_stored_bytes_are_read_again(edition: StoredPdf, northgate: Centre, settings: Any, harm: str) -> None:
    path = store.path_of(northgate.pk, edition.sha256, root=settings.MEDIA_ROOT)
    if harm == "no bytes":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1])
    (sentence,) = breaks_in(northgate)
    assert sentence.startswith(f"Edition 1 of sheet {edition.sheet_id} ")
    assert sentence.endswith(
        "no bytes where they should lie." if harm == "no bytes" else "lies there with other bytes."
    )


def test_every_night_the_admins_are_told_once_of_a_break(
    edition: StoredPdf, northgate: Centre, staff: Cast, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    path = store.path_of(northgate.pk, edition.sha256, root=settings.MEDIA_ROOT)
    body = path.read_bytes()
    assert prove_all() == 0
    path.write_bytes(body + b" ")
    with caplog.at_level(logging.ERROR):
        assert (prove_all(), prove_all()) == (1, 1)
    assert caplog.text.count("What northgate sealed does not hold together: Edition 1 of sheet") == 2  # each night
    (notice,) = told(northgate)
    assert notice.to_id == staff["cara"].pk
    assert notice.sentence.startswith("The nightly check found that records were changed. Tell whoever runs")
    assert "lies there with other bytes." in notice.sentence
    path.unlink()
    prove_all()
    assert len(told(northgate)) == 2  # another break
    path.write_bytes(body)
    assert prove_all() == 0


def told(centre: Centre) -> list[Notice]:
    with tenant(centre):
        return list(Notice.objects.filter(sentence__startswith="The nightly check").select_related("to"))


def test_nobody_of_another_centre_is_told(
    edition: StoredPdf, northgate: Centre, southbank: Centre, settings: Any
) -> None:
    store.path_of(northgate.pk, edition.sha256, root=settings.MEDIA_ROOT).unlink()
    prove_all()
    assert (len(told(northgate)), told(southbank)) == (1, [])


def test_the_beat_knows_the_nightly_check(settings: Any) -> None:
    from config.celery import app

    wanted = settings.CELERY_BEAT_SCHEDULE["prove-every-night"]
    assert wanted["task"] in app.tasks
    assert (wanted["schedule"].hour, wanted["schedule"].minute) == ({2}, {40})


# Random tampers: a column of a row that is chosen by chance, changed by as little as can be -----------------------


def _hex(value: str, chance: random.Random) -> str:
    place = chance.randrange(len(value))
    return value[:place] + chance.choice([c for c in "0123456789abcdef" if c != value[place]]) + value[place + 1 :]


def _text(value: str, chance: random.Random) -> str:
    return value + "x" if not value or chance.random() < 0.5 else value[:-1]


def _number(value: int | None, chance: random.Random) -> int:
    return (value or 0) + chance.choice([1, 7, 1000])


def _moment(value: datetime, chance: random.Random) -> datetime:
    return value + timedelta(**{chance.choice(["microseconds", "seconds", "days"]): 1})


def _json(value: str, chance: random.Random) -> str:
    return json.dumps(_other(json.loads(value), chance))


def _other(value: Any, chance: random.Random) -> Any:
    """The same JSON with one leaf changed."""
    if isinstance(value, dict) and value:
        key = chance.choice(sorted(value))
        return {**value, key: _other(value[key], chance)}
    if isinstance(value, list) and value:
        place = chance.randrange(len(value))
        return [*value[:place], _other(value[place], chance), *value[place + 1 :]]
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return _number(value, chance)
    return _text(value, chance) if isinstance(value, str) else [value]


Change = Callable[[Any, random.Random], Any]
COLUMNS: dict[str, dict[str, Change]] = {
    ENTRY: {
        **dict.fromkeys(("body_digest", "previous", "digest"), _hex),
        **dict.fromkeys(("kind", "subject", "subject_id", "actor_role"), _text),
        **dict.fromkeys(("seq", "actor_id"), _number),
        "at": _moment,
    },
    BODY: {"salt": _hex, "body": _json},
    HEAD: {"seq": _number, "digest": _hex},
    SIGNATURE: {
        "payload": _json,
        "digest": _hex,
        **dict.fromkeys(("name", "role"), _text),
        **dict.fromkeys(("revision", "by_id"), _number),
        "at": _moment,
    },
    EDITION: {
        "page": _json,
        "code": _text,
        **dict.fromkeys(("sha256", "ledger_digest"), _hex),
        **dict.fromkeys(("edition", "revision", "ledger_seq", "size"), _number),
        **dict.fromkeys(("frozen_at", "made_at"), _moment),
    },
}
GONE = "the row is gone"


def tamper(rows: dict[str, list[Any]], chance: random.Random) -> str:
    """One change to one row; what it was, for whoever reads a failure."""
    table = chance.choice(sorted(COLUMNS))
    pk, column = chance.choice(rows[table]), chance.choice([*sorted(COLUMNS[table]), GONE])
    if column == GONE:
        if table in {ENTRY, BODY}:  # a body alone may be erased; an entry takes its body along
            table = ENTRY
            pk = chance.choice(rows[ENTRY])
            run(f"DELETE FROM {BODY} WHERE entry_id = %s", pk)
        run(f"DELETE FROM {table} WHERE id = %s", pk)
        return f"{table}: {GONE}"
    ((before,),) = run(f"SELECT {column} FROM {table} WHERE id = %s", pk)
    after = COLUMNS[table][column](before, chance)
    run(f"UPDATE {table} SET {column} = %s WHERE id = %s", after, pk)
    return f"{table}.{column}: {before!r:.80} -> {after!r:.80}"


@on_sqlite
def test_whatever_chance_tampers_with_is_found(edition: StoredPdf, northgate: Centre) -> None:
    rows = {
        table: [pk for (pk,) in run(f"SELECT id FROM {table} WHERE centre_id = %s", northgate.pk)] for table in COLUMNS
    }
    chance, missed = random.Random(2026), []  # noqa: S311
    run("PRAGMA defer_foreign_keys = ON")
    for _ in range(TAMPERS):
        with tampering():
            try:
                done = tamper(rows, chance)
            except IntegrityError:  # the database itself would not have it
                continue
            if not breaks_in(northgate):
                missed.append(done)
    assert missed == []
    assert breaks_in(northgate) == ()
