"""Who may do what (角色与权限): two tables, asked through `Person.may`.

A `Role` is what a person is to the whole system. A `UnitRole` is given for a unit and all below it, by a `RoleGrant`.
"""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is to the whole system (角色)."""

    READER = "reader", "读者"
    LIBRARIAN = "librarian", "素材库管理员"
    ADMINISTRATOR = "administrator", "系统管理员"


class UnitRole(TextChoices):
    """What a person is to a unit and all below it (单位角色)."""

    READER = "reader", "查阅员"
    RECORDER = "recorder", "记录员"
    HANDLER = "handler", "承办人"
    LEADER = "leader", "负责人"
    SUPERVISOR = "supervisor", "督查员"
    ADMINISTRATOR = "administrator", "单位管理员"
    INSPECTOR = "inspector", "检查员"
    CLERK = "clerk", "窗口受理员"
    DISPATCHER = "dispatcher", "中心调度员"
    MEDIATOR = "mediator", "调解员"
    TIP_OFFICER = "tip_officer", "举报办理员"


class Right(TextChoices):
    """One thing that needs leave (权限). The first four hold for the whole system, the others for units."""

    READ = "read", "检索、阅读、下载"
    INGEST = "ingest", "入库"
    CURATE = "curate", "恢复清除、撤下篇目"
    ADMINISTER = "administer", "管理账号"
    VIEW = "view", "查看单位"
    RECORD = "record", "登记"
    HANDLE = "handle", "承办"
    APPROVE = "approve", "审签"
    SUPERVISE = "supervise", "督查"
    MANAGE = "manage", "管理单位和人员"
    UNMASK = "unmask", "查看完整个人信息"
    INTAKE = "intake", "登记诉求"
    DISPATCH = "dispatch", "受理、交办、审核、回访"
    MEDIATE = "mediate", "调解"
    TIP_OFF = "tip_off", "办理举报"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ}),
    Role.LIBRARIAN: frozenset({Right.READ, Right.INGEST, Right.CURATE}),
    Role.ADMINISTRATOR: frozenset(Right) - {Right.TIP_OFF},
}
"""Tip-offs (举报) are for those alone who are named for them in a unit: an administrator does not read them."""

UNIT_RIGHTS: dict[UnitRole, frozenset[Right]] = {
    UnitRole.READER: frozenset({Right.VIEW}),
    UnitRole.RECORDER: frozenset({Right.VIEW, Right.RECORD, Right.UNMASK}),
    UnitRole.HANDLER: frozenset({Right.VIEW, Right.HANDLE, Right.UNMASK}),
    UnitRole.LEADER: frozenset({Right.VIEW, Right.RECORD, Right.APPROVE}),
    UnitRole.SUPERVISOR: frozenset({Right.VIEW, Right.SUPERVISE}),
    UnitRole.ADMINISTRATOR: frozenset({Right.VIEW, Right.RECORD, Right.MANAGE, Right.UNMASK}),
    UnitRole.INSPECTOR: frozenset({Right.VIEW}),
    UnitRole.CLERK: frozenset({Right.VIEW, Right.INTAKE, Right.UNMASK}),
    UnitRole.DISPATCHER: frozenset({Right.VIEW, Right.INTAKE, Right.DISPATCH, Right.UNMASK}),
    UnitRole.MEDIATOR: frozenset({Right.VIEW, Right.MEDIATE}),
    UnitRole.TIP_OFFICER: frozenset({Right.VIEW, Right.HANDLE, Right.TIP_OFF, Right.UNMASK}),
}
"""What each role allows in its unit and all below. An inspector is a reader whose leave ends on a day that is named."""

WITH: dict[Right, frozenset[Right]] = {
    Right.READ: frozenset({Right.VIEW}),
    Right.RECORD: frozenset({Right.VIEW}),
    Right.APPROVE: frozenset({Right.VIEW}),
    Right.INTAKE: frozenset({Right.VIEW}),
    Right.DISPATCH: frozenset({Right.VIEW}),
    Right.HANDLE: frozenset({Right.VIEW}),
    Right.SUPERVISE: frozenset({Right.VIEW}),
}
"""What comes with a right that a token was given: whoever may read, record, approve, take in, dispatch, handle or
supervise for a person may look at the units that he sees."""

SCOPES = (
    Right.READ,
    Right.INGEST,
    Right.CURATE,
    Right.RECORD,
    Right.APPROVE,
    Right.INTAKE,
    Right.DISPATCH,
    Right.HANDLE,
    Right.SUPERVISE,
)
"""What a token of the interface may be given (令牌的范围). Accounts are administered on the pages alone, and tip-offs
are read there alone."""

SCOPE_SENTENCES: dict[Right, str] = {
    Right.READ: "也可比对、校对、查数，看草稿和事项",
    Right.INGEST: "交文件，看处理到哪一步、未收的缘由，取原件",
    Right.CURATE: "看已撤下的篇目",
    Right.RECORD: "起草、改稿、填数、送审",
    Right.APPROVE: "轮到您时审签，发布已签发的材料",
    Right.INTAKE: "登记事项",
    Right.DISPATCH: "研判、交办、审核、办结、回访",
    Right.HANDLE: "签收、办理、交回承办的事项",
    Right.SUPERVISE: "裁定退单，办理督办的事项",
}
"""Scope → what it lets a program do, beside its label."""


def roles_with(right: Right) -> tuple[UnitRole, ...]:
    """The roles in a unit that allow `right`; none for a right of the whole system."""
    return tuple(role for role, rights in UNIT_RIGHTS.items() if right in rights)
