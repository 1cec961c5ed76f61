"""Who stands in a case, kept and shown (当事人的保存与显示): sealed where it is sensitive, masked unless asked for."""

from dataclasses import dataclass
from json import dumps, loads

from mofan.cases.intake import PartyFacts
from mofan.cases.kinds import PARTY_ROLES, Kind
from mofan.cases.models import Case, Party
from mofan.org.masking import mask_name, mask_phone
from mofan.org.sealing import digest, seal, unseal


@dataclass(frozen=True, slots=True)
class Shown:
    """A party as it is shown (当事人): masked, or whole where it was asked for with a reason."""

    role: str
    name: str
    phone: str
    id_number: str
    address: str
    organisation: str


def row_of(case: Case, one: PartyFacts, *, hidden: bool, no: int) -> Party:
    """The row that keeps it; not saved yet. ID numbers are sealed always, of a hidden party also name, telephone number
    and address."""
    phone, id_number = one.phone.strip(), one.id_number.strip().upper()
    secret = {"id_number": id_number} if id_number else {}
    if hidden:
        secret |= {"name": one.name.strip(), "phone": phone, "address": one.address.strip()}
    secret = {datum: value for datum, value in secret.items() if value}
    return Party(
        case=case,
        role=one.role,
        name="" if hidden else one.name.strip(),
        phone="" if hidden else phone,
        address="" if hidden else one.address.strip(),
        organisation=one.organisation.strip(),
        unit=one.unit,
        person=one.person,
        hidden=hidden,
        sealed=seal(dumps(secret, ensure_ascii=False)) if secret else "",
        phone_digest=digest(phone),
        id_digest=digest(id_number),
        no=no,
    )


def masked(party: Party, kind: Kind | None = None) -> Shown:
    """As lists and pages show it, called as the kind calls it; nothing that is sealed is opened, a hidden party is
    “保密”."""
    role = kind.called(party.role) if kind else party.get_role_display()
    if party.hidden:
        return Shown(role, "保密", "", "", "", "")
    return Shown(
        role,
        mask_name(party.name),
        mask_phone(party.phone) if party.phone else "",
        "已登记（加密保存）" if party.id_digest else "",
        mask_address(party.address),
        party.organisation,
    )


def whole(party: Party) -> PartyFacts:
    """Everything (完整信息). For actions that were given a reason, and letters; raises SealBroken with another key."""
    secret: dict[str, str] = loads(unseal(party.sealed)) if party.sealed else {}
    role = next(one for one in PARTY_ROLES if one == party.role)
    return PartyFacts(
        role,
        secret.get("name", party.name),
        secret.get("phone", party.phone),
        secret.get("id_number", ""),
        secret.get("address", party.address),
        party.organisation,
        party.unit,
        party.person,
    )


def mask_address(address: str) -> str:
    """An address up to its community or street; house and flat are hidden (住址到社区)."""
    for end in ("社区", "小区", "村", "街道", "镇", "乡", "路", "街", "区", "县"):
        place = address.find(end)
        if place > 0:
            shown = place + len(end)
            return address[:shown] + ("****" if address[shown:] else "")
    return "****" if address else ""
