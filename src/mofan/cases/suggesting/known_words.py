"""What is known of the classes of public demands before the first case (先验用语). Pure."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def public_words() -> Mapping[str, tuple[str, ...]]:
    """Class of public demands → lines of words that stand for its matters."""
    text = resources.files("mofan.cases.suggesting").joinpath("public.toml").read_text(encoding="utf-8")
    return {label: tuple(lines) for label, lines in tomllib.loads(text).items()}
