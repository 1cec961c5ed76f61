"""JSON Lines, plain or packed, good lines and bad."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from mofan.library.ingestion import bulk
from mofan.library.ingestion.bulk import line_count, read_record, records
from tests.library.samples import jsonl

ROWS = ({"id": 1, "title": "甲", "text": "甲\n正文"}, {"id": "b", "text": "只有正文\n第二行", "date": "2026-02-30"})


def test_records_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(jsonl(*ROWS))
    first, second = records(path)
    assert (first.no, first.external_id, first.title, first.text) == (1, "1", "甲", "甲\n正文")
    assert (second.title, second.text, second.dated) == ("只有正文", "只有正文\n第二行", None)


def test_it_goes_on_after_the_lines_that_are_done(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(jsonl(*ROWS).encode()))
    assert [record.no for record in records(path, skip=1)] == [2]


def test_a_title_that_the_text_does_not_repeat_is_put_before_it() -> None:
    assert read_record(1, '{"title":"甲","text":"正文","date":"2026-02-03"}'.encode()).text == "甲\n正文"
    assert read_record(1, '{"text":"正文","date":"2026-02-03T08:00"}'.encode()).dated == date(2026, 2, 3)


def test_a_bad_line_says_what_is_wrong() -> None:
    assert "不是合法的 JSON" in read_record(7, b"{").refusal
    for line in ("[]", "{}", '{"text":" "}', '{"text":3}'):
        assert "第 7 行没有 text" in read_record(7, line.encode()).refusal


def test_a_damaged_gzip_ends_with_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(jsonl(*ROWS * 2000).encode())[:-20])
    *_, last = records(path)
    assert "压缩流在此处损坏" in last.refusal


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "LONGEST_LINE", 40)
    path = tmp_path / "x"
    path.write_text('{"text":"' + "长" * 100 + '"}\n')
    (record,) = records(path)
    assert "超过 64 MB" in record.refusal


def test_lines_are_counted_as_far_as_they_can_be_read(tmp_path: Path) -> None:
    plain, damaged = tmp_path / "一.jsonl", tmp_path / "二.jsonl.gz"
    plain.write_text('{"text":"甲"}\n{"text":"乙"}')
    assert line_count(plain) == 2
    damaged.write_bytes(gzip.compress(b'{"text":"x"}\n' * 5000)[:-30])
    assert 1 <= line_count(damaged) <= 5001
