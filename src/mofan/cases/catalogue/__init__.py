"""Kinds of case as data (事项种类): the .toml files beside this module, read and checked. Pure: no Django."""

from mofan.cases.catalogue.reading import NotAKind, read_kind
from mofan.cases.catalogue.shipped import kind_of, shipped

__all__ = ["NotAKind", "kind_of", "read_kind", "shipped"]
