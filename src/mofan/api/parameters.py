"""Which parameters an address may have (参数): one that an operation does not know is refused, not passed over in
silence, for whoever mistypes a filter would take the whole for the part."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from ninja.operation import Operation

from mofan.api.authentication import Asked
from mofan.api.problems import INVALID, Problem, WrongPlace

Run = Callable[..., HttpResponseBase]
_TOLD = 5
"""Unknown names that are told at most."""
_LONGEST = 50
"""Characters of such a name that are repeated."""


def knowing_its_parameters(run: Run) -> Run:
    """Decorates how an operation is run: the request carries the names of its parameters."""
    names = names_of(cast(Any, run).__self__)

    @wraps(run)
    def knowing(request: HttpRequest, **given: Any) -> HttpResponseBase:
        cast(Asked, request).parameters = names
        return run(request, **given)

    return knowing


def names_of(operation: Operation) -> tuple[str, ...]:
    """What may stand behind the ? of its address, in the order of the schema."""
    asked = (model for model in operation.models if model.__ninja_param_source__ == "query")
    return tuple(name for model in asked for name in cast(Any, model).__ninja_flatten_map__)


def refuse_unknown(request: HttpRequest) -> None:
    """Raises Problem where the address names what the operation does not have."""
    known = cast(Asked, request).parameters
    unknown = [name[:_LONGEST] for name in request.GET if name not in known][:_TOLD]
    if not unknown:
        return
    there = f"可用的参数有 {'、'.join(known)}" if known else "这里不用参数"
    raise Problem(
        INVALID,
        f"没有参数{'、'.join(f'“{name}”' for name in unknown)}。{there}，请核对名称。",
        errors=[WrongPlace(where=f"query.{name}", what=f"没有这个参数，{there}。") for name in unknown],
    )
