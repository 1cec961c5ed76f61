"""Done once (幂等): what a program sends again under its own key is not done again."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from pydantic import BaseModel

from mofan.api.authentication import person_of
from mofan.org.actions import claim_key, keep_answer, release_key


def once(request: HttpRequest, given: BaseModel, key: str | None, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `act` answers, or what it answered before to the same content under the same key; without a key it is
    simply done. Raises RuleBroken for a key of another content and for one whose request is still worked on, and what
    `act` raises: then the key is free again."""
    if not key:
        return act()
    at = timezone.now()
    content = json.dumps([request.path, given.model_dump(mode="json")], ensure_ascii=False, sort_keys=True)
    fingerprint = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    kept = claim_key(key, fingerprint, by=person_of(request), at=at)
    if kept.answer is not None:
        return dict(kept.answer)
    try:
        done = act()
    except BaseException:
        release_key(kept, at=at)
        raise
    keep_answer(kept, done, at=at)
    return done
