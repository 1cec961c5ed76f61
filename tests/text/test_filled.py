"""A table applied to a whole text gives what `str.translate` gives."""

import subprocess
import sys

import numpy  # noqa: F401 - where it is loaded, tables use it
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.characters.filled import FilledTable


class Loud(FilledTable):
    """Upper case; no white space; some letters several."""

    def spell(self, char: str) -> str:
        return "" if char.isspace() else char.upper()


def test_a_long_text_is_spelt_anew() -> None:
    text = "模范 机关 straße\n" * 20
    assert Loud().apply(text) == "模范机关STRASSE" * 20
    assert Loud().apply("短 text") == "短TEXT"


@given(st.text(max_size=30), st.integers(1, 12))
def test_it_does_what_translate_does(text: str, times: int) -> None:
    long = text * times * 4
    assert Loud().apply(long) == long.translate(Loud())


def test_without_numpy_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "模范 机关 straße\n" * 20
    with_numpy = Loud().apply(text)
    monkeypatch.delitem(sys.modules, "numpy")
    assert Loud().apply(text) == with_numpy == text.translate(Loud())


def test_a_command_on_one_document_loads_no_numpy_and_no_mails() -> None:
    said = "import sys, mofan.text.read, mofan.text.clean, mofan.text.split, mofan.text.outline"
    asked = f"{said}; print([name for name in ('numpy', 'email', 'django') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_any_code_point_may_stand_in_it() -> None:
    table = Loud()
    long = "\x00\ud800𠮷\U0010ffffß\uffff" * 30
    assert table.apply(long) == long.translate(table) == table.apply(long)


def test_a_base_without_spelling_says_so() -> None:
    try:
        FilledTable()[5]
    except NotImplementedError:
        return
    raise AssertionError("a table must say what stands for a character")
