"""Which moves are allowed (允许的动作): a plain table, asked by the pages, drawn by the docs. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mofan.cases.kinds import ACTORS, Actor, Kind, Move

TAKEN_IN: Final = "take_in"
"""The code of the first move of every case (登记): from nothing to the start state."""


CASE_EVENTS: Final = ("take_in", "take_effect", "ask_confirmation")
"""What may start and stop the clocks of a case beside its moves: intake, an agreement that takes effect, the joint
request that a court confirm it."""


class NotAllowed(ValueError):
    """A move that the table does not have; the message is a Chinese sentence with the cause."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a history (一步): what was, what is, by which move."""

    move: str
    was: str
    now: str


def allowed(moves: Sequence[Move], state: str, actors: Iterable[Actor]) -> tuple[Move, ...]:
    """The moves open to somebody with these parts in this state (可做的动作), in the order of the table."""
    parts = frozenset(actors)
    return tuple(one for one in moves if state in one.was and not parts.isdisjoint(one.who))


def after(moves: Sequence[Move], code: str, state: str, states: Mapping[str, str]) -> str:
    """The state after a move from `state`. Raises NotAllowed."""
    move = next((one for one in moves if one.code == code), None)
    if move is None:
        raise NotAllowed(f"没有“{code}”这个动作。")
    if state not in move.was:
        raise NotAllowed(f"现在是“{states.get(state, state)}”，不能{move.name}。")
    return move.to(state)


def rebuilt(steps: Iterable[Step], start: str) -> str:
    """The state that a history leads to (由履历推出状态). Raises NotAllowed where a step does not follow the last."""
    state = ""
    for step in steps:
        if step.was != state or (not state and (step.move != TAKEN_IN or step.now != start)):
            raise NotAllowed(f"履历不连贯：“{step.move}”之前应是“{state}”，记的是“{step.was}”。")
        state = step.now
    return state


def diagram(kind: Kind) -> str:
    """The states and moves of a kind as a Mermaid state diagram (流程图), for docs/cases.md."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{name}" as {code}' for code, name in kind.states.items()]
    lines.append(f"    [*] --> {kind.start}: 登记")
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in kind.moves:
        for state in move.was:
            arrows.setdefault((state, move.to(state)), []).append(move.name)
    lines += [f"    {was} --> {now}: {'、'.join(names)}" for (was, now), names in arrows.items()]
    lines += [f"    {code} --> [*]" for code in kind.ends]
    return "\n".join(lines)


def who(move: Move) -> str:
    """Who may make it, in words (谁能做)."""
    return "、".join(ACTORS[one] for one in move.who)
