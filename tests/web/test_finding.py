"""Results, browsing, and fetching many."""

import io
import re
import zipfile
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from mofan.library.actions import LONGEST_NAME
from mofan.library.finding import Found, Question
from mofan.library.ingestion.indexing import index
from mofan.library.models import Piece
from mofan.org.models import Access, Person
from mofan.org.roles import Role
from mofan.web.facets import facets_of, orders_of
from mofan.web.questions import name_for, question_of, said, without_quotation_marks
from tests.library.samples import FLOOD, SINGLE
from tests.make import make_person, make_pieces, make_source

LIBRARY = "/library/"
PART = {"HX-Request": "true"}


def many(by: Person, how_many: int) -> None:
    """Pieces with numbered titles, a line of a bulk file each."""
    import json

    rows = [{"id": f"n{no}", "title": f"堤段巡查记录之{no}", "text": f"{FLOOD}第{no}号。"} for no in range(how_many)]
    make_source(by, "巡查.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))


def titles(page: str) -> list[str]:
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r"<h2><a[^>]*>(.*?)</a>", page)]


def test_two_words_find_the_piece_and_show_why(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(LIBRARY, {"q": "突击队 堤段"}).content.decode()
    assert titles(page) == [compiled[0].title]
    assert "<mark>突击队</mark>" in page or "<mark>堤段</mark>" in page
    assert "含“突击队 堤段”，共 <strong>1</strong> 篇，用时" in page
    assert f'href="/library/{compiled[0].pk}/?q=' in page


def test_without_a_question_it_shows_everything(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(LIBRARY).content.decode()
    assert set(titles(page)) == {piece.title for piece in compiled}
    assert "最相关" not in page


def test_the_same_address_answers_a_part(strangers: Client, compiled: list[Piece]) -> None:
    answer = strangers.get(LIBRARY, {"q": "突击队"}, headers=PART)
    part = answer.content.decode()
    assert "<html" not in part
    assert 'id="results"' in part
    assert "<title>突击队 的检索结果 · 模范</title>" in part
    assert "HX-Request" in answer["Vary"]
    restored = strangers.get(LIBRARY, headers=PART | {"HX-History-Restore-Request": "true"})
    assert "<html" in restored.content.decode()


def test_a_facet_narrows_and_is_cleared_by_its_own_link(
    strangers: Client, compiled: list[Piece], clerk: Person
) -> None:
    make_pieces(clerk, "档案馆.txt", SINGLE)
    page = strangers.get(LIBRARY).content.decode()
    aside = page.split('id="facets"')[1].split("</aside>")[0]
    address, count = re.findall(r'<a href="(\?[^"]*genre=[^"]*)".*?class="n">(\d+)<', aside)[0]
    narrowed = strangers.get(LIBRARY + address.replace("&amp;", "&")).content.decode()
    assert len(titles(narrowed)) == int(count) < 3
    assert 'aria-current="true"' in narrowed.split('id="facets"')[1].split("</aside>")[0]
    assert "清除“" in narrowed


def test_several_values_of_a_facet_are_toggled() -> None:
    given = QueryDict("q=清单&genre=讲话&page=3")
    found = Found(3, (), {"genre": (("讲话", 2), ("通知", 1))}, 1.0, False, ())
    (genres,) = facets_of(found, question_of(given), given)
    addresses = {value.label: parse_qs(urlsplit(value.address).query) for value in genres.open}
    assert addresses == {"通知": {"q": ["清单"], "genre": ["讲话", "通知"]}, "讲话": {"q": ["清单"]}}
    assert genres.folded == ()


def test_a_question_is_said_in_words() -> None:
    asked = Question("清单 台账", {"genre": ("讲话", "通知"), "year": ("2026",)})
    assert said(asked) == "含“清单 台账”，文种为讲话或通知，年份为2026年"
    assert said(Question("“清单” 台账")) == "含“清单” 台账"
    assert said(Question()) == ""
    assert said(Question("长" * 61, {"year": ("2026",)})) == f"含“{'长' * 59}…”，年份为2026年"


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, ""])
def test_a_page_that_is_none_is_the_first(page: str) -> None:
    assert question_of(QueryDict(f"page={page}")).offset == 0


