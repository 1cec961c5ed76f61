"""Who is signed in (登录状态): read for every page, so with statements that are written once.

Both are read anew for every request: whoever was signed out or lost his account has no page more.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from mofan.org.models import Person, Unit
from mofan.org.models.people import PersonQuerySet
from mofan.org.models.units import UnitQuerySet
from mofan.org.prepared import rows_of

_SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's sessions in rows."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, where there is none or its time is over."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, [self.session_key, now])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])


class Accounts(ModelBackend):
    """Django's accounts, each with the unit that every page names."""

    def get_user(self, user_id: int) -> Person | None:
        """The person, if the account is open."""
        person: Person
        for person in rows_of(Person.objects.get_queryset(), [user_id], _people):
            if person.unit_id is not None:
                (person.unit,) = rows_of(Unit.objects.all(), [person.unit_id], _units)
            return person if self.user_can_authenticate(person) else None
        return None


def _people(rows: PersonQuerySet, keys: list[int]) -> PersonQuerySet:
    return rows.filter(pk__in=keys).order_by()


def _units(rows: UnitQuerySet, keys: list[int]) -> UnitQuerySet:
    return rows.filter(pk__in=keys).order_by()
