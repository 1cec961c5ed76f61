"""Every number that is a link opens to rows whose count or sum equals it: the pages of the demonstration, walked by the
officer of an agency and by the supervising office. What is said of a page's own list is counted on that list."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from mofan.ops.demo.county import make_people, plant_county
from mofan.ops.demo.organisation import Size
from mofan.ops.demo.recording import record_happenings
from mofan.org.models import Person, Unit

TINY = Size(agencies=3, townships=1, villages=1, people=70)
MEASURE = "条|件|个单位|个职务|个|人次|人|名|项|次|篇|户次|户|元|学时|场|期|份|小时|起|票|轮|册|票|%"
NUMBER = re.compile(rf"\s*([\d,]+(?:\.\d+)?) ?(?:{MEASURE})?\s*")
CELL = re.compile(r"\s*(\d+)/(\d+)(?:已齐|未到期|超期)\s*")
SAID = re.compile(rf"([\d,]+) ?(?:{MEASURE})(?![日月])")
FIGURES = (
    "field_visit.count", "field_visit.sum.problems", "themed_party_day.attendance", "themed_party_day.people",
    "policy_session.average.households", "general_meeting.average_attendance", "party_lecture.by_leader",
    "heart_to_heart_talk.count", "general_meeting.duty_done", "general_meeting.duty_rate",
)  # fmt: skip
ALLOWED = re.compile(r"每.{1,6}\d+次|您可以看到 .* 个单位|共 .* 个数|另有 .* 条限阅的记录|^，(增加|减少) ")
"""A rhythm; what is said of this page's own tree or table; rows that this person may not open; how far two numbers that
are both links are apart."""
HEAD = ".//div[@class='head']//p"
OWN = {
    "records_of": HEAD,
    "all_records": HEAD,
    "record_tasks": HEAD,
    "roster": HEAD,
    "figure": ".//h2[@id='rows']",
    "unit": ".//h2[@id='posts']",
}
"""Where a page says how long the list is that it shows."""
TABLE = ".//table[not(ancestor::aside)]/tbody/tr"
ROWS = {
    "record_tasks": ".//ul[@class='todo']/li",
    "board": ".//*[@id='board']//tbody/tr",
    "burden": ".//section[@aria-labelledby='opened']/ul[@class='todo']/li",
    "figure": ".//section[@aria-labelledby='rows']//*[self::tr[parent::tbody] or self::li[not(ancestor::nav)]]",
    "unit": ".//section[@aria-labelledby='posts']//tbody/tr",
}
"""What its rows are, where they are not those of its table."""


@dataclass(frozen=True)
class Walker:
    """Somebody who opens pages."""

    client: Client

    def open(self, address: str) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return html.fromstring(answer.content.decode()).find(".//main")

    def pages(self, address: str) -> Iterator[Any]:
        """A list with all that follows it."""
        first = self.open(address)
        yield first
        numbers = [
            int(one) for one in re.findall(r"[?&]page=(\d+)", " ".join(first.xpath(".//nav[@class='pager']//@href")))
        ]
        for number in range(2, max(numbers, default=1) + 1):
            parts = urlsplit(address)
            asked = {**parse_qs(parts.query), "page": [str(number)]}
            yield self.open(f"{parts.path}?{urlencode(asked, doseq=True)}")

    def rows(self, address: str) -> int:
        """How many rows the list of a page has, over all its pages."""
        name = resolve(urlsplit(address).path).url_name
        path = ROWS.get(name or "", TABLE)
        if "out=" in address:
            path = ".//*[self::tr[parent::tbody] or self::li[span[contains(@class, 'status')]]]"
        if name == "board" and "state=" in address:
            path = ".//section[@aria-labelledby='opened']//ul[@class='todo']/li"
        return sum(len(page.xpath(path)) for page in self.pages(address))


def read(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def numbers_of(main: Any, address: str) -> Iterator[tuple[str, str]]:
    """(number as it reads, address) of every link of a page that is a number."""
    for link in main.xpath(".//a[@href][not(ancestor::nav)][not(ancestor::*[@class='orders'])]"):
        text = link.text_content().strip()
        if NUMBER.fullmatch(text) or CELL.fullmatch(text):
            yield text, urljoin(address, link.get("href"))


@pytest.fixture
def county(db: None, home: object) -> None:
    plant_county(TINY)
    make_people()
    record_happenings(agencies=2)


@pytest.fixture(params=["clerk", "supervisor"])
def walker(county: None, request: pytest.FixtureRequest) -> Walker:
    client = Client()
    client.force_login(Person.objects.get(account=request.param))
    return Walker(client)


def starts() -> list[str]:
    """Where the walk begins."""
    bureau = Unit.objects.get(name="安澜县水务局")
    over = f"?unit={bureau.pk}&below=1&period=2025"
    return [
        reverse("records"),
        reverse("records_of", args=["field_visit"]),
        reverse("record_tasks") + "?whose=all&state=",
        reverse("board"),
        reverse("board") + "?span=year&on=2025-06-01",
        reverse("all_records"),
        reverse("burden") + "?span=year&on=2025-06-01",
        reverse("burden") + "?span=quarter",
        reverse("units"),
        reverse("unit", args=[bureau.pk]),
        reverse("roster"),
        reverse("figures") + f"{over}&group=%E7%BB%84%E7%BB%87%E7%94%9F%E6%B4%BB",
        *(reverse("figure", args=[code]) + over for code in FIGURES),
    ]


def test_every_number_opens_to_what_it_counts(walker: Walker) -> None:
    met: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for start in starts():
        main = walker.open(start)
        for text, address in numbers_of(main, start):
            name = resolve(urlsplit(address).path).url_name or ""
            if (address, text) in seen or met[name] >= 40:
                continue
            seen.add((address, text))
            check(walker, text, address, name)
            met[name] += 1
    assert {"records_of", "roster", "board", "burden", "duty", "figure", "unit"} <= set(met)
    assert met.total() > 100


def check(walker: Walker, text: str, address: str, name: str) -> None:
    """Open it and count."""
    if (cell := CELL.fullmatch(text)) is not None:
        states = [one.get("class") for one in walker.open(address).xpath(".//ul[@class='todo']/li/span[1]")]
        done, owed = states.count("status done"), sum("excused" not in one and "na" not in one for one in states)
        assert (done, owed) == (int(cell[1]), int(cell[2])), address
        return
    found = NUMBER.fullmatch(text)
    assert found is not None
    if name == "figure" and "out=" not in address:
        check_figure(walker, text, address)
    elif name == "unit":
        assert len(walker.open(address).xpath(".//section[@aria-labelledby='below']//tbody/tr")) == read(found[1])
    else:
        assert walker.rows(address) == read(found[1]), f"{text} at {address}"


def check_figure(walker: Walker, text: str, address: str) -> None:
    """The card says the same; where its rows add up, they come to it."""
    main = walker.open(address)
    assert main.findtext(".//p[@class='value']").strip() == text, address
    code = resolve(urlsplit(address).path).kwargs["code"]
    take = code.split(".")[1]
    hidden = "条限阅的记录计入了这个数" in main.text_content()
    if take in ("count", "attendance", "sum") and not hidden:
        path = ".//section[@aria-labelledby='rows']//td[@class='num']/text()"
        adds = [read(one) for page in walker.pages(address) for one in page.xpath(path)]
        shown = NUMBER.fullmatch(text)
        assert shown is not None
        assert sum(adds) == read(shown[1]), address


def test_what_a_page_says_of_its_own_list_is_its_length(walker: Walker) -> None:
    counted = 0
    for start in starts():
        name = resolve(urlsplit(start).path).url_name or ""
        if name not in OWN:
            continue
        for place in walker.open(start).xpath(OWN[name]):
            found = SAID.search(place.text_content())
            if found is not None:
                assert walker.rows(start) == read(found[1]), start
                counted += 1
    assert counted >= 6


def test_no_other_number_stands_without_its_rows(walker: Walker) -> None:
    """Numbers with a measure word that are no link: only of the list on the same page, or said by a rule."""
    for start in starts():
        name = resolve(urlsplit(start).path).url_name or ""
        main = walker.open(start)
        for gone in main.xpath(
            ".//a|.//form|.//nav|.//time|.//*[contains(@class,'hidden')]|.//*[@class='value']|.//*[@role='dialog']"
            "|.//section[@aria-labelledby='history']|.//section[@aria-labelledby='means']|.//table//td|.//svg|.//table//th"
        ):
            gone.text, tail = "", gone.tail
            for child in list(gone):
                gone.remove(child)
            gone.tail = tail
        for gone in main.xpath(OWN.get(name, "./nothing")):
            gone.text = ""
        left = [" ".join(one.split()) for one in main.xpath(".//text()") if SAID.search(one)]
        assert [one for one in left if not ALLOWED.search(one)] == [], start
