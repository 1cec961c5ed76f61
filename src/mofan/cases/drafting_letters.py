"""What a letter says of a case (文书底稿): read from the rows, for whoever issues it to read and change."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from mofan.cases.kinds import MEASURES, Kind
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.letters import (
    AgreementOnPaper,
    ExtensionOnPaper,
    LetterFacts,
    MediationOnPaper,
    PartyOnPaper,
    PointOnPaper,
    letter_text,
)
from mofan.cases.models import (
    Agreement,
    Case,
    Extension,
    Form,
    Leg,
    LegPart,
    Letter,
    LetterSeries,
    Mediation,
    Move,
    Party,
    PointState,
)
from mofan.cases.parties import whole
from mofan.measure import date_text
from mofan.org.models import Unit

MEDIATED = frozenset({"invitation", "agreement", "confirmation", "ended"})
"""Letters of whoever mediates (调解组织), once it is known."""
TO_UNITS = frozenset({"rectification_item", "supervised_matter", "case_file_review"})
"""Kinds whose letters go to the unit that leads."""
OF_INTAKE = frozenset({"registration"})
"""What was written down when the case came in."""
OF_PARTIES = frozenset({"confirmation"})
"""Papers of the parties themselves: no unit numbers them."""
ASKING = frozenset({"applicant", "informant"})
"""Roles of those who brought the case."""


def draft_letter(case: Case, code: str, at: datetime, party: Party | None = None) -> str:
    """The text that a letter of this kind has for this case (文书底稿); `party` is the addressee, else whom such a
    letter goes to."""
    return letter_text(facts_of(case, code, at, party))


def not_yet(case: Case, code: str) -> str:
    """Why such a letter cannot be issued: what it tells has not happened (还没有发生的不出具). Empty: it can."""
    name = letter_name(case, code)
    if code == "extension":
        granted = Extension.objects.filter(clock__case=case, granted=True).exists()
        return "" if granted else f"还没有批准延期，不能出具{name}。"
    telling = {move.code: move.name for move in kind_of_case(case).moves if move.letter == code}
    if not telling or code in OF_INTAKE or Move.objects.filter(case=case, leg=None, code__in=telling).exists():
        return ""
    return f"还没有“{'”或者“'.join(telling.values())}”，不能出具{name}。"


def addressees(case: Case) -> list[Party]:
    """Those of the case to whom a letter can go, in order: whoever has a name or an organisation."""
    return [one for one in case.parties.all() if one.hidden or one.name or one.organisation]


def addressee_of(case: Case, code: str) -> Party | None:
    """Whom such a letter goes to unless somebody else is chosen: an invitation to the other side, all others to whoever
    brought the case; of tip-offs to nobody else."""
    rows = addressees(case)
    asking = [one for one in rows if one.role in ASKING]
    others = [one for one in rows if one not in asking]
    if case.restricted:
        return next(iter(asking), None)
    first = others + asking if code in ("invitation", "notice") else asking + others
    return next(iter(first), None)


def issuer_of(case: Case, code: str) -> Unit:
    """Whose letter it is (发文单位): the unit of the case, of a mediation the committee."""
    mediation = Mediation.objects.filter(case=case).select_related("committee").first() if code in MEDIATED else None
    return mediation.committee if mediation is not None else case.unit


def nobody_issues(case: Case, code: str) -> str:
    """What is told to whoever may not issue it (无权出具): whose letter it is."""
    return f"{letter_name(case, code)}以{issuer_of(case, code)}的名义出具，由该单位办这件事的人办，您没有这个身份。"


def letter_name(case: Case, code: str) -> str:
    """What the letter is called: an oral agreement has a record, not an agreement on paper. Raises KeyError."""
    name = kind_of_case(case).letters[code]
    if code == "agreement" and Agreement.objects.filter(mediation__case=case, form=Form.ORAL).exists():
        return "口头调解协议登记表"
    return name


def last_mark(case: Case, code: str) -> str:
    """The mark under which the unit numbered such a letter the last time, or any; "" before the first (发文代字)."""
    if code in OF_PARTIES:
        return ""
    series = LetterSeries.objects.filter(unit=issuer_of(case, code)).order_by("-letters__pk")
    found = series.filter(letters__code=code).first() or series.first()
    return found.mark if found is not None else ""


def facts_of(case: Case, code: str, at: datetime, party: Party | None = None) -> LetterFacts:
    """All that a letter can be made of, as it stands now."""
    kind, unit = kind_of_case(case), issuer_of(case, code)
    ground = kind.ground(case.ground) if case.ground else None
    lead = case.legs.filter(part=LegPart.LEAD).exclude(state__in=("returned", "recalled")).select_related("unit").last()
    moved = _moved(case, kind)
    return LetterFacts(
        step=code,
        name=letter_name(case, code),
        kind=kind.code,
        code=case.code,
        title=case.title,
        unit=str(unit),
        on=timezone.localdate(at),
        taken_in_on=timezone.localdate(case.taken_in_at),
        taken_in_by=case.taken_in_by.name,
        addressee=_addressee(case, code, kind, lead, party),
        text=case.detail.text,
        place=case.place,
        category=kind.categories.get(case.category, ""),
        parties=() if case.restricted else tuple(_on_paper(kind, one) for one in case.parties.all()),
        values=_values(case, kind),
        points=tuple(
            PointOnPaper(one.text, one.answer, one.state == PointState.EXPLAINED) for one in case.points.all()
        ),
        ground=ground.name if ground else "",
        elsewhere=ground.elsewhere if ground else "",
        moved=moved,
        due=_due(case),
        extension=_extension(case),
        reply=case.detail.reply,
        outcome=next((said["outcome"] for said in reversed(moved.values()) if "outcome" in said), ""),
        lead=str(lead.unit) if lead is not None else "",
        instruction=lead.instruction if lead is not None else "",
        result=lead.result if lead is not None else "",
        mediation=_mediation(case),
        agreement=_agreement(case),
    )


def _addressee(case: Case, code: str, kind: Kind, lead: Leg | None, party: Party | None) -> PartyOnPaper | None:
    if kind.code in TO_UNITS:
        return PartyOnPaper("", organisation=str(lead.unit)) if lead is not None else _first_on_paper(case, kind)
    chosen = party or addressee_of(case, code)
    return _on_paper(kind, chosen) if chosen is not None else None


def _first_on_paper(case: Case, kind: Kind) -> PartyOnPaper | None:
    first = case.parties.first()
    return _on_paper(kind, first) if first is not None else None


def _on_paper(kind: Kind, party: Party) -> PartyOnPaper:
    facts = whole(party)
    organisation = facts.organisation or (str(facts.unit) if facts.unit is not None else "")
    return PartyOnPaper(
        kind.called(party.role),
        facts.name,
        organisation,
        facts.phone,
        facts.id_number,
        facts.address,
        asks=party.role in (*ASKING, "enterprise"),
    )


def _values(case: Case, kind: Kind) -> dict[str, str]:
    given = case.detail.values
    return {one.code: one.choices.get(given[one.code], given[one.code]) for one in kind.fields if given.get(one.code)}


def _moved(case: Case, kind: Kind) -> dict[str, dict[str, str]]:
    """Of each move of the kind's table the last one: what was said with it in words, by whom, when."""
    choices = {move.code: {need.code: need.choices for need in move.needs} for move in kind.moves}
    found: dict[str, dict[str, str]] = {}
    for one in Move.objects.filter(case=case, leg=None).select_related("by").order_by("pk"):
        if one.code not in choices:
            continue
        said = {what: choices[one.code].get(what, {}).get(value, value) for what, value in one.values.items()}
        found.pop(one.code, None)
        found[one.code] = {"why": one.note, "by": one.by.name, "on": date_text(timezone.localdate(one.at))} | said
    return found


