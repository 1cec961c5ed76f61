"""Small pieces of pages that are made at once."""

from django.test import RequestFactory

from mofan.library.finding import FoundPiece
from mofan.library.models import Piece
from mofan.search import Snippet
from mofan.web.facets import Facet, FacetValue
from mofan.web.paging import page_of
from mofan.web.shell import Door
from mofan.web.templatetags.shown import (
    Around,
    door_list,
    facet_columns,
    facet_list,
    format_list,
    hit_list,
    marked,
    order_list,
    page_list,
)


def hit(title: str, quote: str, **fields: object) -> FoundPiece:
    piece = Piece(pk=12345, title=title, characters=2250, **fields)
    shown = ((title, False),) if title else ()
    return FoundPiece(piece, shown, Snippet(((quote, True), ("有", False)), 0, 1, False, True), 1.0)


def test_a_hit_leads_to_its_piece_and_shows_why() -> None:
    page = hit_list([hit("清单的做法", "清单", genre="经验材料", year=2025)], Around("?q=%E6%B8%85%E5%8D%95"))
    assert '<a href="/library/12345/?q=%E6%B8%85%E5%8D%95">清单的做法</a></h2>' in page
    assert '<p class="meta"><span>经验材料</span><span>2025年</span><span>2,250 字</span><a href="/library/' in page
    assert '<a href="/library/12345/download/docx" aria-label="下载 Word：清单的做法">' in page
    assert "同源" not in page
    assert '<p class="quote"><mark>清单</mark>有……</p>' in page


def test_a_hit_with_other_versions_leads_to_them() -> None:
    page = hit_list([hit("清单的做法", "清单")], Around("?q=1", frozenset({12345})))
    assert '<a href="/library/12345/?q=1#family">有同源篇目</a>' in page


def test_what_a_hit_says_is_text_and_no_markup() -> None:
    page = hit_list([hit("<b>甲</b>", "<i>", subtitle='"乙"&', genre="<u>", themes=["<s>"])], Around('?q="&x=1'))
    assert not [one for one in ("<b>", "<i>", "<u>", "<s>", '"乙"') if one in page]
    assert 'href="/library/12345/?q=&quot;&amp;x=1"' in page
    assert "<small>&quot;乙&quot;&amp;</small>" in page


def test_a_hit_without_a_title_says_so() -> None:
    assert ">（无题）</a>" in hit_list([hit("", "清单")], Around())


def test_a_value_of_a_facet_is_text_too() -> None:
    page = facet_list([FacetValue("<甲>", 1234, True, "?genre=<甲>&q=1")])
    assert 'href="?genre=&lt;甲&gt;&amp;q=1" aria-current="true"' in page
    assert 'title="&lt;甲&gt;">&lt;甲&gt;</span><span class="n">1,234</span>' in page


def test_what_not_every_reader_needs_of_a_facet_unfolds() -> None:
    few, many = FacetValue("甲", 2, False, "?a=1"), FacetValue("乙", 1, False, "?a=2")
    assert "details" not in facet_columns([Facet("文种", (few,), ())])
    page = facet_columns([Facet("文种", (few,), (many,))])
    assert page.startswith('<div><h2>文种</h2><ul><li><a href="?a=1">')
    assert "<details><summary>另外 1 种</summary><ul><li>" in page


def test_one_order_is_current_and_one_format_the_usual_one() -> None:
    page = order_list([("最相关", "?a=1&b=<", True), ("最新", "?a=2", False)])
    assert page == '<a href="?a=1&amp;b=&lt;" aria-current="true">最相关</a><a href="?a=2">最新</a>'
    buttons = format_list({"docx": ("Word", "…"), "txt": ("纯文本", "…")})
    first, second = buttons.removesuffix("</button>").split("</button>")
    assert first == '<button type="submit" name="format" value="docx" class="primary">Word'
    assert second == '<button type="submit" name="format" value="txt">纯文本'


def test_what_was_looked_for_is_marked_whatever_characters_stand_there() -> None:
    assert marked((("<甲", False), ("乙&", True))) == "&lt;甲<mark>乙&amp;</mark>"
    assert marked((("甲\0", False), ("<", True))) == "甲\0<mark>&lt;</mark>"
    assert marked(()) == ""


def test_a_door_that_is_open_is_current() -> None:
    page = door_list([Door("今日", "/", False), Door("素材库", "/library/", True)])
    assert page == '<li><a href="/">今日</a></li><li><a href="/library/" aria-current="page">素材库</a></li>'


def test_the_pages_of_a_list_keep_what_was_asked() -> None:
    request = RequestFactory().get("/library/", {"q": '"甲', "page": "5", "genre": ["a", "b"]})
    page = page_list(page_of(range(200), request, size=10), request)
    asked = "?q=%22%E7%94%B2&amp;genre=a&amp;genre=b&amp;page="
    assert f'<li><a href="{asked}4" rel="prev">上一页</a></li>' in page
    assert f'<li><a href="{asked}6" aria-label="第 6 页">6</a></li>' in page
    assert '<li><span aria-current="page">5</span></li>' in page
    assert "<li><span>…</span></li>" in page
    assert page.endswith(f'<li><a href="{asked}6" rel="next">下一页</a></li>')


def test_the_ends_of_a_list_have_one_way_only() -> None:
    first, last = (RequestFactory().get("/library/", {"page": one}) for one in ("1", "2"))
    assert 'rel="prev"' not in page_list(page_of(range(20), first, size=10), first)
    assert 'rel="next"' not in page_list(page_of(range(20), last, size=10), last)
    assert page_list(page_of(range(20), first, size=10), first).startswith('<li><span aria-current="page">1')
    assert 'href="?page=2"' in page_list(page_of(range(20), first, size=10), first)
