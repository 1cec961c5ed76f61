"""Fingerprints and the view that they are taken of."""

from hypothesis import given
from hypothesis import strategies as st

from mofan.text.fold import simplify
from mofan.text.reuse import fingerprint
from mofan.text.reuse.fingerprint import GRAM, VERSION, is_current, unpacked
from mofan.text.reuse.view import view_of
from tests.text.reuse.samples import WATER


def test_a_fingerprint_says_where_in_the_text_it_was_taken() -> None:
    found = fingerprint(WATER)
    assert found.length == len(WATER.replace("\n", ""))
    assert found.length / 20 < len(found.hashes) < found.length / 5
    again = {value: position for value, position in zip(found.hashes.tolist(), found.positions.tolist(), strict=True)}
    for value, position in again.items():
        alone = fingerprint(WATER[position:].replace("\n", "")[:GRAM])
        assert alone.hashes.tolist() == [value]
    assert list(found.positions) == sorted(found.positions)


def test_the_hashes_are_the_same_in_every_process() -> None:
    assert fingerprint("模范机关建设材料").hashes.tolist() == [770121555]


def test_too_few_characters_give_none() -> None:
    assert [len(fingerprint(text).hashes) for text in ("", "一", "一二三四五六", "一二三四五六七")] == [0, 0, 0, 1]


def test_a_run_of_one_character_is_one_fingerprint() -> None:
    assert len(fingerprint("好" * 5000).hashes) == 1


@given(st.text("甲乙丙丁", max_size=60), st.text("甲乙丙丁", max_size=60))
def test_a_shared_stretch_shares_its_fingerprints(before: str, after: str) -> None:
    assert set(fingerprint(WATER).hashes) <= set(fingerprint(f"{before}{WATER}{after}").hashes)


def test_a_text_without_a_low_hash_keeps_its_lowest() -> None:
    parts = [WATER[at : at + GRAM + 2] for at in range(0, 200, 3)]
    assert all(len(fingerprint(part.replace("\n", "")).hashes) >= 1 for part in parts if "\n" not in part)


@given(st.text(max_size=200))
def test_what_is_stored_is_what_was_found(text: str) -> None:
    found = fingerprint(text)
    assert unpacked(found.packed()).tolist() == found.hashes.tolist()
    assert len(set(found.hashes.tolist())) == len(found.hashes)
    assert is_current(found.packed())
    older = found.packed()[:-1]
    assert unpacked(older).tolist() == found.hashes.tolist()
    assert not is_current(older)
    assert not is_current(older + bytes([VERSION - 1]))


@given(st.text(max_size=80))
def test_the_view_is_the_folded_text_with_its_origins(text: str) -> None:
    view = view_of(text)
    assert "".join(map(chr, view.codes.tolist())) == simplify(text)
    assert len(view) == len(view.origins) == len(view.paragraphs) == len(simplify(text))
    assert all(chr(code) in simplify(text[at]) for code, at in zip(view.codes, view.origins, strict=True))
    assert list(view.paragraphs) == [text[:at].count("\n") + text[:at].count("\r") for at in view.origins]
