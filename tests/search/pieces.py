"""Small believable pieces of a county that does not exist, and an index of them."""

from collections.abc import Iterable
from pathlib import Path

from mofan.search import Entry, Index, Query, Results, parse_query

BRANCH = Entry(
    uid=1,
    title="青溪县税务局“四强”党支部建设经验材料",
    headings="一、突出政治功能\n二、建强组织体系",
    body=(
        "青溪县税务局“四强”党支部建设经验材料\n"
        "一、突出政治功能\n坚持“第一议题”制度，全年开展集中学习24次，参加人数达到1,260人次。\n"
        "二、建强组织体系\n党员活动室投入使用，群众满意率98.6％。"
    ),
    genre="经验材料",
    unit_kind="税务",
    level="县",
    themes=("党建", "税务"),
    year=2024,
    source="a.docx",
    category="党务",
    day=20240611,
)
SERVICE = Entry(
    uid=2,
    title="云河市政务服务中心工作总结",
    headings="一、压缩办理时限",
    body="云河市政务服务中心工作总结\n一、压缩办理时限\n推行一网通办，开办企业压缩到２个小时，群众满意率\n达到99％。党建引领窗口服务。",
    genre="工作总结",
    unit_kind="政务服务",
    level="市",
    themes=("政务服务",),
    year=2025,
    source="b.zip",
    category="政务",
    day=20250302,
)
NOTICE = Entry(
    uid=3,
    title="关于开展机关作风督查的通知",
    headings="",
    body="关于开展机关作风督查的通知\n各科室：\n请于5月底前自查，党建工作同步检查。😀𠮷",
    genre="通知",
    unit_kind="税务",
    level="县",
    themes=("党建", "作风"),
    year=2025,
    source="b.zip",
)
PIECES = (BRANCH, SERVICE, NOTICE)


def plain(uid: int, body: str, *, title: str = "", day: int | None = None) -> Entry:
    """An entry of which only the text matters."""
    return Entry(uid=uid, title=title, headings="", body=body, day=day)


def index_of(path: Path, entries: Iterable[Entry] = PIECES) -> Index:
    """An index in `path` that holds `entries`."""
    index = Index.open(path)
    with index.write() as writer:
        writer.put(entries)
    return index


def ask(index: Index, line: str) -> Results:
    """What a typed line finds."""
    words, phrases = parse_query(line)
    return index.search(Query(words, phrases, limit=1000))


def uids(results: Results) -> list[int]:
    """The keys in the order found."""
    return [hit.uid for hit in results.hits]
