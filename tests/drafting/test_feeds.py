"""Published materials as a feed: opened, read, revoked; only what its person may see."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest

from mofan.drafting.actions import (
    approve,
    open_material_feed,
    publish,
    revoke_material_feed,
    send,
    use_material_feed,
    void,
)
from mofan.drafting.document import Body, Slot, block
from mofan.drafting.feeds import LONGEST, MOST, atom_of, published_in, summary_of
from mofan.drafting.models import Draft, DraftState, MaterialFeed
from mofan.drafting.queries import material_feeds_visible_to, pieces_of, published_visible_to
from mofan.library.ingestion.driving import drive
from mofan.org.feed_secrets import secret_of
from mofan.org.models import Person, RoleGrant
from mofan.org.queries import history_of
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant
from tests.drafting.making import make_draft
from tests.drafting.test_reviewing import filled
from tests.make import AT, make_person
from tests.records.conftest import House
from tests.records.making import HELD, entered, visit

ATOM = "{http://www.w3.org/2005/Atom}"


def published(house: House, at: datetime = AT) -> Draft:
    """A material of the agency, signed and published."""
    entered(house, visit(house, HELD, problems=5))
    draft = filled(house)
    send(draft, by=house.recorder, at=AT)
    for _ in range(2):
        approve(draft, by=house.leader, at=AT)
    return publish(draft, by=house.leader, at=at)


def read(feed: MaterialFeed) -> ElementTree.Element:
    made = atom_of(
        feed,
        published_in(feed),
        page="http://h/drafts/published/",
        address="http://h/feeds/materials/x.atom",
        address_of=lambda one: f"http://h/drafts/{one.pk}/",
    )
    return ElementTree.fromstring(made)


def titles(feed: MaterialFeed) -> list[str | None]:
    return [one.findtext(f"{ATOM}title") for one in read(feed).findall(f"{ATOM}entry")]


def test_what_is_published_stands_in_the_feed_of_the_office_above(house: House) -> None:
    draft = published(house)
    feed = open_material_feed(house.agency, by=house.reader, at=AT)
    said = read(use_material_feed(secret_of(feed.nonce), at=AT))
    entry = said.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == draft.title
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "安澜县水务局"
    assert entry.findtext(f"{ATOM}updated") == AT.isoformat()
    link, kind = entry.find(f"{ATOM}link"), entry.find(f"{ATOM}category")
    assert link is not None
    assert link.get("href") == f"http://h/drafts/{draft.pk}/"
    assert kind is not None
    assert kind.get("term") == "经验材料"
    assert said.findtext(f"{ATOM}title") == "模范：安澜县水务局发布的材料"
    ids = [said.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}id")]
    assert all(one and one.startswith("urn:uuid:") for one in ids)
    assert ids == [read(feed).findtext(f"{ATOM}id"), read(feed).findtext(f"{ATOM}entry/{ATOM}id")]
    later = AT + timedelta(days=2)
    void(draft, "数有误", by=house.leader, at=later)
    gone = read(feed).find(f"{ATOM}entry")
    assert gone is not None
    assert [gone.findtext(f"{ATOM}{one}") for one in ("id", "title", "updated", "summary")] == [
        ids[1],
        f"（已撤回）{draft.title}",
        later.isoformat(),
        "已撤回：数有误",
    ]


def test_only_what_its_person_may_see_stands_in_it(house: House) -> None:
    draft = published(house)
    everything = {who: open_material_feed(by=who, at=AT) for who in (house.reader, house.stranger)}
    assert titles(everything[house.reader]) == [draft.title]
    assert titles(everything[house.stranger]) == []
    elsewhere = plant("枫川镇")
    neighbour = make_person("neighbour")
    neighbour.unit = elsewhere
    neighbour.save()
    RoleGrant.objects.create(person=neighbour, unit=elsewhere, role=UnitRole.READER)
    assert titles(open_material_feed(elsewhere, by=neighbour, at=AT)) == []
    assert titles(open_material_feed(house.branch, by=house.reader, at=AT)) == []
    with pytest.raises(RuleBroken, match="没有这个单位"):
        open_material_feed(house.agency, by=neighbour, at=AT)


def test_drafts_that_are_only_signed_or_written_do_not_stand_in_it(house: House) -> None:
    make_draft(house)
    later = published(house, AT + timedelta(days=1))
    Draft.objects.filter(pk=later.pk).update(title="后发的一份")
    sooner = make_draft(house)
    Draft.objects.filter(pk=sooner.pk).update(state=DraftState.PUBLISHED, published_at=AT, title="先发的一份")
    feed = open_material_feed(by=house.reader, at=AT)
    assert titles(feed) == ["后发的一份", "先发的一份"]
    assert [one.title for one in published_visible_to(house.reader, house.agency, words="后发 一份")] == ["后发的一份"]
    Draft.objects.bulk_create(
        Draft(
            unit=house.agency,
            title=f"第{number}份",
            genre="",
            state=DraftState.PUBLISHED,
            published_at=AT - timedelta(days=number + 1),
            created_by=house.recorder,
            created_at=AT,
            changed_by=house.recorder,
            changed_at=AT,
            body=sooner.body,
        )
        for number in range(MOST)
    )
    assert len(titles(feed)) == MOST


def test_the_summary_is_the_outline_without_numbers(house: House) -> None:
    draft = make_draft(house)
    heads = (block("h1", "heading", "一、查出", Slot("s1"), "处", level=1), block("h2", "heading", "（一）细", level=2))
    draft.body = Body(heads).as_json()
    assert summary_of(draft) == "一、查出…处"
    draft.body = Body((block("h1", "heading", "长" * 400, level=1),)).as_json()
    assert len(summary_of(draft)) == LONGEST


def test_what_xml_cannot_carry_is_left_out(house: House) -> None:
    draft = published(house)
    Draft.objects.filter(pk=draft.pk).update(title="安\x01澜<&>")
    assert titles(open_material_feed(by=house.reader, at=AT)) == ["安澜<&>"]


def test_a_piece_is_named_once_the_library_has_read_it(house: House) -> None:
    draft = published(house)
    assert pieces_of(published_visible_to(house.reader), house.reader) == {}
    drive()
    rows = list(published_visible_to(house.reader))
    found = pieces_of(rows, house.reader)
    assert found[draft.pk].title == draft.title


def test_an_address_leads_to_its_feed_until_it_is_revoked(house: House) -> None:
    feed = open_material_feed(by=house.reader, at=AT)
    secret = secret_of(feed.nonce)
    assert open_material_feed(by=house.reader, at=AT) == feed
    for minutes, written in ((0, 0), (5, 0), (12, 12)):
        use_material_feed(secret, at=AT + timedelta(minutes=minutes))
        feed.refresh_from_db()
        assert feed.last_used_at == AT + timedelta(minutes=written)
    assert list(material_feeds_visible_to(house.leader)) == []
    with pytest.raises(RuleBroken, match="已经停用"):
        revoke_material_feed(feed, by=house.leader, at=AT)
    revoke_material_feed(feed, by=house.reader, at=AT)
    for again in range(2):
        with pytest.raises(RuleBroken, match="停用"):
            use_material_feed(secret, at=AT) if again else revoke_material_feed(feed, by=house.reader, at=AT)
    assert list(material_feeds_visible_to(house.reader).good()) == []
    assert [one.verb for one in history_of(feed)] == ["停用材料订阅", "开通材料订阅"]
    assert str(feed) == "全部单位发布的材料"


@pytest.mark.parametrize("secret", ["", "-", "abc-def", "a-" + "0" * 40])
def test_whatever_was_not_made_here_leads_nowhere(db: None, secret: str) -> None:
    with pytest.raises(RuleBroken, match="无效"):
        use_material_feed(secret, at=AT)


def test_it_ends_with_the_account_and_with_the_place_in_the_unit(house: House) -> None:
    whole, part = open_material_feed(by=house.reader, at=AT), open_material_feed(house.agency, by=house.reader, at=AT)
    RoleGrant.objects.filter(person=house.reader).delete()
    Person.objects.filter(pk=house.reader.pk).update(unit=plant("枫川镇"))
    with pytest.raises(RuleBroken, match="无效"):
        use_material_feed(secret_of(part.nonce), at=AT)
    assert published_in(use_material_feed(secret_of(whole.nonce), at=AT)) == []
    Person.objects.filter(pk=house.reader.pk).update(is_active=False)
    with pytest.raises(RuleBroken, match="无效"):
        use_material_feed(secret_of(whole.nonce), at=AT)
