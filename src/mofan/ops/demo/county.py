"""安澜县: three people, their units, and the materials of this folder, taken in by the same steps as any file."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.receiving import chunks_of, open_batch, receive
from mofan.library.models import Origin, Piece
from mofan.org.models import Person, Unit
from mofan.org.roles import Role
from mofan.org.tree import plant

PASSWORD = "Mofan-demo-1"
PEOPLE = (
    ("clerk", "程以宁", Role.LIBRARIAN, "安澜县水务局"),
    ("leader", "沈知行", Role.ADMINISTRATOR, "安澜县直属机关工作委员会"),
    ("stranger", "白亦舟", Role.READER, "安澜县农业农村局"),
)
MATERIALS = Path(__file__).parent


def load_demo() -> None:
    """Make the accounts and take the materials in, unless they are there; print who may sign in."""
    make_people()
    if not Piece.objects.exists():
        take_materials()
    drive()
    print("演示数据：安澜县为虚构，账号只供试用，密码公开。", flush=True)
    for account, name, role, unit in PEOPLE:
        print(f"  {account:<10}{PASSWORD}　{name}，{role.label}，{unit}", flush=True)


@transaction.atomic
def make_people() -> None:
    """The three known people; their passwords are public, so this runs only on a demonstration."""
    for order, (account, name, role, unit) in enumerate(PEOPLE):
        if Person.objects.filter(account=account).exists():
            continue
        home = Unit.objects.filter(name=unit).first() or plant(unit, order=order)
        person = Person(account=account, name=name, role=role, unit=home, created_at=timezone.now())
        person.set_password(PASSWORD)
        person.save()


def take_materials() -> None:
    """Hand in the texts of this folder in the name of the clerk."""
    clerk = Person.objects.get(account="clerk")
    batch = open_batch(Origin.COMMAND, by=clerk, at=timezone.now(), note="演示材料")
    for path in sorted(MATERIALS.iterdir()):
        if path.suffix in {".txt", ".md"}:
            receive(batch, path.name, chunks_of(path), at=timezone.now())
