"""`mofan docx --type …`: a text as an official document (公文), with what the text and the command line say of it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from mofan.ops.answering import refuse, say_warnings
from mofan.ops.wording import why

if TYPE_CHECKING:
    from pathlib import Path

    from mofan.ops.on_paper import Manuscript
    from mofan.paper import OfficialDocument

_TEXTS = {
    "number": ("安水发〔2026〕3号", "发文字号"),
    "addressees": ("机关", "主送机关，几个之间用顿号或逗号"),
    "date": ("日期", "成文日期"),
    "copy_number": ("000012", "份号"),
    "urgency": ("程度", "特急或加急"),
    "copies_to": ("机关", "抄送机关"),
    "office": ("机关", "印发机关"),
    "issued_on": ("日期", "印发日期"),
    "note": ("文字", "附注，不带括号"),
}
"""Option → what it takes, what it is; given on the command line, it goes before what the text says."""


def declare_official(parser: argparse.ArgumentParser) -> None:
    """Add the options of an official document."""
    parser.add_argument("--type", metavar="文种", help="按公文排版：决议、决定、命令、公报、公告、通告、意见、通知……")
    parser.add_argument(
        "--organ", metavar="机关", action="append", default=[], help="发文机关，联合行文时逐个写，主办在前"
    )
    parser.add_argument("--signatory", metavar="姓名", action="append", default=[], help="签发人，可写几次")
    for name, (value, help_text) in _TEXTS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=value, help=help_text)
    parser.add_argument("--unsealed", action="store_true", help="不加盖印章，署名按无印章编排")


def declare_sample(parser: argparse.ArgumentParser) -> None:
    """Add what only a sample (样张) may have: the stamp stands on every page."""
    parser.add_argument("--sample", action="store_true", help="排成样张，每页印“样张”二字；只有样张可以有密级")
    parser.add_argument("--secrecy", metavar="机密★10年", help="密级和保密期限，只用于样张")


def asked_in_vain(asked: argparse.Namespace) -> str | None:
    """A refusal where elements of an official document were given without its type; None where all is well."""
    given = [name for name in ("organ", "signatory", "unsealed", "sample", "secrecy", *_TEXTS) if _value(asked, name)]
    if asked.type and _value(asked, "secrecy") and not _value(asked, "sample"):
        return "这里不是涉密系统，不排带有密级的公文。请按保密规定另行办理；要看密级排在哪里，请加 --sample 排成样张。"
    if asked.type or not given:
        return None
    option = f"--{given[0].replace('_', '-')}"
    return f"{option} 是公文的要素，请同时用 --type 写明文种，如 --type 通知。"


def _value(asked: argparse.Namespace, name: str) -> object:
    """What an option says; None of one that this command does not have."""
    return getattr(asked, name, None)


class UnknownType(ValueError):
    """A type that is none of the fifteen (文种不对): a Chinese sentence."""


def official_asked(asked: argparse.Namespace, manuscript: Manuscript) -> OfficialDocument:
    """A document of the type asked for, with what the command line says. Raises UnknownType."""
    from mofan.paper import TYPES, official_of
    from mofan.text.outline import outline

    kind = "命令" if asked.type == "令" else asked.type
    if kind not in TYPES:
        raise UnknownType(f"没有“{asked.type}”这个文种。法定公文有十五种：{'、'.join(TYPES)}。")
    found = official_of(manuscript.text, kind, outline, sealed=not asked.unsealed, insets=manuscript.insets)
    return _completed(found, asked)


def lay_out_officially(asked: argparse.Namespace, manuscript: Manuscript, target: Path) -> int:
    """Write a manuscript to `target` as a document of the type asked for; what it lacks is said on standard error."""
    from mofan.paper import write_official

    try:
        document = official_asked(asked, manuscript)
    except UnknownType as refusal:
        return refuse(str(refusal))
    try:
        with target.open("wb") as out:
            report = write_official(replace(document, secrecy=asked.secrecy), out, sample=asked.sample)
    except OSError as error:
        return refuse(f"写不了“{target}”（{why(error)}），请检查文件夹和权限。")
    say_warnings((*manuscript.warnings, *report.warnings))
    print(target)
    return 0


def _completed(document: OfficialDocument, asked: argparse.Namespace) -> OfficialDocument:
    """`document` with what the command line says."""
    signature, imprint = document.signature, document.imprint
    given = tuple(asked.organ)
    return replace(
        document,
        organs=given or document.organs,
        mark=None if given else document.mark,
        signatories=tuple(asked.signatory) or document.signatories,
        number=asked.number or document.number,
        addressees=asked.addressees or document.addressees,
        copy_number=asked.copy_number or document.copy_number,
        urgency=asked.urgency or document.urgency,
        note=asked.note or document.note,
        signature=replace(signature, date=asked.date or signature.date),
        imprint=replace(
            imprint,
            copies_to=asked.copies_to or imprint.copies_to,
            office=asked.office or imprint.office,
            date=asked.issued_on or imprint.date,
        ),
    )