def test_it_turns_pages_and_keeps_the_question(clerk: Person, strangers: Client) -> None:
    many(clerk, 45)
    first = strangers.get(LIBRARY, {"q": "堤段"}).content.decode()
    second = strangers.get(LIBRARY, {"q": "堤段", "page": "2"}).content.decode()
    last = strangers.get(LIBRARY, {"q": "堤段", "page": "99"}).content.decode()
    assert (len(titles(first)), len(titles(second)), len(titles(last))) == (20, 20, 5)
    assert not set(titles(first)) & set(titles(second))
    assert 'start="41"' in last
    assert re.search(r'href="\?q=[^"]*page=2" rel="next"', first)


def test_words_that_stand_nowhere_together_are_relaxed_in_words(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(LIBRARY, {"q": "突击队 办事窗口"}).content.decode()
    assert "没有一篇含“突击队 办事窗口”" in page
    assert len(titles(page)) == 2


def test_a_word_with_a_slip_is_corrected_and_the_page_says_so(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(LIBRARY, {"q": "整盖隐患34处"}).content.decode()
    assert "没有找到“整盖隐患34处”，按“整改隐患34处”检索。共" in page
    assert f"?q={quote('整改隐患34处')}" in page  # what is marked on the piece's page is what was found
    assert len(titles(page)) == 1


def test_nothing_found_says_what_to_do_next(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(LIBRARY, {"q": "“渠长巡护月报”"}).content.decode()
    assert "去掉引号再找" in page
    assert without_quotation_marks("“渠长巡护月报” 台账") == "台账 渠长巡护月报"
    page = strangers.get(LIBRARY, {"genre": "纪要"}).content.decode()
    assert "这样收窄以后没有篇目" in page


def test_what_was_withdrawn_is_not_found(clerks: Client, strangers: Client, compiled: list[Piece]) -> None:
    from mofan.library.ingestion.indexing import index_due

    clerks.post(reverse("withdraw", args=[compiled[0].pk]), {"why": "重复"})
    assert compiled[0].title not in strangers.get(LIBRARY).content.decode()
    index_due()
    assert titles(strangers.get(LIBRARY).content.decode()) == [compiled[1].title]


def test_what_a_reader_types_is_shown_as_text(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(LIBRARY, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_the_chosen_pieces_come_as_a_zip(strangers: Client, stranger: Person, compiled: list[Piece]) -> None:
    keys = [piece.pk for piece in compiled]
    answer = strangers.post(reverse("download_many"), {"piece": [*keys, "x", 9999], "format": "txt"})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert len(archive.namelist()) == 2
    assert "attachment" in answer["Content-Disposition"]
    assert Access.objects.filter(by=stranger, what="批量下载", detail="2 篇，纯文本").exists()


def test_the_whole_result_comes_as_a_zip(strangers: Client, compiled: list[Piece]) -> None:
    answer = strangers.post(reverse("download_many") + "?q=突击队", {"whole": "1", "format": "nonsense"})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert [name.rsplit(".", 1)[1] for name in archive.namelist()] == ["docx"]


def test_nothing_chosen_is_said_on_the_results(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.post(reverse("download_many") + "?q=突击队", {"format": "txt"}, follow=True).content.decode()
    assert "还没有选中篇目" in page
    assert titles(page) == [compiled[0].title]


def test_a_withdrawn_piece_is_not_in_a_readers_zip(clerks: Client, strangers: Client, compiled: list[Piece]) -> None:
    clerks.post(reverse("withdraw", args=[compiled[0].pk]), {"why": "重复"})
    page = strangers.post(reverse("download_many"), {"piece": [compiled[0].pk], "format": "txt"}, follow=True)
    assert "还没有选中篇目" in page.content.decode()


def test_what_came_in_is_listed_by_day(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(reverse("arrivals")).content.decode()
    assert compiled[0].title in page
    day = compiled[0].created_at.astimezone().strftime("%Y-%m-%d")
    assert "2001年1月1日" in strangers.get(reverse("arrivals"), {"day": "2001-01-01"}).content.decode()
    assert "这一天没有入库" in strangers.get(reverse("arrivals"), {"day": "2001-01-01"}).content.decode()
    assert strangers.get(reverse("arrivals"), {"day": day}).status_code == 200
    assert compiled[0].title in strangers.get(reverse("arrivals"), {"day": "nonsense"}).content.decode()


def test_what_a_batch_brought_is_listed(clerks: Client, strangers: Client, compiled: list[Piece]) -> None:
    batch = compiled[0].source.batch_id
    page = clerks.get(reverse("arrivals"), {"batch": batch}).content.decode()
    assert f"第 {batch} 批" in page
    assert "得到 2 篇" in page
    assert strangers.get(reverse("arrivals"), {"batch": batch}).status_code == 404


def test_a_page_of_results_takes_few_queries(
    clerk: Person, strangers: Client, django_assert_max_num_queries: object
) -> None:
    many(clerk, 25)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        strangers.get(LIBRARY, {"q": "堤段"})


def test_an_empty_library_says_what_to_do(clerks: Client, strangers: Client) -> None:
    assert "去入库" in clerks.get(LIBRARY).content.decode()
    assert "素材库管理员把材料交进来以后" in strangers.get(LIBRARY).content.decode()


def test_doubtful_finds_are_for_librarians(clerks: Client, strangers: Client) -> None:
    assert "没有待定的" in clerks.get(reverse("doubts")).content.decode()
    answer = strangers.get(reverse("doubts"))
    assert answer.status_code == 403
    assert "您没有" in answer.content.decode()


def test_a_closed_account_finds_nothing(compiled: list[Piece]) -> None:
    person = make_person("closed", Role.READER)
    client = Client()
    client.force_login(person)
    person.is_active = False
    person.save()
    assert client.get(LIBRARY).status_code == 302


def test_nothing_found_offers_only_what_is_another_question(strangers: Client, compiled: list[Piece]) -> None:
    one = strangers.get(reverse("library"), {"q": "量子纠缠"}).content.decode()
    assert "没有含“量子纠缠”的材料" in one
    assert "只找" not in one
    two = strangers.get(reverse("library"), {"q": "“量子” “纠缠”"}).content.decode()
    assert "只找“量子”" in two


def test_the_page_says_so_while_pieces_wait_for_the_index(strangers: Client, compiled: list[Piece]) -> None:
    assert "正在编入索引" not in strangers.get(LIBRARY).content.decode()
    with index().write() as writer:
        writer.clear()
    Piece.objects.update(index_due=True)
    said = "还有 2 篇正在编入索引，已编入 0 篇；编完以前，检索结果可能不全。"
    page = strangers.get(LIBRARY).content.decode()
    assert said in page
    assert "还没有篇目" not in page
    assert said in strangers.get(LIBRARY, {"q": "突击队"}, headers=PART).content.decode()


def test_an_order_keeps_what_is_asked_begins_with_the_first_page_and_knows_itself() -> None:
    given = QueryDict("q=防汛&order=oldest&page=3&genre=工作总结")
    orders = orders_of(question_of(given), given)
    assert [(label, here) for label, _, here in orders] == [("最相关", False), ("最新", False), ("最早", True)]
    kept = {"q": ["防汛"], "genre": ["工作总结"]}
    assert [parse_qs(address[1:]) for _, address, _ in orders] == [
        kept | {"order": [name]} for name in ("relevance", "newest", "oldest")
    ]
    browsing = orders_of(question_of(QueryDict("")), QueryDict(""))
    assert browsing == [("最新", "?order=newest", True), ("最早", "?order=oldest", False)]


def test_a_search_is_called_what_it_asks_as_far_as_a_name_goes() -> None:
    assert name_for(Question(text="防汛")) == "含“防汛”"
    long = name_for(Question(text="堤段巡查" * 20, filters={"genre": ("工作总结", "经验材料")}))
    assert len(long) == LONGEST_NAME
    assert long.startswith("含“堤段巡查")
    assert long.endswith("…")
