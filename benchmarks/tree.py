"""The tree of units: all below one, all above one, people and members below, on a tree of 5,000 units.

    ./dev bench tree [UNITS]

Rows are made in memory (SQLite, or the server of MOFAN_TEST_DATABASE_URL) and thrown away.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date


def main(units: str = "5000") -> None:
    os.environ["MOFAN_HOME"] = tempfile.mkdtemp(prefix="mofan-bench-")
    if other := os.environ.get("MOFAN_TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = other
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mofan.config.settings")
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _measure(int(units))
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def _measure(count: int) -> None:
    from django.utils import timezone

    from mofan.org.models import Person, Post, RoleGrant, Unit, UnitLink
    from mofan.org.overview import people_on, tree_of
    from mofan.org.queries import members_on, units_over, units_under, units_visible_to
    from mofan.org.roles import Right, Role, UnitRole
    from mofan.org.tree import plant, replant

    chance, today = random.Random(7), date(2026, 11, 20)
    began = time.process_time()
    planted = [plant("0")]
    for number in range(1, count):
        above = planted[chance.randrange(max(1, len(planted) // 6))]
        planted.append(plant(str(number), parent=above))
    print(f"{count:,} units planted in {time.process_time() - began:.1f} s CPU, {UnitLink.objects.count():,} links")
    now = timezone.now()
    people = Person.objects.bulk_create(
        [Person(name=f"人{no}", unit=chance.choice(planted), created_at=now, password="!") for no in range(count * 2)],
        batch_size=500,
    )
    Post.objects.bulk_create([Post(person=one, unit=one.unit) for one in people if one.unit], batch_size=500)
    me = Person.objects.create(account="me", name="我", role=Role.READER, created_at=now)
    RoleGrant.objects.create(person=me, unit=planted[1], role=UnitRole.ADMINISTRATOR)
    large, deep = planted[0], max(planted, key=lambda one: one.depth)
    asked: dict[str, Callable[[], object]] = {
        "all below the root, counted": lambda: units_under(large).count(),
        "all below a middle unit": lambda: list(units_under(planted[3])),
        "all above the deepest": lambda: list(units_over(deep)),
        "may(RECORD, unit)": lambda: me.may(Right.RECORD, deep),
        "units visible to a person": lambda: units_visible_to(me).count(),
        "people visible to a person": lambda: Person.objects.visible_to(me).count(),
        "people below the root, counted": lambda: people_on(large, today).count(),
        "members below the root, counted": lambda: members_on(large, today).count(),
        "the whole tree with its numbers": lambda: tree_of(me, today),
        "a unit with all below it moved": lambda: replant(planted[5], planted[2], since=today),
    }
    for name, ask in asked.items():
        times = []
        for _ in range(1 if "moved" in name else 7):
            began = time.perf_counter()
            ask()
            times.append((time.perf_counter() - began) * 1000)
        print(f"{name:<36}{sorted(times)[len(times) // 2]:9.2f} ms")
    assert Unit.objects.count() == count


if __name__ == "__main__":
    main(*sys.argv[1:])
