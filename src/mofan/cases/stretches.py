"""Things counted in many stretches of time at once (分段计数): one query, each stretch found in an index by its ends.

To sort all things by stretch would cost more than to count them. Django writes the SQL of one stretch, once.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, IntegerField, QuerySet, Value

_AT: Final = -1001
_SINCE: Final = datetime(1001, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(1001, 1, 2, tzinfo=UTC)
"""Stand in the SQL for the number of a stretch and its ends, until these are put in."""


def counts_between(
    things: QuerySet[Any], column: str, ends: Sequence[datetime], counts: Mapping[str, Count]
) -> list[dict[str, int]]:
    """Of each stretch from one of these moments, which are in order, until just before the next: name → count."""
    asked = things.filter(**{f"{column}__gte": _SINCE, f"{column}__lt": _UNTIL}).order_by()
    found = [dict.fromkeys(counts, 0) for _ in ends[1:]]
    try:
        numbered = asked.annotate(stretch=Value(_AT, IntegerField())).values_list("stretch")
        sql, given = numbered.annotate(**counts).query.sql_with_params()
    except EmptyResultSet:
        return found
    moment = connection.ops.adapt_datetimefield_value
    since, until = moment(_SINCE), moment(_UNTIL)
    params: list[Any] = []
    for at, (begin, end) in enumerate(pairwise(map(moment, ends))):
        params += [{_AT: at, since: begin, until: end}.get(one, one) for one in given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([sql] * len(found)), params)
        for at, *numbers in cursor.fetchall():
            found[at] = dict(zip(counts, numbers, strict=True))
    return found
