"""Web pages give their article, or all that is seen."""

import pytest

from mofan.text.read import MediaType, Reason, Unreadable, read_bytes

FIRST = "一、组织领导。办公室牵头，各科室配合，定期召开调度会，及时研究解决推进中的困难问题，确保各项任务落到实处。"
SECOND = "二、学习教育。坚持集中学习与个人自学相结合，邀请讲师辅导授课，组织党员撰写心得体会，交流学习收获。"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>标签页</title>{head}</head><body>{body}</body></html>"


def read(source: str, name: str = "网页.html", encoding: str = "utf-8") -> str:
    return read_bytes(source.encode(encoding), name).text


def test_a_plain_page_is_read_whole() -> None:
    document = read_bytes(page(f"<h1>工作汇报</h1><p>{FIRST}</p><p>{SECOND}</p>").encode(), "网页.html")
    assert document.text == f"工作汇报\n{FIRST}\n{SECOND}"
    assert (document.media_type, document.encoding) == (MediaType.HTML, "utf-8")


def test_lines_end_at_br() -> None:
    assert read(page(f"<p>{FIRST}<br>{SECOND}<br/>　　三、结语</p>")) == f"{FIRST}\n{SECOND}\n　　三、结语"


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "GB18030"])
def test_nasty_9_a_gb2312_page_holds_characters_beyond_gb2312(charset: str) -> None:
    source = page("<p>朱镕、李喆、赵㛃、钱𠮷参加会议。</p>", f'<meta charset="{charset}">')
    assert read(source, encoding="gb18030") == "朱镕、李喆、赵㛃、钱𠮷参加会议。"


def test_a_page_in_utf16_is_read() -> None:
    document = read_bytes(page(f"<p>{FIRST}</p>").encode("utf-16"), "网页.doc")
    assert document.text == FIRST
    assert read_bytes(b"\xfe\xff" + page(f"<p>{FIRST}</p>").encode("utf-16-be"), "网页").text == FIRST


def test_nasty_10_a_page_named_doc_is_read_as_a_page() -> None:
    head = '<html xmlns:o="urn:schemas-microsoft-com:office:office">'
    word = f"{head}\r\n<body><p class=MsoNormal>通知<o:p></o:p></p></body></html>"
    document = read_bytes(b"\xef\xbb\xbf" + word.encode(), "通知.doc")
    assert (document.text, document.media_type) == ("通知", MediaType.HTML)


def test_a_declaration_before_the_page_does_no_harm() -> None:
    source = '<?xml version="1.0" encoding="gb2312"?>\n<!-- 注 --><html><body><p>通知</p></body></html>'
    assert read(source, encoding="gb18030") == "通知"


def test_a_fragment_is_known_by_its_name() -> None:
    assert read("<p>甲</p><p>乙</p>", "片段.htm") == "甲\n乙"
    assert read("<p>甲</p>", "片段.txt") == "<p>甲</p>"


def test_what_a_browser_does_not_show_is_left_out() -> None:
    body = (
        "<script>var 变量;</script><style>p{}</style><p>甲<span style='display: none'>隐</span>乙</p>"
        "<div hidden>隐藏</div><p style='VISIBILITY:hidden'>不见</p><noscript>无</noscript>"
    )
    assert read(page(body)) == "甲乙"


def test_control_characters_do_no_harm() -> None:
    body = f"<nav><a>首页</a></nav><p>甲\x01乙&#1;丙&#x1F;丁&#12345;</p><p hidden>隐</p>\x02<p>{FIRST}</p>"
    assert "甲乙丙丁〹" in read(page(body))


def test_a_thousand_nested_elements_are_read_through() -> None:
    assert read(page("<div>" * 1000 + "通知" + "</div>" * 1000)) == "通知"


def test_cells_are_joined_by_tabs_and_spaces_are_single() -> None:
    table = "<table><tr><th>单位</th><th>次数</th></tr>\n<tr><td>云河县\n 税务局</td><td>12</td></tr></table>"
    assert read(page(table)) == "单位\t次数\n云河县 税务局\t12"


