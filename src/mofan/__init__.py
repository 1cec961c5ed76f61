"""Mofan (模范): the working system of an agency that is building itself into a model agency."""

__version__ = "0.1.0"
