"""Plain makers of drafts for tests, and a piece of our own to borrow from."""

from mofan.drafting.actions import NewDraft, start, start_from_piece
from mofan.drafting.models import Draft
from mofan.library.models import Piece
from mofan.org.models import RoleGrant, Unit
from mofan.org.roles import Role, UnitRole
from tests.make import AT, make_person, make_pieces
from tests.records.conftest import House

PIECE = """白石县林业局创建模范机关经验材料范文（2）
近年来，白石县林业局坚持党建引领，扎实推进模范机关创建。现将工作开展情况汇报如下：
一、突出政治引领，筑牢思想根基
局党组书记赵远山同志带头讲党课3次。2023年以来，组织集中学习x次，“青山夜话”读书会共举办x期。山里的路不好走，大家把课堂搬到了护林站。
二、突出正风肃纪，营造清廉氛围
（一）常敲警钟。召开警示教育x次，参加党员x余人次。
（二）严格监督。按照《白石县林业局内控办法》，排查廉政风险点x个。
三、突出服务群众，解决急难愁盼
一是深入一线。走访林农x户，收集问题x个，当场解决x个。二是结对帮扶。全年开展志愿服务x次。
白石县林业局
2023年11月8日
"""
"""In it: a place, a unit, a person, a slogan of its own, a document of its own, a number and blanks."""


def make_piece(text: str = PIECE, name: str = "白石县林业局.txt") -> Piece:
    """A piece in the library, handed in by a librarian."""
    return make_pieces(make_person("librarian", Role.LIBRARIAN), name, text)[0]


def writer_of(house: House) -> NewDraft:
    return NewDraft(house.agency, "安澜县水务局创建模范机关经验材料")


def make_draft(house: House) -> Draft:
    """A draft from nothing, by the recorder of the agency."""
    return start(writer_of(house), by=house.recorder, at=AT)


def make_skeleton(house: House) -> Draft:
    """A draft with the skeleton of `PIECE`."""
    draft, _ = start_from_piece(make_piece(), NewDraft(house.agency), by=house.recorder, at=AT)
    return draft


def grant(account: str, unit: Unit, role: UnitRole) -> None:
    RoleGrant.objects.create(person=make_person(account), unit=unit, role=role)
