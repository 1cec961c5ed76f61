"""What a letter says of a case (文书底稿): read from the rows, for whoever issues it to read and change."""

from datetime import datetime

from django.utils import timezone

from mofan.cases.known_kinds import kind_of_case
from mofan.cases.letters import LetterFacts, day_in_words, letter_text
from mofan.cases.models import Agreement, Case, Clock, Move
from mofan.cases.parties import whole


def draft_letter(case: Case, code: str, at: datetime) -> str:
    """The text that a letter of this kind has for this case, for whoever issues it to read and change (文书底稿)."""
    kind = kind_of_case(case)
    applicant = case.parties.filter(role__in=("applicant", "informant", "enterprise")).first()
    facts = whole(applicant) if applicant is not None else None
    clock = Clock.objects.filter(case=case, code__in=("finish", "mediate")).order_by("-pk").first()
    refusal = Move.objects.filter(case=case, code="refuse").last()
    agreement = Agreement.objects.filter(mediation__case=case).first()
    ground = kind.ground(case.ground) if case.ground else None
    manner = agreement.manner if agreement is not None else ""
    by = f"，{day_in_words(agreement.perform_by)}前履行" if agreement is not None and agreement.perform_by else ""
    return letter_text(
        LetterFacts(
            name=kind.letters.get(code, ""),
            code=case.code,
            kind=kind.name,
            title=case.title,
            unit=str(case.unit),
            addressee=(facts.name or facts.organisation) if facts is not None else "",
            taken_in_on=timezone.localdate(case.taken_in_at),
            on=timezone.localdate(at),
            step=code,
            ground=ground.name if ground else "",
            elsewhere=ground.elsewhere if ground else "",
            why=refusal.note if refusal is not None else "",
            due=day_in_words(timezone.localdate(clock.due_at)) if clock is not None else "",
            reply=case.detail.reply,
            agreement=agreement.content if agreement is not None else "",
            perform=f"{manner}{by}".strip("，"),
        )
    )
