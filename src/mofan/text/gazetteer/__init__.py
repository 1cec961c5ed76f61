"""The divisions of the country (行政区划): provinces, cities, counties, towns, and where their names stand in a text.

Full names (清河县, 太平镇) are found anywhere; short names (江西, 赣州) only of provinces and cities, and of
counties right
after the province or city that they belong to. Words that only look like a division (社区, 全区, 县域, 新型城镇化)
are left.
"""

from mofan.text.gazetteer.places import Place, find_places
from mofan.text.gazetteer.table import Division, divisions_named

__all__ = ["Division", "Place", "divisions_named", "find_places"]
