"""Handing in, and the page of a batch."""

import io
import json
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mofan.library.ingestion.driving import drive
from mofan.library.models import Batch, Source
from mofan.org.models import Person
from mofan.web.views.upload import names_of
from tests.library.samples import COMPILATION, SINGLE
from tests.make import make_source

UPLOAD = "/upload"
PART = {"HX-Request": "true"}


def file(name: str, text: str | bytes = SINGLE) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.txt", text)
    return out.getvalue()


def test_files_handed_in_become_a_batch_and_then_pieces(clerks: Client) -> None:
    assert "把文件或文件夹拖到这里" in clerks.get(UPLOAD).content.decode()
    answer = clerks.post(UPLOAD, {"files": [file("一.txt"), file("汇编.txt", COMPILATION)]})
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("batch", args=[batch.pk])
    page = clerks.get(answer["Location"]).content.decode()
    assert "排队" in page
    assert 'hx-trigger="every 1s"' in page
    drive()
    page = clerks.get(answer["Location"]).content.decode()
    assert "hx-trigger" not in page
    assert "收到 2 件，全部有了结果" in page
    assert f'id="n-pieces" href="/library/new/?batch={batch.pk}">3<' in page
    assert "清除广告 2 处" in page


def test_the_progress_is_a_part_of_the_same_address(clerks: Client) -> None:
    address = clerks.post(UPLOAD, {"files": [file("一.txt")]})["Location"]
    part = clerks.get(address, headers=PART).content.decode()
    assert "<html" not in part
    assert 'id="progress"' in part


def test_a_folder_keeps_its_paths(clerks: Client) -> None:
    paths = json.dumps(["年终/水务局/一.txt", "年终/二.txt"])
    clerks.post(UPLOAD, {"folder": [file("一.txt"), file("二.txt", COMPILATION)], "paths": paths})
    assert set(Source.objects.values_list("name", flat=True)) == {"年终/水务局/一.txt", "年终/二.txt"}


def test_paths_that_do_not_fit_the_files_are_passed_over() -> None:
    files: Any = [file("一.txt"), file("二.txt")]
    plain = ["一.txt", "二.txt"]
    for paths in ("", "{", "[]", '{"a": 1}', '["x/y.txt", "二.txt"]'):
        assert names_of(files, paths) == plain


def test_nothing_chosen_is_said_on_the_form(clerks: Client) -> None:
    answer = clerks.post(UPLOAD)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<title>有误：入库" in page
    assert "还没有选文件" in page
    assert 'href="#files"' in page
    assert not Batch.objects.exists()
    part = clerks.post(UPLOAD, headers=PART).content.decode()
    assert "<html" not in part
    assert "还没有选文件" in part


def test_too_much_at_once_is_said_with_what_to_do(clerks: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    big = file("大.txt", b"x" * (1024 * 1024 + 200_000))
    page = clerks.post(UPLOAD, {"files": [big]}).content.decode()
    assert "一次最多交 1 MB，请分几次交" in page


def test_htmx_is_led_to_the_batch(clerks: Client) -> None:
    answer = clerks.post(UPLOAD, {"files": [file("一.txt")]}, headers=PART)
    assert answer["HX-Redirect"] == reverse("batch", args=[Batch.objects.get().pk])


def test_a_refused_file_says_why_where_it_stands(clerks: Client) -> None:
    address = clerks.post(UPLOAD, {"files": [file("空.txt", b" "), file("一.txt")]})["Location"]
    drive()
    page = clerks.get(address, {"state": "refused"}).content.decode()
    assert "空.txt" in page
    assert "note bad" in page
    assert "止于此步" in page
    assert "一.txt" not in page
    assert "这一批里没有这种状态的文件" in clerks.get(address, {"state": "working"}).content.decode()
    assert "一.txt" in clerks.get(address, {"state": "nonsense"}).content.decode()


def test_an_archive_stands_once_with_its_members_counted(clerks: Client) -> None:
    address = clerks.post(UPLOAD, {"files": [file("包.zip", zipped(甲=SINGLE, 乙=" "))]})["Location"]
    drive()
    page = clerks.get(address).content.decode()
    assert "内含 2 件：已入库 1、未收 1" in page
    assert "甲.txt" not in page
    assert "乙.txt" in clerks.get(address, {"state": "refused"}).content.decode()


def test_the_same_file_again_is_linked(clerks: Client) -> None:
    clerks.post(UPLOAD, {"files": [file("一.txt")]})
    drive()
    address = clerks.post(UPLOAD, {"files": [file("又一.txt")]})["Location"]
    page = clerks.get(address).content.decode()
    assert "不重复收" in page
    assert "逐字节相同" in page


def test_batches_can_be_come_back_to(clerks: Client) -> None:
    clerks.post(UPLOAD, {"files": [file("一.txt")]})
    assert "还有 1 件" in clerks.get(UPLOAD).content.decode()


def test_a_reader_may_not_hand_in(strangers: Client, clerks: Client) -> None:
    clerks.post(UPLOAD, {"files": [file("一.txt")]})
    for answer in (
        strangers.get(UPLOAD),
        strangers.post(UPLOAD, {"files": [file("一.txt")]}),
        strangers.get(reverse("batch", args=[Batch.objects.get().pk])),
    ):
        assert answer.status_code == 403
        assert "您没有“入库”的权限" in answer.content.decode()
    assert Batch.objects.count() == 1


def test_a_batch_that_is_not_there(clerks: Client) -> None:
    assert clerks.get(reverse("batch", args=[999])).status_code == 404


def test_a_batch_takes_few_queries(clerks: Client, django_assert_max_num_queries: Any) -> None:
    files = [file(f"{no}.txt", f"{SINGLE}第{no}份。") for no in range(12)]
    address = clerks.post(UPLOAD, {"files": files})["Location"]
    with django_assert_max_num_queries(13):
        clerks.get(address)


def test_what_was_refused_in_an_archive_says_where_it_lay(clerks: Client, clerk: Person) -> None:
    source = make_source(clerk, "季度材料.zip", zipped(空的=""))
    page = clerks.get(reverse("batch", args=[source.batch_id]), {"state": "refused"}).content.decode()
    assert "在“季度材料.zip”里" in page
    assert "已展开" in clerks.get(reverse("batch", args=[source.batch_id])).content.decode()
