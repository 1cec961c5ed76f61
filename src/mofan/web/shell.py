"""What every page of the shell needs (骨架): the rail, who is here, the lasting notices."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from mofan.org.models import Person
from mofan.org.roles import Right

NOT_FOR_SECRETS = "本系统为非涉密系统，严禁处理、存储、传输国家秘密、工作秘密。"
DEMONSTRATION = "演示数据：单位、人物和内容均为虚构。"


@dataclass(frozen=True, slots=True)
class Room:
    """A place in the rail: its name, the page it opens, the pages that belong to it, the right it needs, what is done
    there (one sentence, for the page 使用说明)."""

    name: str
    page: str
    pages: frozenset[str]
    right: Right
    what: str
    apart: bool = False
    """Whether another group of rooms begins with it."""


ROOMS = (
    Room("今日", "home", frozenset({"home", "reminders"}), Right.READ, "等您办的事、新到的材料，从这里开始。"),
    Room(
        "素材库",
        "library",
        frozenset(
            {"library", "piece", "arrivals", "doubts", "put_back", "cut_again", "cut_candidate", "keep_candidate"}
            | {"withdraw", "restore", "browse", "headings", "saved", "saved_new", "family", "beside", "official"}
            | {"proofread", "decide_finding"}
        ),
        Right.READ,
        "检索、分类浏览、找排比标题；一篇对着提纲读，成批下载。",
    ),
    Room(
        "台账",
        "records",
        frozenset(
            {"records", "records_of", "all_records", "record", "enter_record", "correct_record", "record_tasks"}
            | {"record_task", "import_ledger", "add_kind", "board", "duty", "set_duty", "burden"}
            | {"report_burden", "burden_report", "responsibilities", "responsibility", "draw_list"}
            | {"responsibility_letter"}
        ),
        Right.READ,
        "会议、学习、党课、谈话等记录，填一次；履责、交办、责任清单也在这里。",
    ),
    Room(
        "事项",
        "cases",
        frozenset(
            {"cases", "all_cases", "case_kinds", "take_in_case", "case", "case_desk"}
            | {"import_cases", "mails", "mail", "take_in_mail"}
            | {"case_board", "case_dashboard", "whistles", "case_routing", "case_hot_spots"}
            | {"rectification", "import_rectification", "confirm_rectification", "case_letter", "merge_case"}
        ),
        Right.READ,
        "群众诉求、矛盾纠纷、投诉、审批、整改：登记、交办、办理、答复、回访。",
    ),
    Room(
        "起草",
        "drafts",
        frozenset(
            {"drafts", "new_draft", "draft_outlines", "draft_from_piece", "draft", "slot"}
            | {"draft_versions", "draft_version", "draft_aside", "draft_beside", "draft_file", "draft_review"}
            | {"draft_files", "reread_draft", "next_draft", "wanted_figures", "draft_chain", "draft_templates"}
            | {"draft_help", "published_materials"}
        ),
        Right.READ,
        "从好材料取骨架，文中的数从台账里数出来，审签后导出 Word。",
    ),
    Room(
        "数",
        "figures",
        frozenset({"figures", "figure", "frozen_figures", "frozen_figure"}),
        Right.READ,
        "每个数的口径和数到的记录，按单位、按期间看。",
    ),
    Room(
        "校对",
        "proofread_text",
        frozenset({"proofread_text", "dictionary", "import_dictionary", "void_entry"}),
        Right.READ,
        "贴一段文字或交一个文件，查错别字、标点、数字、提法和借用的残留。",
        apart=True,
    ),
    Room("查重", "check", frozenset({"check"}), Right.READ, "贴一段文字，看库里哪些篇有同样的话。"),
    Room(
        "入库",
        "upload",
        frozenset({"upload", "batch"}),
        Right.INGEST,
        "交文件进素材库：单个、整个文件夹、压缩包、汇编都行。",
    ),
    Room(
        "来源",
        "sources",
        frozenset({"sources", "source", "removals"}),
        Right.READ,
        "收到的每个文件，处理到哪一步，未收的写明缘由。",
    ),
    Room(
        "单位",
        "units",
        frozenset(
            {"units", "unit", "add_top_unit", "add_unit", "change_unit", "roster", "roster_person", "roles"}
            | {"add_roster_person", "change_roster_person", "correct_post", "import_units", "confirm_import"}
        ),
        Right.READ,
        "单位的树、人员和职务、角色、导入导出。",
        apart=True,
    ),
    Room(
        "日历",
        "calendar",
        frozenset({"calendar", "provisional"}),
        Right.READ,
        "放假和调休；从哪天起几个工作日，哪天到期。",
    ),
    Room(
        "账号",
        "people",
        frozenset({"people", "person", "accesses", "retention", "expired"}),
        Right.ADMINISTER,
        "开账号、调角色、重设密码；访问日志、保管期限。",
    ),
)
"""The rooms that there are, in the order of the rail. A later room is one more line here."""


@dataclass(frozen=True, slots=True)
class Door:
    """A room as the rail shows it to this person, on this page."""

    name: str
    address: str
    here: bool
    what: str = ""
    apart: bool = False


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: what the template `web/shell.html` needs beyond what its page gives."""
    person = getattr(request, "user", None)
    me = person if isinstance(person, Person) and person.is_active else None
    return {
        "me": me,
        "errors": (),  # of a form; a name that stands nowhere is looked for everywhere and logged, on every page
        "doors": doors(me, request.resolver_match.url_name if request.resolver_match else None) if me else (),
        "not_for_secrets": NOT_FOR_SECRETS,
        "demonstration": DEMONSTRATION if settings.DEMO else "",
        "may_ingest": bool(me and me.may(Right.INGEST)),
        "may_curate": bool(me and me.may(Right.CURATE)),
        "may_manage_units": lambda: bool(me and me.may(Right.MANAGE)),  # asked where a template needs it
    }


def doors(me: Person, page: str | None) -> tuple[Door, ...]:
    """The rooms that this person may enter; while the password must be changed there are none."""
    if me.must_change_password:
        return ()
    return _doors(frozenset(right for right in _ASKED if me.may(right)), page, get_script_prefix())


_ASKED = frozenset(room.right for room in ROOMS)


@lru_cache(maxsize=1024)
def _doors(rights: frozenset[Right], page: str | None, prefix: str) -> tuple[Door, ...]:
    """The rooms for whoever has these rights, on this page, for all that are served below `prefix`."""
    return tuple(
        Door(room.name, reverse(room.page), page in room.pages, room.what, room.apart)
        for room in ROOMS
        if room.right in rights
    )
