"""The pure parts of the comparison with other engines, and that every engine shows the same face."""

import math
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.search.peers.child import until
from benchmarks.search.peers.engines import ENGINES, OURS, engine_class
from benchmarks.search.peers.face import FACETS, Document, Engine, Found, counted, grams
from benchmarks.search.peers.measures import SENSES
from benchmarks.search.peers.processes import Memory, Watch, memory, processor_seconds, tree
from benchmarks.search.peers.scoring import (
    cell,
    exactness,
    figure,
    ratio,
    ratio_rows,
    recall_at_ten,
    reciprocal_rank,
)
from benchmarks.search.peers.stretches import (
    AS_WRITTEN,
    CHANGED,
    narrow,
    spaced,
    stretches,
    traditional,
    wide,
)
from benchmarks.search.peers.task import term_views, views

linux = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from /proc")

LIBRARY = (
    Document(
        0, "关于防汛备汛工作的通知", "关于防汛备汛工作的通知\n各单位要备足沙袋，汛期每日巡堤。", "2023", "甲县", "通知"
    ),
    Document(1, "社区食堂试点办法", "社区食堂试点办法\n老年人每餐补助３元，由社区食堂结算。", "2024", "甲县", "办法"),
    Document(2, "食堂开放公告", "食堂开放公告\n机关食堂周末开放100%，社区居民可以预约。", "2024", "乙县", "公告"),
)
LATER = Document(3, "巡堤日记", "巡堤日记\n堤上的沙袋码得整齐。", "2024", "乙县", "记事")


@pytest.fixture(params=["ours", "scan", "FTS5 trigram", "FTS5 trigram, folded", "FTS5 our words"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, str]]:
    """An engine that needs nothing installed, with its view."""
    cls, (_, _, view) = engine_class(request.param), ENGINES[request.param]
    if why := cls.absent():
        pytest.skip(why)
    made = cls(tmp_path)
    made.prepare()
    made.build([_seen(one, view) for one in LIBRARY])
    made.add([_seen(LATER, view)])
    yield made, view
    made.close()


def _seen(one: Document, view: str) -> Document:
    title, body = term_views(one.title)[view], term_views(one.body)[view]
    return Document(one.uid, title, body, one.year, one.source, one.category, one.day)


def test_an_engine_finds_counts_and_ranks(engine: tuple[Engine, str]) -> None:
    asked, view = engine
    found = asked.find([term_views("社区食堂")[view]], 10)
    assert found == Found(1, [1])
    every = asked.find([term_views("沙袋")[view]], 10)
    assert every is not None
    assert {*every.uids} == {0, 3}
    ranked = asked.rank(views("社区食堂怎么结算")[view], 2)
    assert ranked is None or ranked[0] == 1
    both = asked.count(term_views("食堂")[view], "甲县")
    assert both is not None
    assert (both.total, both.uids) == (1, [1])
    assert both.facets["year"] == {"2024": 1}
    assert asked.size() >= 0


def test_an_engine_has_only_what_holds_every_term(engine: tuple[Engine, str]) -> None:
    asked, view = engine
    assert asked.find([term_views(term)[view] for term in ("社区", "机关")], 10) == Found(1, [2])
    assert asked.find([term_views("从未写过")[view]], 10) == Found(0, [])


def test_short_terms_and_signs_mean_themselves_to_trigrams(tmp_path: Path) -> None:
    cls = engine_class("FTS5 trigram")
    if why := cls.absent():
        pytest.skip(why)
    made = cls(tmp_path)
    made.build(LIBRARY)
    assert made.find(["0%"], 10) == Found(1, [2])
    assert made.find(["_"], 10) == Found(0, [])
    assert made.find(["社区食堂", "元"], 10) == Found(1, [1])
    assert made.find(['"'], 10) == Found(0, [])
    assert made.rank("食堂", 10) == []
    made.close()


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_shows_the_face(name: str) -> None:
    cls = engine_class(name)
    assert cls.view == ENGINES[name][2]
    assert not getattr(cls, "__abstractmethods__", frozenset())
    why = cls.absent()
    assert why is None or (why and "\n" not in why)
    if why is None:
        assert any(letter.isdigit() for letter in cls.version())


def test_ours_comes_first() -> None:
    assert next(iter(ENGINES)) == OURS


def test_a_ratio_above_one_means_that_ours_is_ahead() -> None:
    assert ratio(30.0, 10.0, "cost") == 3.0
    assert ratio(0.5, 1.0, "merit") == 2.0
    assert ratio(None, 1.0, "cost") is None
    assert ratio(0.0, 1.0, "merit") == math.inf
    assert ratio(0.0, 0.0, "cost") == 1.0


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "—"), (math.inf, "∞"), (0.5, "**0.50**"), (0.999, "1.00"), (1.25, "1.25"), (12.4, "12")]
)
def test_it_sets_in_bold_where_ours_is_behind(value: float | None, shown: str) -> None:
    assert cell(value) == shown


