"""The whole file of a case (卷宗): what was entered, letters, sittings, agreement, history, attachments, in one .zip.

It holds personal data whole: the page gives it to whoever has a part in the case, and logs that. For a mediation it is
what the law asks to be kept: registration, record of the work, agreement.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.utils import timezone

from mofan.cases.known_kinds import kind_of_case
from mofan.cases.letters import BLANK, LetterOnPaper, letter_docx
from mofan.cases.models import Agreement, Case, CaseFile, Letter, Mediation, Move, Session
from mofan.cases.parties import whole
from mofan.cases.replies import earlier_replies
from mofan.library.storage import open_store
from mofan.measure import date_text, moment_text
from mofan.paper import Paper, Paragraph, safe_file_name, write_docx
from mofan.paper.paragraph import Grid, GridCell, GridRow

_LABEL, _CONTENT = 2200, 6600
_TIMELINE: Final = (1900, 1700, 1700, 3500)
_CONTENTS: Final = (900, 5600, 2300)
"""Widths of columns in twips."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of the file: its place and name in the archive, its day."""

    name: str
    day: str
    data: bytes


def letter_on_paper(letter: Letter) -> LetterOnPaper:
    """A letter as it was issued."""
    unit, on = letter.unit or letter.case.unit, timezone.localdate(letter.made_at)
    return LetterOnPaper(letter.code, letter.name, letter.words, str(unit), on, letter.number)


def write_dossier(case: Case, out: IO[bytes]) -> int:
    """Write the file of a case to `out` as .zip; how many documents it holds, the list of contents not counted."""
    store = open_store(settings.STORAGE_URL)
    sheets = list(_sheets(case))
    files = [one for one in case.files.order_by("pk") if store.path(one.sha256).exists()]
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("00 卷内目录.docx", _contents(case, sheets, files))
        for one in sheets:
            archive.writestr(one.name, one.data)
        for no, file in enumerate(files, 1):
            archive.write(store.path(file.sha256), _attached(no, file))
    return len(sheets) + len(files)


def _sheets(case: Case) -> Iterator[Sheet]:
    yield Sheet("01 登记内容.docx", _day(case.taken_in_at), _registered(case))
    for no, letter in enumerate(case.issued.select_related("unit", "case__unit"), 1):
        void = "（已作废）" if letter.voided_at is not None else ""
        name = _named("02 文书", f"{no:02} {letter.name}{letter.number}{void}")
        yield Sheet(name, _day(letter.made_at), letter_docx(letter_on_paper(letter)))
    mediation = Mediation.objects.filter(case=case).select_related("committee").first()
    if mediation is not None:
        for session in mediation.sessions.all():
            name = _named("03 调解笔录", f"第{session.no}次调解")
            yield Sheet(name, _day(session.held_at), _sitting(case, mediation, session))
        agreement = Agreement.objects.filter(mediation=mediation).first()
        if agreement is not None:
            yield Sheet("04 协议登记.docx", _day(agreement.agreed_at), _agreed(case, agreement))
    yield Sheet("05 办理过程.docx", "", _history(case))


def _named(folder: str, name: str) -> str:
    return f"{folder}/{safe_file_name(name, 'docx')}"


def _attached(no: int, file: CaseFile) -> str:
    stem, dot, ending = file.name.rpartition(".")
    void = "（已取下）" if file.taken_off_at is not None else ""
    return f"06 附件/{no:02} {safe_file_name(f'{stem if dot else file.name}{void}', ending if dot else 'bin')}"


def _registered(case: Case) -> bytes:
    kind, given = kind_of_case(case), case.detail.values
    rows = [("编码", case.code), ("种类", kind.name), ("标题", case.title), ("登记", _moment(case.taken_in_at))]
    rows += [("受理单位", str(case.unit)), ("渠道", case.get_channel_display()), ("地点", case.place)]
    rows += [("类别", kind.categories.get(case.category, "")), ("内容", case.detail.text)]
    for one in case.parties.all():
        facts = whole(one)
        told = (facts.name, facts.organisation, facts.id_number, facts.address, facts.phone)
        rows.append((kind.called(one.role), "，".join(part for part in told if part)))
    rows += [(one.name, str(one.choices.get(given.get(one.code), given.get(one.code, "")))) for one in kind.fields]
    for point in case.points.all():
        rows.append((f"要点{point.no}", f"{point.text}（{point.get_state_display()}）{point.answer}"))
    rows += [("上次的答复", one.words) for one in reversed(earlier_replies(case.moves.all()))]
    rows.append(("答复", case.detail.reply))
    return _table(f"{kind.name}登记内容", case.code, [(label, said) for label, said in rows if said])


