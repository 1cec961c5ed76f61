"""Word lists (词表) are written as one line of words with spaces between them."""


def words(line: str) -> list[str]:
    """The words of `line`."""
    return line.split()
