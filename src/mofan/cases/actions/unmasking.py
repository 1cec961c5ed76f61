"""See personal data whole (查看完整信息): with a reason, which is logged."""

from datetime import datetime

from django.db import transaction

from mofan.cases.intake import PartyFacts
from mofan.cases.models import Case, Concern, Party
from mofan.cases.parties import whole
from mofan.cases.standing import rights_in
from mofan.org.actions import log_access, reason
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken


@transaction.atomic
def unmask_party(party: Party, why: str, *, by: Person, at: datetime, address: str = "") -> PartyFacts:
    """All that is kept of somebody in a case (查看完整信息), for whoever may in a unit that has to do with it.
    `address`: from where it was asked, for the log. Raises RuleBroken without a reason or the right."""
    why = reason(why)
    if not Case.objects.seen_by(by).filter(pk=party.case_id).exists():
        raise RuleBroken("没有这件事，或者您不能看它。")
    units = Concern.objects.filter(case=party.case_id).values_list("unit", flat=True)
    wanted = {Right.UNMASK, Right.TIP_OFF} if party.case.restricted else {Right.UNMASK}
    if not any(wanted <= rights for rights in rights_in(by, units).values()):
        raise RuleBroken(f"您没有“{Right.UNMASK.label}”的权限，请找单位管理员。")
    log_access("查看完整信息", by=by, at=at, detail=f"{party.case.code} 当事人（{party.pk}）：{why}", address=address)
    return whole(party)
