"""Another key for what is sealed: every row is sealed anew, killed at any moment and run again."""

import argparse
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from pytest_django import Settings

from mofan.cases.intake import PartyFacts
from mofan.cases.models import Case, Party
from mofan.cases.parties import row_of, whole
from mofan.ops import resealing
from mofan.ops.answering import FAILED
from mofan.org.actions import PersonFacts, enter_person
from mofan.org.models import Person, PersonalData
from mofan.org.sealing import SealBroken, digest, is_current
from tests.make import AT, make_unit

NUMBERS = ("11010119900101127X", "110101199001011413", "110101199001011691")
"""Made up; their check characters are right."""


@pytest.fixture
def home(tmp_path: Path, settings: Settings, leader: Person, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("MOFAN_DATA_KEY", raising=False)
    settings.MOFAN_HOME, settings.DATA_KEY, settings.OLD_DATA_KEYS = tmp_path, "first", ()
    (tmp_path / "data_key").write_text("first")
    unit = make_unit()
    for place, number in enumerate(NUMBERS):
        enter_person(PersonFacts(f"顾淮{place}", id_number=number), unit=unit, by=leader, at=AT)
    return tmp_path


def run(*, new_key: bool = False, forget: bool = False) -> int:
    return resealing.reseal(argparse.Namespace(new_key=new_key, forget=forget))


def numbers() -> list[str]:
    return [one.id_number for one in PersonalData.objects.order_by("pk")]


def test_every_row_is_sealed_with_the_new_key(home: Path, settings: Settings, capsys: Any) -> None:
    assert run(new_key=True) == 0
    assert "重新加密 3 行" in capsys.readouterr().out
    assert (home / "data_key").read_text() == settings.DATA_KEY != "first"
    assert (home / "old_data_keys").read_text() == "first\n"
    assert (home / "data_key").stat().st_mode & 0o777 == 0o600
    settings.OLD_DATA_KEYS = ()
    assert numbers() == [*NUMBERS]
    assert [one.id_number_digest for one in PersonalData.objects.order_by("pk")] == [*map(digest, NUMBERS)]
    assert run(forget=True) == 0
    assert "重新加密 0 行" in capsys.readouterr().out
    assert not (home / "old_data_keys").exists()


@pytest.mark.parametrize("killed_after", range(3))
def test_killed_on_the_way_it_is_run_again(
    home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, killed_after: int
) -> None:
    monkeypatch.setattr(resealing, "AT_ONCE", 1)
    seal_one = resealing._reseal
    done: list[None] = []

    def and_die(*given: Any) -> None:
        if len(done) == killed_after:
            raise KeyboardInterrupt
        seal_one(*given)
        done.append(None)

    monkeypatch.setattr(resealing, "_reseal", and_die)
    with pytest.raises(KeyboardInterrupt):
        run(new_key=True)
    settings.DATA_KEY = (home / "data_key").read_text()  # as the next process reads them
    settings.OLD_DATA_KEYS = tuple((home / "old_data_keys").read_text().split())
    assert numbers() == [*NUMBERS]
    assert sum(is_current(one.id_number_sealed) for one in PersonalData.objects.all()) == killed_after
    monkeypatch.setattr(resealing, "_reseal", seal_one)
    assert run() == 0
    settings.OLD_DATA_KEYS = ()
    assert numbers() == [*NUMBERS]


def test_killed_between_the_two_files_the_old_key_is_still_there(
    home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = resealing._write
    written: list[None] = []

    def and_die(path: Path, text: str) -> None:
        if written:
            raise KeyboardInterrupt
        write(path, text)
        written.append(None)

    monkeypatch.setattr(resealing, "_write", and_die)
    with pytest.raises(KeyboardInterrupt):
        run(new_key=True)
    assert [(home / name).read_text() for name in ("data_key", "old_data_keys")] == ["first", "first\n"]
    monkeypatch.setattr(resealing, "_write", write)
    assert run(new_key=True) == 0
    assert (home / "old_data_keys").read_text() == "first\n"
    assert numbers() == [*NUMBERS]


def test_who_stands_in_a_case_is_found_by_the_new_key(home: Path, settings: Settings) -> None:
    open_one = PartyFacts("applicant", "程晚", "13800005678", NUMBERS[0], "", "", None, None)
    rows = [row_of(Case(pk=1), open_one, hidden=hidden, no=no) for no, hidden in enumerate((False, True))]
    settings.DATA_KEY, settings.OLD_DATA_KEYS = "second", ("first",)
    for row in rows:
        assert isinstance(row, Party)
        assert resealing._of_party(row) == {"phone_digest": digest("13800005678"), "id_digest": digest(NUMBERS[0])}
        assert whole(row).id_number == NUMBERS[0]


def test_what_no_key_opens_is_left_and_said(home: Path, settings: Settings, capsys: Any) -> None:
    settings.DATA_KEY, settings.OLD_DATA_KEYS = "another", ()
    before = [*PersonalData.objects.values_list("id_number_sealed", flat=True)]
    assert run(forget=True) == FAILED
    assert "3 行用现有的密钥都打不开" in capsys.readouterr().out
    assert [*PersonalData.objects.values_list("id_number_sealed", flat=True)] == before
    with pytest.raises(SealBroken):
        numbers()
    settings.OLD_DATA_KEYS = ("first",)
    assert run() == 0
    assert "--forget" in capsys.readouterr().out


def test_a_key_of_the_environment_is_changed_there(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("MOFAN_DATA_KEY", "first")
    assert run(new_key=True) != 0
    assert "MOFAN_OLD_DATA_KEYS" in capsys.readouterr().err
    assert (home / "data_key").read_text() == "first"


def test_every_sealed_column_is_known() -> None:
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if "加密" in str(field.verbose_name)
    }
    assert found == {(one.model, one.column) for one in resealing.SEALED}
