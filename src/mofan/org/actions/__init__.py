"""Verbs that write the organisation (组织的动作): `by` and `at` are named, one transaction, one history entry each."""

from mofan.org.actions.accounts import (
    CONSOLE,
    FAILURES_BEFORE_LOCK,
    LOCKED_FOR,
    Credentials,
    add_person,
    change_password,
    console,
    first_start,
    reset_password,
    set_active,
    set_role,
    sign_in,
)
from mofan.org.actions.addresses import open_address, revoke_address, use_address
from mofan.org.actions.calendar import import_plan, set_day, set_plan
from mofan.org.actions.entries import Change, allow, log_access, note, reason
from mofan.org.actions.feeds import open_feed, revoke_feed, use_feed
from mofan.org.actions.imports import ask_import, claim_import, end_import, fail_import, tell_progress
from mofan.org.actions.people import (
    PersonFacts,
    change_person,
    enter_person,
    facts_of,
    may_manage,
    may_unmask,
    move_person,
    open_account,
    unmask,
    void_person,
)
from mofan.org.actions.posts import PostFacts, admit, appoint, correct_post, end, grant_role, void
from mofan.org.actions.retention import decide_offer, offer, offer_expired, set_retention
from mofan.org.actions.tokens import (
    ABANDONED_AFTER,
    LONGEST_TOKEN,
    MOST_TOKENS,
    Issued,
    claim_key,
    issue_token,
    keep_answer,
    release_key,
    revoke_token,
    use_token,
)
from mofan.org.actions.units import UnitFacts, add_unit, change_unit, close_unit, move_unit, reopen_unit, void_unit

__all__ = [
    "ABANDONED_AFTER", "CONSOLE", "FAILURES_BEFORE_LOCK", "LOCKED_FOR", "LONGEST_TOKEN", "MOST_TOKENS", "Change",
    "Credentials", "Issued", "PersonFacts", "PostFacts", "UnitFacts", "add_person", "add_unit", "admit", "allow",
    "appoint", "ask_import", "change_password", "change_person", "change_unit", "claim_import", "claim_key",
    "close_unit", "console", "correct_post", "decide_offer", "end", "end_import", "enter_person", "facts_of",
    "fail_import", "first_start", "grant_role", "import_plan", "issue_token", "keep_answer", "log_access",
    "may_manage", "may_unmask", "move_person", "move_unit", "note", "offer", "offer_expired", "open_account",
    "open_address", "open_feed", "reason", "release_key", "reopen_unit", "reset_password", "revoke_address",
    "revoke_feed", "revoke_token", "set_active", "set_day", "set_plan", "set_retention", "set_role", "sign_in",
    "tell_progress", "unmask", "use_address", "use_feed", "use_token", "void", "void_person", "void_unit",
]  # fmt: skip
