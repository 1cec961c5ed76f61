"""What the worker does once a day (每日一次): what has passed its period of keeping is offered to administrators,
provisional deadlines are reckoned again, blocks of records that are not whole are indexed anew."""

from datetime import date

from django.utils import timezone

from mofan.cases.actions import recompute_clocks
from mofan.cases.retention import expired_cases
from mofan.org.actions import console, offer_expired
from mofan.records.actions import reckon_again
from mofan.records.finding import index_again
from mofan.records.retention import expired_records


class Daily:
    """Remembers the day on which it was done last; done twice on one day, it changes nothing."""

    def __init__(self) -> None:
        self.done_on: date | None = None

    def look(self) -> bool:
        """Do it, unless it was done today; whether it was."""
        today = timezone.localdate()
        if self.done_on == today:
            return False
        offer_expired((*expired_records(today), *expired_cases(today)), at=timezone.now())
        reckon_again(by=console(at=timezone.now()), at=timezone.now())
        recompute_clocks(by=console(at=timezone.now()), at=timezone.now())
        while index_again():
            pass
        self.done_on = today
        return True
