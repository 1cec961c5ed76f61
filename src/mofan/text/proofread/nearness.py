"""How far two strings are from each other (近似)."""


def is_one_off(one: str, other: str) -> bool:
    """Whether two strings differ by one character changed, missing or extra: no more and no less."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        return one[at + 1 :] == other[at + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]
