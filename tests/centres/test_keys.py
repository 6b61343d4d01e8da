"""The keys centres seal with: made once, readable by their owner alone, and never a demonstration's in production."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from centres import keys
from centres.models import Centre


def said_by_make_keys(*arguments: str) -> str:
    out = io.StringIO()
    call_command("make_keys", *arguments, stdout=out)
    return out.getvalue()


def test_outside_production_a_key_is_made_on_first_use_and_says_demo(northgate: Centre, settings: Any) -> None:
    first, again = keys.key_of(northgate), keys.key_of(northgate)
    assert first.certificate == again.certificate
    assert first.certificate.demo
    assert first.certificate.name == "Northgate Leadership Centre (DEMO)"
    assert first.certificate.number == northgate.number
    folder = Path(settings.COUNTERSIGN_KEYS) / str(northgate.pk)
    assert sorted(path.name for path in folder.iterdir()) == ["0001.crt", "0001.key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}


def test_each_centre_has_its_own(northgate: Centre, southbank: Centre) -> None:
    assert keys.key_of(northgate).certificate.fingerprint != keys.key_of(southbank).certificate.fingerprint


def test_production_makes_none_by_itself_and_says_who_does(northgate: Centre, settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(keys.NoKey, match="has no key to seal with. The operator makes one: ./run manage make_keys"):
        keys.key_of(northgate)
    assert "northgate: key" in said_by_make_keys("--centre", "northgate")
    assert keys.key_of(northgate).certificate.name == "Northgate Leadership Centre"
    assert not keys.key_of(northgate).certificate.demo


def test_production_refuses_a_demo_key_at_the_start_and_when_sealing(northgate: Centre, settings: Any) -> None:
    demo = keys.key_of(northgate)
    assert run_checks(tags=["security"]) == []
    settings.PRODUCTION = True
    with pytest.raises(keys.DemoKey, match="is a DEMO key and seals nothing here"):
        keys.key_of(northgate)
    (error,) = [found for found in run_checks(tags=["security"]) if found.id == "countersign.E001"]
    assert "is a DEMO key. Remove it, then: ./run manage make_keys" in error.msg
    said_by_make_keys("--centre", "northgate")  # the way out
    assert keys.key_of(northgate).certificate.fingerprint != demo.certificate.fingerprint
    assert [found for found in run_checks(tags=["security"]) if found.id == "countersign.E001"] == []


def test_after_rotating_the_old_key_is_gone_and_its_certificate_known(northgate: Centre, settings: Any) -> None:
    old = keys.key_of(northgate).certificate
    assert "is new" in said_by_make_keys("--centre", "northgate", "--rotate")
    new = keys.key_of(northgate).certificate
    assert keys.known_certificates() == (old, new)
    folder = Path(settings.COUNTERSIGN_KEYS) / str(northgate.pk)
    assert [path.name for path in folder.glob("*.key")] == ["0002.key"]


def test_make_keys_leaves_a_key_that_is_there(northgate: Centre) -> None:
    before = keys.key_of(northgate).certificate
    assert f"northgate: key {before.short} was there" in said_by_make_keys()
    assert keys.key_of(northgate).certificate == before


def test_a_key_left_by_another_database_is_not_taken_for_this_centres(northgate: Centre) -> None:
    other = Centre(pk=northgate.pk, name="Westmoor Coaching", number="099999", slug="westmoor")
    left = keys.key_of(other).certificate
    ours = keys.key_of(northgate).certificate
    assert (left.number, ours.number) == ("099999", northgate.number)
    assert keys.known_certificates() == (left, ours)
    assert keys.key_of(northgate).certificate == ours


def test_make_keys_of_no_centre_is_a_misuse(db: None) -> None:
    with pytest.raises(CommandError, match="There is no centre “nowhere”.") as refused:
        call_command("make_keys", "--centre", "nowhere")
    assert refused.value.returncode == 2


def test_with_a_passphrase_a_key_lies_encrypted(northgate: Centre, settings: Any) -> None:
    settings.COUNTERSIGN_KEYS_PASSPHRASE = "a long one, kept elsewhere"
    keys.make(northgate)
    (path,) = (Path(settings.COUNTERSIGN_KEYS) / str(northgate.pk)).glob("*.key")
    assert path.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert keys.key_of(northgate).private.key_size == 256
    for wrong in ("", "another"):
        settings.COUNTERSIGN_KEYS_PASSPHRASE = wrong
        with pytest.raises(keys.NoKey, match="COUNTERSIGN_KEYS_PASSPHRASE is missing or wrong"):
            keys.key_of(northgate)
        with pytest.raises(CommandError, match="missing or wrong"):
            said_by_make_keys("--centre", "northgate")
