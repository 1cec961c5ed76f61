"""What `mofan ingest` reports of files that it did not receive first."""

from pathlib import Path

import pytest
from django.utils import timezone

from mofan.library.ingestion.receiving import open_batch, receive
from mofan.library.models import Origin
from mofan.ops.ingesting import ingest
from mofan.org.models import Person
from tests.library.samples import SINGLE


@pytest.mark.django_db(transaction=True)
def test_a_file_that_an_earlier_run_left_unfinished_goes_on_and_the_report_says_what_became_of_it(
    home: Path, tmp_path: Path, clerk: Person
) -> None:
    path = tmp_path / "总结.txt"
    path.write_text(SINGLE)
    left = open_batch(Origin.COMMAND, by=clerk, at=timezone.now())
    receive(left, path.name, [path.read_bytes()], at=timezone.now())
    report = ingest([path])
    assert report.counts.pieces == 0
    assert report.as_json()["resumed"] == [{"batch": left.pk, "pieces": 1, "copies": 0, "refused": 0}]
    assert f"接着先前未完的第 {left.pk} 批处理，该批至今得到 1 篇" in report.sentence()
    assert ingest([path]).resumed == ()