def test_a_row_holds_our_figure_and_the_ratios() -> None:
    figures: dict[str, dict[str, float | None]] = {"ours": {"fill": 2.0, "MRR": 0.9}, "other": {"fill": 1.0}}
    rows = ratio_rows(figures, {"fill": "cost", "MRR": "merit"}, "ours")
    assert rows == [["fill", "2.000", "**0.50**"], ["MRR", "0.900", "—"]]


@pytest.mark.parametrize(("value", "shown"), [(None, "—"), (0.12345, "0.123"), (12.34, "12.3"), (1234.5, "1234")])
def test_figures_have_three_digits(value: float | None, shown: str) -> None:
    assert figure(value) == shown


def test_rank_and_recall_look_at_ten() -> None:
    found = [*range(100, 111), 7]
    assert reciprocal_rank(found, 101) == 0.5
    assert reciprocal_rank(found, 7) == 0.0
    assert recall_at_ten(found, frozenset({100, 7})) == 0.5
    assert recall_at_ten(found, frozenset(range(100, 120))) == 1.0


def test_exactness_counts_what_is_missed_and_what_is_wrong() -> None:
    none: frozenset[int] = frozenset()
    got = exactness([(frozenset({1, 2}), frozenset({1, 2})), (frozenset({1, 9}), frozenset({1, 2})), (none, none)])
    assert got.queries == 3
    assert got.recall == pytest.approx(2.5 / 3)
    assert got.precision == pytest.approx(2.5 / 3)
    assert got.exactly == pytest.approx(2 / 3)


def test_every_measure_has_one_line() -> None:
    assert {*SENSES.values()} == {"cost", "merit"}
    assert all(name.strip() for name in SENSES)


def test_views_differ_only_as_they_say() -> None:
    seen = views("ＡＢ條例 施行")
    assert seen["raw"] == "ＡＢ條例 施行"
    assert seen["folded"] == "ab条例 施行"
    assert "条例" in seen["words"].split()
    assert term_views("ＡＢ 條例")["folded"] == "ab条例"


def test_changed_writing_is_still_the_same_term() -> None:
    assert wide("11.4%") == "１１．４％"
    assert narrow("（一）") == "(一)"
    assert traditional("党课") == "黨課"
    assert spaced("防汛备汛") == "防汛 备汛"
    assert spaced("汛") == "汛"


def test_stretches_are_short_and_stand_in_the_text() -> None:
    lines = [one.body for one in LIBRARY]
    drawn = list(stretches(lines, random.Random(1), plain=40, changed=20))
    plain = [term for kind, term in drawn if kind == AS_WRITTEN]
    assert len(plain) == 40
    assert all(any(term in line for line in lines) and len(term) <= 12 for term in plain)
    changed = [term for kind, term in drawn if kind == CHANGED]
    folded = [term_views(line)["folded"] for line in lines]
    assert all(any(term_views(term)["folded"] in line for line in folded) for term in changed)


def test_grams_stay_inside_the_parts_of_a_line() -> None:
    assert grams("防汛备 堤", 2) == ["防汛", "汛备", "堤"]


def test_facets_are_counted_by_value() -> None:
    assert counted([("2024", "甲", ""), ("2024", "乙", "")]) == {
        "year": {"2024": 2},
        "source": {"甲": 1, "乙": 1},
        "category": {"": 2},
    }
    assert [*counted([])] == [*FACETS]


def test_filling_stops_when_the_time_is_up() -> None:
    taken: list[int] = []
    assert list(until(time.monotonic() + 60, iter(LIBRARY), taken)) == list(LIBRARY)
    assert taken == [0, 1, 2]
    assert list(until(time.monotonic() - 1, iter(LIBRARY), taken)) == []


def test_the_peak_lies_between_two_times_or_nearest() -> None:
    watch = Watch(0)
    assert watch.peak(0, 1) == (0.0, 0.0)
    watch.samples = [(1.0, Memory(10, 5)), (2.0, Memory(30, 2)), (3.0, Memory(20, 8))]
    assert watch.peak(1.5, 3.5) == (30, 8)
    assert watch.peak(1.1, 1.2) == (10, 5)


@linux
def test_a_process_is_measured_with_those_below_it() -> None:
    assert os.getpid() in tree(os.getpid())
    here = memory(os.getpid())
    assert 1 < here.own <= here.all
    assert memory(2**30) == (0.0, 0.0)
    assert processor_seconds(os.getpid()) > 0
    assert tree(2**30) == [2**30]
    assert sys.platform == "linux"
