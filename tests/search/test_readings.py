"""Terms in each form in which traditional and simplified text may hold them."""

from pathlib import Path

import pytest

from mofan.search import Index, Query, parse_query
from mofan.search.readings import other_readings
from mofan.search.snippets import find_matches
from mofan.text.characters import second_forms
from mofan.text.fold import simplify
from tests.search.pieces import index_of, plain, uids

SIMPLIFIED, TRADITIONAL, LOOKOUT = 1, 2, 3
TEXTS = {
    SIMPLIFIED: "到村里了解情况，答复来信，借助平台，反复核对，围绕着目标，坐标不变，卫生达标，账户余额，着力推进。",
    TRADITIONAL: "到村裏瞭解情況，答覆來信，藉助平臺，反覆核對，圍繞著目標，座標不變，衞生達標，帳戶餘額，著力推進。",
    LOOKOUT: "瞭望塔覆盖全县，著作颇丰，狼藉一片；望见了解放军，复盖章，借条，帐户，馀额，显著力度。",
}
BOTH = {SIMPLIFIED, TRADITIONAL}
EVERY = {*BOTH, LOOKOUT}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("readings") / "index", [plain(*one) for one in TEXTS.items()])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("瞭解情況", BOTH),
        ("了解情况", BOTH),
        ("村里了解情况，答复来信，借助平台", BOTH),
        ("村裏瞭解情況，答覆來信，藉助平臺", BOTH),
        ("“瞭解情況” 反覆", BOTH),
        ("衞生", BOTH),
        ("卫生", BOTH),
        ("圍繞著目標", BOTH),
        ("围绕着目标", BOTH),
        ("着力推进", BOTH),
        ("着力", {SIMPLIFIED}),
        ("围绕着", {SIMPLIFIED}),
        ("座標", BOTH),
        ("坐标", {SIMPLIFIED}),
        ("瞭望", {LOOKOUT}),
        ("覆盖", {LOOKOUT}),
        ("著作", {LOOKOUT}),
        ("著", {TRADITIONAL, LOOKOUT}),
        ("帳戶", EVERY),
        ("账户", {SIMPLIFIED}),
        ("帐户", {TRADITIONAL, LOOKOUT}),
        ("餘額", EVERY),
        ("馀额", EVERY),
        ("余额", BOTH),
        ("瞭", {TRADITIONAL, LOOKOUT}),
        ("见了解放", {LOOKOUT}),
    ],
)
def test_a_term_is_found_in_text_of_either_script(both: Index, line: str, found: set[int]) -> None:
    words, terms = parse_query(line)

    assert {*uids(both.search(Query(phrases=words + terms)))} == found


def test_every_simplified_character_of_opencc_finds_the_only_traditional_one_it_stands_for_and_the_reverse() -> None:
    for char, form in second_forms().items():
        assert simplify(char) in other_readings(f"甲{form}乙")[0]
        assert any(form in one for one in other_readings(f"甲{char}乙"))


@pytest.mark.parametrize("term", ["", "覆盖全县", "狼藉", "顯著提升", "显著提升", "著作權", "干部", "ABC"])
def test_what_reads_alike_in_both_scripts_has_no_other_form(term: str) -> None:
    assert other_readings(term) == ()


def test_a_variant_counts_only_beside_traditional_characters() -> None:
    assert other_readings("沿著") == ()
    assert other_readings("沿著這條路") == ("沿着这条路",)
    assert other_readings("沈積") == ("沉积",)
    assert other_readings("沈积") == ()


def test_a_form_of_one_character_is_looked_for_too(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", [plain(1, "枱布"), plain(2, "平叙")])

    assert uids(index.search(Query(phrases=("敍",)))) == [2]
    assert uids(index.search(Query(phrases=("敘",)))) == [2]


def test_what_was_found_in_another_form_is_marked() -> None:
    (match,) = find_matches(TEXTS[SIMPLIFIED], ("瞭解情況",))

    assert match[0].of(TEXTS[SIMPLIFIED]) == "了解情况"


@pytest.mark.parametrize(
    ("one", "other"), [("caf\u00e9", "cafe\u0301"), ("ガス", "ｶﾞｽ"), ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af")]
)
def test_a_mark_of_its_own_and_one_in_its_letter_are_the_same(tmp_path: Path, one: str, other: str) -> None:
    index = index_of(tmp_path / "index", [plain(1, f"甲{one}乙"), plain(2, f"甲{other}乙")])

    assert {*uids(index.search(Query(phrases=(f"甲{one}",))))} == {1, 2}
    assert {*uids(index.search(Query(phrases=(f"{other}乙",))))} == {1, 2}
