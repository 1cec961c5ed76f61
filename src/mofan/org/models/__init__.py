"""The tables of the organisation (组织): units as a tree, people, dated posts, memberships, roles, calendar."""

from mofan.org.models.calendar import CalendarDay, CalendarYear
from mofan.org.models.feeds import FeedLink
from mofan.org.models.history import Access, History
from mofan.org.models.imports import ImportRun, ImportState
from mofan.org.models.people import Person, PersonalData
from mofan.org.models.posts import Membership, Post, RoleGrant
from mofan.org.models.retention import RetentionClass, RetentionOffer
from mofan.org.models.tokens import ApiToken, KeptAnswer
from mofan.org.models.units import Unit, UnitLink

__all__ = [
    "Access",
    "ApiToken",
    "CalendarDay",
    "CalendarYear",
    "FeedLink",
    "History",
    "ImportRun",
    "ImportState",
    "KeptAnswer",
    "Membership",
    "Person",
    "PersonalData",
    "Post",
    "RetentionClass",
    "RetentionOffer",
    "RoleGrant",
    "Unit",
    "UnitLink",
]
