"""How long suggestions and heading patterns take, and what filling the lexicon costs beside reading the same pieces.

    python -m benchmarks.search.suggest HOME [--fill N]

HOME is a MOFAN_HOME with a filled library; it is only read, the lexicon is made in a folder of its own. Times are
processor time, so that other work on the machine tells less.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Call = Callable[[str], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--fill", type=int, default=10**9, metavar="N", help="pieces to fill with, all by default")
    given = parser.parse_args()
    os.environ |= {"MOFAN_HOME": str(given.home), "DJANGO_SETTINGS_MODULE": "mofan.config.settings"}
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lexicon.sqlite3"
        fill(path, given.fill)
        ask(path)


def fill(path: Path, most: int) -> None:
    """Fill a lexicon; beside it, digest some of the same texts as ingestion does."""
    from mofan.library.clean_text import with_text
    from mofan.library.ingestion.bulk import Record
    from mofan.library.ingestion.digesting import digest_records
    from mofan.library.models import Piece
    from mofan.library.quick_find.terms_of import shipped_phrases, terms_of
    from mofan.search.lexicon import Lexicon

    lexicon = Lexicon(path, to_write=True)
    lexicon.add_phrases(shipped_phrases())
    done = last = 0
    spent = digested = 0.0
    texts = 0
    while done < most and (rows := list(Piece.objects.originals().filter(pk__gt=last).order_by("pk")[:2000])):
        started = time.process_time()
        lexicon.put(terms_of(rows))
        spent += time.process_time() - started
        last, done = rows[-1].pk, done + len(rows)
        some = [Record(no, title=text.row.title, text=text.text) for no, text in enumerate(with_text(rows[:40]))]
        started = time.process_time()
        digest_records(some)
        digested += time.process_time() - started
        texts += len(some)
    lexicon.finish()
    lexicon.close()
    each, read = spent / done * 1000, digested / texts * 1000
    print(
        f"filled with {done:,} pieces: {each:.2f} ms a piece, {each / read:.1%} of reading, cleaning and describing it"
    )
    print(f"({read:.2f} ms a piece); {path.stat().st_size / 1e6:.0f} MB; peak {peak():.0f} MB of memory")


def ask(path: Path) -> None:
    """The prefixes that people type on their way to titles of the library, from the start or from inside."""
    from mofan.search.lexicon import Lexicon
    from mofan.text.outline.heading_patterns import read_pattern

    lexicon = Lexicon(path)
    print("\n| typed | questions | p50 ms | p99 ms | longest |\n|---|---|---|---|---|")
    for name, typed in questions():
        report(name, lexicon.suggest, typed)

    def headings(asked: str) -> None:
        for pattern in read_pattern(asked):
            if lexicon.uses(pattern).groups:
                lexicon.groups(pattern)
                break

    slogans = ["六个过硬", "四聚焦四强化", "三个提升", "以…促…", "聚焦…打造…", "坚持…", "过硬", "工作", "打造", "安全"]
    report("headings: slogans, patterns, words", headings, slogans * 5)
    print(f"\npeak {peak():.0f} MB of memory")


def questions() -> Iterator[tuple[str, list[str]]]:
    """Name and what is typed: characters, initials, syllables, mixtures."""
    from mofan.library.models import Piece
    from mofan.search.lexicon.keys import key_of
    from mofan.search.lexicon.pinyin import initials, readings

    chance = random.Random(7)
    titles = [key_of(title) for title in Piece.objects.order_by("pk").values_list("title", flat=True)[::97]]
    begun = [title[chance.choice((0, 0, chance.randrange(max(1, len(title) - 8)))) :] for title in titles][:400]
    for size in (1, 2, 3, 4, 6, 8):
        yield f"{size} characters", [title[:size] for title in begun]
    letters = ["".join(one[0] for one in initials(title[:8])) for title in begun]
    for size in (1, 2, 3, 4, 6):
        yield f"{size} initials", [one[:size] for one in letters]
    spelled = ["".join(min(readings(char)) for char in title[:8]) for title in begun]
    for size in (4, 8, 12):
        yield f"{size} letters of whole syllables", [one[:size] for one in spelled]
    yield "2 characters and 2 initials", [f"{title[:2]}{one[2:4]}" for title, one in zip(begun, letters, strict=True)]


def report(name: str, call: Call, typed: list[str]) -> None:
    """A row of the table."""
    spent = []
    for one in typed:
        started = time.process_time()
        call(one)
        spent.append((time.process_time() - started) * 1000)
    spent.sort()
    middle, late = spent[len(spent) // 2], spent[int(len(spent) * 0.99)]
    print(f"| {name} | {len(spent)} | {middle:.1f} | {late:.1f} | {spent[-1]:.1f} |")


def peak() -> float:
    """The most memory that this process has had, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
