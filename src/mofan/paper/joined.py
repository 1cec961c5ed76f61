"""How closely two words belong together (连用): 政务 and 服务 do, 印发 and 云川县 do not."""

from functools import cache
from importlib.resources import files


def closeness(before: str, after: str) -> int:
    """From 0, nothing known, to about 10, hardly ever apart: of the two characters on either side of a break."""
    return _table().get(before[-2:] + after[:2], 0)


@cache
def _table() -> dict[str, int]:
    lines = files(__package__).joinpath("joined.txt").read_text(encoding="utf-8").splitlines()
    groups = (line.split() for line in lines if not line.startswith("#"))
    return {joined: int(closely) for closely, *pairs in groups for joined in pairs}
