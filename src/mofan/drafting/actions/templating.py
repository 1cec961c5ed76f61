"""Templates (模板): a draft that shows how such a material usually looks, kept for the unit."""

from datetime import datetime

from django.db import transaction

from mofan.drafting.actions.leave import allow_writing
from mofan.drafting.models import Draft, Template
from mofan.org.actions import allow, note, reason
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

LONGEST_NAME = 100


@transaction.atomic
def keep_as_template(draft: Draft, name: str, *, by: Person, at: datetime) -> Template:
    """Keep the outline, the words and the slots of a draft as a template of its unit (存为模板). No number goes along:
    what a slot counts does, what it read does not. Raises RuleBroken without leave, and without a name of its own."""
    allow_writing(by, draft)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(f"请给模板起个名，{LONGEST_NAME} 个字以内。")
    if Template.objects.filter(unit=draft.unit, name=name, voided_at=None).exists():
        raise RuleBroken(f"本单位已有模板“{name}”，请换个名字，或先停用原来的。")
    used = set(draft.text.slots)
    made = Template.objects.create(
        name=name,
        genre=draft.genre,
        unit=draft.unit,
        body=draft.text.as_json(),
        slots=[
            {
                "key": one.key,
                "written": one.written,
                "what": one.what,
                "measure": one.measure,
                "style": one.style,
                "period_words": "" if any(char.isdigit() for char in one.period_words) else one.period_words,
            }
            for one in draft.slots.all()
            if one.key in used
        ],
        added_by=by,
        added_at=at,
    )
    note(draft, "存为模板", by=by, at=at, why=name)
    return made


@transaction.atomic
def retire_template(template: Template, why: str, *, by: Person, at: datetime) -> None:
    """Offer a template no longer (停用模板); drafts made of it stay. Raises RuleBroken without leave and reason, for
    one of everybody, and where it was before."""
    if template.unit is None:
        raise RuleBroken("这是通用模板，不能停用。")
    allow(by, Right.RECORD, template.unit)
    why = reason(why)
    if not Template.objects.filter(pk=template.pk, voided_at=None).update(voided_at=at):
        raise RuleBroken("这个模板已经停用了。")
    note(template, "停用模板", by=by, at=at, why=why)