def _due(case: Case) -> dict[str, date]:
    """Code of a clock → its last day; of one that ran more than once the last."""
    leading = case.clocks.filter(Q(leg=None) | Q(leg__part=LegPart.LEAD))
    return {one.code: timezone.localdate(one.due_at) for one in leading.order_by("pk")}


def _extension(case: Case) -> ExtensionOnPaper | None:
    """The extension that was granted last."""
    granted = Extension.objects.filter(clock__case=case, granted=True).select_related("clock").order_by("pk").last()
    if granted is None:
        return None
    measure = MEASURES[granted.clock.a_measure].removesuffix("（限定日期）")
    return ExtensionOnPaper(f"{granted.number}{measure}", granted.why)


def _mediation(case: Case) -> MediationOnPaper | None:
    found = Mediation.objects.filter(case=case).select_related("committee").first()
    if found is None:
        return None
    return MediationOnPaper(str(found.committee), found.mediator_name, timezone.localdate(found.opened_at), found.why)


def _agreement(case: Case) -> AgreementOnPaper | None:
    found = Agreement.objects.filter(mediation__case=case).first()
    if found is None:
        return None
    letter = Letter.objects.filter(case=case, code="agreement", voided_at=None).last()
    return AgreementOnPaper(
        oral=found.form == Form.ORAL,
        content=found.content,
        facts=found.facts,
        disputed=found.disputed,
        manner=found.manner,
        perform_by=found.perform_by,
        amount=f"{found.amount:,.2f}" if found.amount is not None else "",
        agreed_on=timezone.localdate(found.agreed_at),
        effective_on=timezone.localdate(found.effective_at) if found.effective_at is not None else None,
        court=found.court,
        number=letter.number if letter is not None else "",
    )
