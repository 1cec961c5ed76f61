"""What was received, and what came of it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mofan.library.models import Piece, Source, State
from mofan.org.models import Access, Person
from tests.library.samples import COMPILATION, SINGLE, jsonl
from tests.make import make_source
from tests.web.test_upload import zipped

SOURCES = "/sources/"


def page_of(client: Client, source: Source) -> str:
    return client.get(reverse("source", args=[source.pk])).content.decode()


def test_the_report_says_what_was_read_removed_and_split(clerks: Client, compiled: list[Piece]) -> None:
    page = page_of(clerks, compiled[0].source)
    assert '分成 <a href="#pieces">2</a> 篇，与标题所说一致' in page
    assert re.search(r'清除广告 <a href="/library/removals/\?source=\d+">2</a> 处', page)
    assert "取出付费标记" in page
    for piece in compiled:
        assert piece.title in page
    assert "取原件" in page


def test_the_list_is_narrowed_by_state_name_and_day(clerk: Person, clerks: Client) -> None:
    make_source(clerk, "水务局.txt", COMPILATION)
    make_source(clerk, "空的.txt", b" ")
    page = clerks.get(SOURCES).content.decode()
    assert "水务局.txt" in page
    assert "空的.txt" in page
    refused = clerks.get(SOURCES, {"state": State.REFUSED}).content.decode()
    assert "水务局.txt" not in refused
    assert "空的.txt" in refused
    assert "空的.txt" not in clerks.get(SOURCES, {"name": "水务"}).content.decode()
    assert "水务局.txt" in clerks.get(SOURCES, {"day": "2026-11-20"}).content.decode()
    assert "没有符合条件的文件" in clerks.get(SOURCES, {"day": "2001-01-01"}).content.decode()
    assert "水务局.txt" in clerks.get(SOURCES, {"day": "nonsense", "state": "nonsense"}).content.decode()


def test_a_refused_source_says_why_and_what_next(clerk: Person, clerks: Client) -> None:
    page = page_of(clerks, make_source(clerk, "空的.txt", b" "))
    assert "未收。" in page
    assert "可以再交一次" in page


def test_an_archive_lists_its_members(clerk: Person, clerks: Client) -> None:
    archive = make_source(clerk, "包.zip", zipped(甲=SINGLE, 乙=" "))
    page = page_of(clerks, archive)
    assert "内含 2 件" in page
    assert "甲.txt" in page
    assert "已入库 1、未收 1" in page
    member = archive.members.get(name="甲.txt")
    assert "包.zip" in page_of(clerks, member)
    assert "在“包.zip”里" in clerks.get(SOURCES, {"name": "甲"}).content.decode()


def test_a_line_of_a_bulk_file_gives_the_bulk_file_as_its_original(clerk: Person, clerks: Client) -> None:
    rows = jsonl({"id": "k-1", "title": "馆藏工作", "text": SINGLE, "source": "县志办", "category": "总结"})
    bulk = make_source(clerk, "馆藏.jsonl", rows)
    line = bulk.members.get()
    page = page_of(clerks, line)
    for shown in ("k-1", "县志办", "总结"):
        assert shown in page
    answer = clerks.get(reverse("original", args=[line.pk]))
    assert b"".join(answer) == rows.encode()


def test_the_same_bytes_again_point_to_the_first(clerk: Person, clerks: Client) -> None:
    first = make_source(clerk, "一.txt", SINGLE)
    again = make_source(clerk, "二.txt", SINGLE)
    page = page_of(clerks, again)
    assert "逐字节相同" in page
    assert reverse("source", args=[first.pk]) in page


def test_a_declared_count_that_does_not_fit_is_a_warning(clerk: Person, clerks: Client) -> None:
    source = make_source(clerk, "少一篇.txt", COMPILATION.replace("（2篇）", "（3篇）"))
    source.report |= {"declared": 3, "warnings": ["第 3 篇没有找到。"]}
    source.save()
    page = page_of(clerks, source)
    assert "标题里说有 3 篇，实际分出 2 篇" in page
    assert "第 3 篇没有找到。" in page


def test_the_original_comes_as_it_was_received(clerk: Person, clerks: Client) -> None:
    source = make_source(clerk, "年终/一.txt", SINGLE)
    answer = clerks.get(reverse("original", args=[source.pk]))
    assert b"".join(answer) == SINGLE.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]
    assert Access.objects.filter(by=clerk, what="取原件").exists()


def test_an_original_that_is_gone_is_not_there(clerk: Person, clerks: Client) -> None:
    source = make_source(clerk, "一.txt", SINGLE)
    Source.objects.filter(pk=source.pk).update(sha256="0" * 64)
    assert clerks.get(reverse("original", args=[source.pk])).status_code == 404
    Source.objects.filter(pk=source.pk).update(sha256="")
    assert clerks.get(reverse("original", args=[source.pk])).status_code == 404


def test_a_reader_sees_what_became_pieces_and_no_more(clerk: Person, strangers: Client) -> None:
    kept = make_source(clerk, "一.txt", SINGLE)
    refused = make_source(clerk, "空的.txt", b" ")
    page = strangers.get(SOURCES).content.decode()
    assert "一.txt" in page
    assert "空的.txt" not in page
    assert "未收" not in page
    assert strangers.get(reverse("source", args=[refused.pk])).status_code == 404
    assert "取原件" not in page_of(strangers, kept)
    assert strangers.get(reverse("original", args=[kept.pk])).status_code == 403


def test_an_empty_list_says_what_to_do(clerks: Client, strangers: Client) -> None:
    assert "去入库" in clerks.get(SOURCES).content.decode()
    assert "看素材库" in strangers.get(SOURCES).content.decode()


@pytest.mark.parametrize("how_many", [12])
def test_a_list_takes_few_queries(
    how_many: int, clerk: Person, clerks: Client, django_assert_max_num_queries: Any
) -> None:
    for no in range(how_many):
        make_source(clerk, f"{no}.txt", f"{SINGLE}第{no}份。")
    with django_assert_max_num_queries(8):
        clerks.get(SOURCES)


def test_the_advertisements_of_a_source_and_of_a_batch_are_listed(clerks: Client, compiled: list[Piece]) -> None:
    source = compiled[0].source
    page = clerks.get(reverse("removals"), {"source": source.pk}).content.decode()
    assert page.count("anlan_demo9") == 2
    assert compiled[1].title in page
    assert clerks.get(reverse("removals"), {"batch": source.batch_id}).content.decode().count("anlan_demo9") == 2
    assert clerks.get(reverse("removals"), {"batch": "999"}).status_code == 404
    assert clerks.get(reverse("removals")).status_code == 404


def test_a_reader_may_not_list_advertisements(strangers: Client, compiled: list[Piece]) -> None:
    assert strangers.get(reverse("removals"), {"source": compiled[0].source_id}).status_code == 403
