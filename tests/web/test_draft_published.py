"""Published materials on a page and for a feed reader; voiding on pages."""

from django.test import Client
from django.urls import reverse

from mofan.drafting.models import Draft, DraftState, MaterialFeed
from mofan.org.feed_secrets import secret_of
from tests.drafting.making import make_draft
from tests.drafting.test_feeds import published
from tests.records.conftest import House, house
from tests.web.conftest import Enter

__all__ = ["house"]


def test_the_office_above_sees_what_was_published_and_subscribes(house: House, home: None, enter: Enter) -> None:
    draft = published(house)
    office = enter(house.reader)
    assert reverse("published_materials") in office.get(reverse("drafts")).content.decode()
    page = office.get(reverse("published_materials"), {"unit": str(house.agency.pk)}).content.decode()
    assert draft.title in page
    assert "素材库正在读" in page
    assert "开通“安澜县水务局”的订阅地址" in page
    answer = office.post(reverse("open_material_feed"), {"unit": str(house.agency.pk)}, follow=True)
    address = reverse("material_feed", args=[secret_of(MaterialFeed.objects.get().nonce)])
    assert f"http://testserver{address}" in answer.content.decode()
    assert "的订阅地址</button>" not in answer.content.decode()
    fetched = Client().get(address)
    assert fetched["Content-Type"].startswith("application/atom+xml")
    assert f"http://testserver{reverse('draft', args=[draft.pk])}" in fetched.content.decode()
    assert Client().post(address).status_code == 405
    revoke = reverse("revoke_material_feed", args=[MaterialFeed.objects.get().pk])
    assert enter(house.leader).post(revoke).status_code == 404
    assert "已停用" in office.post(revoke, follow=True).content.decode()
    assert "已经停用" in office.post(revoke, follow=True).content.decode()
    assert Client().get(address).status_code == 404


def test_an_empty_list_says_what_to_do_and_a_stranger_sees_nothing(house: House, home: None, enter: Enter) -> None:
    draft = published(house)
    office, stranger = enter(house.reader), enter(house.stranger)
    assert "没有这样的材料" in office.get(reverse("published_materials"), {"words": "没有的"}).content.decode()
    page = stranger.get(reverse("published_materials")).content.decode()
    assert draft.title not in page
    assert "还没有发布的材料" in page
    assert stranger.get(reverse("published_materials"), {"unit": str(house.agency.pk)}).status_code == 404
    assert stranger.post(reverse("open_material_feed"), {"unit": str(house.agency.pk)}).status_code == 404


def test_a_draft_is_voided_and_brought_back_on_pages(house: House, home: None, enter: Enter) -> None:
    draft, writer = make_draft(house), enter(house.recorder)
    act, lists = reverse("act_on_draft", args=[draft.pk]), reverse("drafts")
    assert "作废这份草稿" in writer.get(reverse("draft_files", args=[draft.pk])).content.decode()
    assert "作废这份草稿" not in enter(house.reader).get(reverse("draft_files", args=[draft.pk])).content.decode()
    assert "请写明缘由" in writer.post(act, {"do": "void", "note": ""}, follow=True).content.decode()
    page = writer.post(act, {"do": "void", "note": "写重了"}, follow=True).content.decode()
    assert "作废：写重了" in page
    assert draft.title not in writer.get(lists).content.decode()
    apart = writer.get(lists, {"state": "voided"}).content.decode()
    assert draft.title in apart
    assert "作废：写重了" in apart
    assert "撤销作废" not in enter(house.reader).get(reverse("draft", args=[draft.pk])).content.decode()
    assert "已撤销作废" in writer.post(act, {"do": "bring_back"}, follow=True).content.decode()
    assert Draft.objects.get().state == DraftState.DRAFT
    assert "没有作废的草稿" in writer.get(lists, {"state": "voided"}).content.decode()