def _sitting(case: Case, mediation: Mediation, session: Session) -> bytes:
    lines = (
        f"时间：{_moment(session.held_at)}",
        f"地点：{session.place or BLANK}",
        f"调解组织：{mediation.committee}",
        f"调解员：{mediation.mediator_name}",
        f"到场人员：{session.present}",
        "调解记录：",
        *session.record.splitlines(),
        f"当事人（签名）：{BLANK}{BLANK}",
        f"调解员（签名）：{BLANK}",
        f"记录人（签名）：{BLANK}",
    )
    return _docx(Paper("调解笔录", f"{case.code}　第{session.no}次", tuple(Paragraph(one) for one in lines)))


def _agreed(case: Case, agreement: Agreement) -> bytes:
    kind = kind_of_case(case)
    signed = [
        f"{kind.called(one.party.role)} {whole(one.party).name or one.party.organisation}（{_day(one.at)}）"
        for one in agreement.signatures.select_related("party")
    ]
    asked = agreement.confirmation_asked_at
    ruled = {True: "裁定有效", False: "驳回申请", None: ""}[agreement.confirmed]
    rows = (
        ("形式", agreement.get_form_display()),
        ("达成", _moment(agreement.agreed_at)),
        ("纠纷事实", agreement.facts),
        ("争议事项", agreement.disputed),
        ("协议内容", agreement.content),
        ("履行方式", agreement.manner),
        ("履行期限", date_text(agreement.perform_by) if agreement.perform_by else ""),
        ("当事人签署", "；".join(signed)),
        ("签名盖章", _moment(agreement.sealed_at) if agreement.sealed_at else ""),
        ("生效", _moment(agreement.effective_at) if agreement.effective_at else "尚未生效"),
        ("履行情况", agreement.get_performance_display()),
        ("司法确认", f"{_day(asked)}向{agreement.court}共同申请{f'，{ruled}' if ruled else ''}" if asked else ""),
    )
    return _table("调解协议登记", case.code, [(label, said) for label, said in rows if said])


def _history(case: Case) -> bytes:
    moves = Move.objects.filter(case=case).select_related("by", "unit", "leg__unit").order_by("pk")
    rows: list[tuple[str, ...]] = [("时间", "做了什么", "何人、单位", "说明")]
    for one in moves:
        unit = one.leg.unit if one.leg is not None else one.unit
        rows.append((_moment(one.at), one.name, f"{one.by.name} {unit or ''}".strip(), one.note))
    return _docx(Paper("办理过程", case.code, (_grid(rows, _TIMELINE, heads=True),)))


def _contents(case: Case, sheets: list[Sheet], files: list[CaseFile]) -> bytes:
    rows: list[tuple[str, ...]] = [("序号", "材料", "日期")]
    named = [(one.name.removesuffix(".docx"), one.day) for one in sheets]
    named += [(_attached(no, one), _day(one.added_at)) for no, one in enumerate(files, 1)]
    rows += [(str(no), name, day) for no, (name, day) in enumerate(named, 1)]
    return _docx(Paper("卷内目录", f"{case.title}\n{case.code}", (_grid(rows, _CONTENTS, heads=True),)))


def _table(title: str, code: str, rows: list[tuple[str, str]]) -> bytes:
    return _docx(Paper(title, code, (_grid(rows, (_LABEL, _CONTENT)),)))


def _grid(rows: Sequence[tuple[str, ...]], widths: tuple[int, ...], heads: bool = False) -> Paragraph:
    lines = tuple(
        GridRow(
            tuple(GridCell(tuple(Paragraph(line) for line in (cell.splitlines() or [""]))) for cell in row),
            heads=heads and no == 0,
        )
        for no, row in enumerate(rows)
    )
    return Paragraph("\n".join("\t".join(row) for row in rows), grid=Grid(lines, widths))


def _docx(paper: Paper) -> bytes:
    out = io.BytesIO()
    write_docx(paper, out)
    return out.getvalue()


def _day(at: datetime) -> str:
    return date_text(timezone.localdate(at))


def _moment(at: datetime) -> str:
    return moment_text(timezone.localtime(at))
