"""Mails that came to a centre (来信): kept once, set aside, made into a case. Whether a mail is a case is for somebody
to decide; a rule sets aside what nobody wrote, and that stays to be seen."""

from dataclasses import dataclass, replace
from datetime import datetime
from json import dumps, loads
from typing import Final, Literal

from django.conf import settings
from django.db import transaction

from mofan.cases import kinds as k
from mofan.cases.actions import take_in
from mofan.cases.actions.holding import Doing, write
from mofan.cases.channels.mail_reading import BrokenMail, MailRead, key_of, read_letter
from mofan.cases.intake import Intake
from mofan.cases.models import Case, CaseFile, Channel, Mail, MailFile, MailState
from mofan.cases.models.channels import MailQuerySet
from mofan.cases.public_page import receiving_centres
from mofan.library.storage import open_store
from mofan.org.actions import console, log_access, note, reason
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.sealing import seal, unseal

SECRET: Final = "带有密级标志（{mark}），本系统不是涉密系统，没有收，内容没有保存。请按保密规定另行处理原件。"
_ATTACHED: Final = k.Move("attach", "添加附件", (), "", ())
What = Literal["waiting", "aside", "refused", "known"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a mail as it came (收信结果)."""

    what: What
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a mail, as it says (发件人)."""

    name: str
    address: str


def mail_centre() -> Unit | None:
    """The centre that mails come to (收信中心): the one that is set, else the highest that the public hands in to."""
    centres = receiving_centres()
    if settings.MAIL_CENTRE:
        return centres.filter(name=settings.MAIL_CENTRE).first()
    return centres.first()


def keep_mail(data: bytes, source: str, unit: Unit, *, at: datetime) -> Kept:
    """Keep a mail for somebody to decide on (收信): once for one Message-ID. Of one with a secrecy mark nothing is kept
    but that it came; one that cannot be read is said."""
    try:
        read = read_letter(data)
    except BrokenMail as error:
        return _refuse(key_of(data), str(error), source, unit, at)
    if read.secret:
        return _refuse(read.key, SECRET.format(mark=read.secret), source, unit, at)
    if Mail.objects.filter(key=read.key).exists():
        return Kept("known")
    stored = [(one, open_store(settings.STORAGE_URL).put([one.data])) for one in read.files]
    with transaction.atomic():
        mail, made = Mail.objects.get_or_create(key=read.key, defaults=_facts(read, source, unit, at))
        if made:
            MailFile.objects.bulk_create(
                MailFile(mail=mail, name=one.name, sha256=kept.sha256, size=kept.size) for one, kept in stored
            )
            note(mail, "收信", by=console(at=at), at=at, why=mail.reason)
    if not made:
        return Kept("known")
    return Kept("aside", mail.reason) if read.aside else Kept("waiting")


def _facts(read: MailRead, source: str, unit: Unit, at: datetime) -> dict[str, object]:
    return {
        "unit": unit,
        "subject": read.subject,
        "sealed": seal(dumps([read.sender, read.address], ensure_ascii=False)),
        "text": read.text,
        "sent_at": read.sent_at,
        "came_at": at,
        "source": source[:255],
        "state": MailState.ASIDE if read.aside else MailState.WAITING,
        "reason": read.aside,
        "decided_at": at if read.aside else None,
    }


@transaction.atomic
def _refuse(key: str, why: str, source: str, unit: Unit, at: datetime) -> Kept:
    facts = {"unit": unit, "came_at": at, "source": source[:255], "state": MailState.REFUSED, "reason": why[:300]}
    mail, made = Mail.objects.get_or_create(key=key, defaults=facts)
    if not made:
        return Kept("known")
    note(mail, "没有收信", by=console(at=at), at=at, why=why)
    return Kept("refused", why)


@transaction.atomic
def set_mail_aside(mail: Mail, why: str, *, by: Person, at: datetime) -> None:
    """A mail is no case, and why (不登记). Raises RuleBroken without a reason or the right, and for one decided."""
    _allow(mail, by)
    why = reason(why)
    _decide(mail, MailState.WAITING, state=MailState.ASIDE, reason=why, decided_by=by, decided_at=at)
    note(mail, "不登记", by=by, at=at, why=why)


@transaction.atomic
def bring_mail_back(mail: Mail, *, by: Person, at: datetime) -> None:
    """A mail that was set aside waits again (取回). Raises RuleBroken without the right, and for any other."""
    _allow(mail, by)
    _decide(mail, MailState.ASIDE, state=MailState.WAITING, reason="", decided_by=None, decided_at=None)
    note(mail, "取回", by=by, at=at)


@transaction.atomic
def take_mail_in(mail: Mail, intake: Intake, unit: Unit, *, by: Person, at: datetime) -> Case:
    """Make a case of a mail, with all that is attached to it (登记来信). Two at once make one case. Raises RuleBroken
    for one decided already, and as `take_in`."""
    _allow(mail, by)
    case = take_in(replace(intake, channel=Channel.MAIL, outside=f"mail:{mail.key}"), unit, by=by, at=at)
    _decide(mail, MailState.WAITING, state=MailState.TAKEN, case=case, decided_by=by, decided_at=at)
    doing = Doing(by, at, "clerk", unit)
    for one in mail.files.all():
        CaseFile.objects.create(case=case, name=one.name, sha256=one.sha256, size=one.size, added_by=by, added_at=at)
        write(case, _ATTACHED, case.state, doing, note=one.name)
    note(mail, "登记来信", by=by, at=at, why=case.code)
    return case


def sender_of(mail: Mail) -> Sender:
    """Who sent it, whole. For whoever was allowed to see it; raises SealBroken with another key."""
    if not mail.sealed:
        return Sender("", "")
    name, address = loads(unseal(mail.sealed))
    return Sender(name, address)


@transaction.atomic
def unmask_sender(mail: Mail, why: str, *, by: Person, at: datetime, address: str = "") -> Sender:
    """Who sent it, for whoever may see people whole there, with a reason, which is logged (查看发件人). Raises
    RuleBroken."""
    why = reason(why)
    if not by.may(Right.UNMASK, mail.unit):
        raise RuleBroken(f"您没有“{Right.UNMASK.label}”的权限，请找单位管理员。")
    log_access("查看发件人", by=by, at=at, detail=f"来信 {mail.pk}：{why}", address=address)
    return sender_of(mail)


def mask_mail_address(address: str) -> str:
    """The first character, and where it came from: 王****@mail.example."""
    name, at, host = address.partition("@")
    return f"{name[:1]}****{at}{host}" if name else ""


def mails_visible_to(person: Person) -> MailQuerySet:
    """The mails that this person may decide on, or may see decided, the latest first."""
    return Mail.objects.visible_to(person).select_related("unit", "case", "decided_by")


def _allow(mail: Mail, by: Person) -> None:
    if not by.may(Right.INTAKE, mail.unit):
        raise RuleBroken(f"“{mail.unit}”的来信由窗口受理员和调度员处理，您没有这个身份。")


def _decide(mail: Mail, was: MailState, **changes: object) -> None:
    if not Mail.objects.filter(pk=mail.pk, state=was).update(**changes):
        raise RuleBroken("这封来信已经有人处理过了，请刷新再看。")
    mail.refresh_from_db()
