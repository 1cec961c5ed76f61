"""Who may do what (角色与权限): one table, asked through `Person.may`."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is to the library (角色)."""

    READER = "reader", "读者"
    LIBRARIAN = "librarian", "素材库管理员"
    ADMINISTRATOR = "administrator", "系统管理员"


class Right(TextChoices):
    """One thing that needs leave (权限)."""

    READ = "read", "检索、阅读、下载"
    INGEST = "ingest", "入库"
    CURATE = "curate", "恢复清除、撤下篇目"
    ADMINISTER = "administer", "管理账号"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ}),
    Role.LIBRARIAN: frozenset({Right.READ, Right.INGEST, Right.CURATE}),
    Role.ADMINISTRATOR: frozenset(Right),
}

SCOPES = (Right.READ, Right.INGEST, Right.CURATE)
"""What a token of the interface may be given (令牌的范围). Accounts are administered on the pages alone."""