def test_preformatted_text_keeps_its_lines() -> None:
    assert read(page("<pre>甲\n  乙</pre>")) == "甲\n乙"


RELATED = "".join(f"<li><a href='/{number}'>关于做好第{number}季度工作的通知</a></li>" for number in range(8))
SITE = (
    "<nav><a href='/'>首页</a> <a href='/n'>新闻中心</a></nav>{}<div>分享到：<a href='/w'>微信</a></div>"
    f"<div><h3>相关文章</h3><ul>{RELATED}</ul></div><footer>版权所有 技术支持</footer>"
)


def test_the_furniture_of_a_site_is_left_out_and_every_line_of_the_article_kept() -> None:
    repeated = "<p>　　走访群众236户，解决问题58个。</p>"
    table = "<table><tr><td>管网改造</td><td>12公里</td></tr></table><ul><li>抓学习</li><li>抓落实</li></ul>"
    body = f"<div><h1>关于创建工作的汇报</h1><div><p>{FIRST}<br>{SECOND}</p>{repeated}{repeated}{table}</div></div>"
    assert read(page(SITE.format(body))).split("\n") == [
        "关于创建工作的汇报",
        FIRST,
        SECOND,
        "　　走访群众236户，解决问题58个。",
        "　　走访群众236户，解决问题58个。",
        "管网改造\t12公里",
        "抓学习",
        "抓落实",
    ]


def test_a_headline_outside_the_article_is_kept() -> None:
    head = "<div><h1>关于创建工作的汇报</h1><p><a href='/x'>字号大小</a></p></div>"
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>特此汇报。</p></article>"
    assert read(page(SITE.format(head + body))).startswith(f"关于创建工作的汇报\n{FIRST}\n{SECOND}")


def test_an_article_nested_beyond_measure_is_kept() -> None:
    body = "<div>" * 100 + f"<p>{FIRST}</p><p>{SECOND}</p>" + "</div>" * 100
    assert FIRST in read(page(SITE.format(body)))


def test_what_no_extractor_takes_for_an_article_is_read_too() -> None:
    assert read(page("<nav><a href='/'>首页</a></nav><form><input value='x'><label>通知</label></form>")) == "通知"


def test_links_within_a_page_are_no_furniture() -> None:
    contents = "<p><a href='#a'>一、组织领导</a></p><p><a href='#b'>二、学习教育</a></p>"
    assert read(page(f"{contents}<p>{FIRST}</p>")) == f"一、组织领导\n二、学习教育\n{FIRST}"


def test_a_page_of_pictures_with_navigation_keeps_what_it_says() -> None:
    assert read(page("<nav><a href='/'>首页</a></nav><p>abc</p><img src='a.png'>")) == "首页\nabc"


def test_when_the_article_is_not_found_all_is_read() -> None:
    links = "".join(f"<li><a href='/{number}'>第{number}期工作简报目录</a></li>" for number in range(30))
    assert read(page(f"<ul>{links}</ul>")).count("工作简报目录") == 30


@pytest.mark.parametrize("source", [page(""), page("<img src='a.png'>"), "<html></html>", "<!DOCTYPE html>"])
def test_a_page_without_text_is_refused(source: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(source)
    assert caught.value.reason is Reason.EMPTY


MHT = (
    'MIME-Version: 1.0\r\nX-Saved: 测试\r\n second line\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n'
    "--b\r\nContent-Type: {}; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n--b--\r\n"
)


def test_a_page_saved_as_one_file_is_read() -> None:
    quoted = "".join(f"={byte:02X}" for byte in "<html><body><p>朱镕</p></body></html>".encode("gb18030"))
    document = read_bytes(MHT.format("text/html", quoted).encode(), "通知.doc")
    assert (document.text, document.media_type, document.encoding) == ("朱镕", MediaType.MHT, "gb18030")


def test_a_saved_page_without_its_page_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(MHT.format("image/png", "").encode(), "通知.mht")
    assert caught.value.reason is Reason.BROKEN
