"""Who stands in a case, kept and shown: sealed where it is sensitive, masked unless asked for."""

import pytest

from mofan.cases.catalogue import kind_of
from mofan.cases.intake import PartyFacts
from mofan.cases.models import Case, Party
from mofan.cases.parties import mask_address, masked, row_of, whole

FACTS = PartyFacts(
    "applicant", "欧阳静", " 13800005678 ", "11010119900307663x", "安澜县柳湾小区三号楼二单元", "静安商店"
)


def kept(facts: PartyFacts, *, hidden: bool = False) -> Party:
    return row_of(Case(), facts, hidden=hidden, no=1)


def test_a_party_is_kept_shown_and_whole_again() -> None:
    row = kept(FACTS)
    assert (row.name, row.phone, row.address) == ("欧阳静", "13800005678", "安澜县柳湾小区三号楼二单元")
    assert "6632" not in row.sealed
    shown = masked(row)
    assert (shown.role, shown.name, shown.phone) == ("诉求人", "欧阳*", "138****5678")
    assert (shown.id_number, shown.address, shown.organisation) == (
        "已登记（加密保存）",
        "安澜县柳湾小区****",
        "静安商店",
    )
    assert whole(row).id_number == "11010119900307663X"
    assert row.id_digest == kept(FACTS).id_digest != ""


def test_the_kind_says_what_whoever_stands_there_is_called() -> None:
    assert masked(kept(FACTS), kind_of("consumer_complaint")).role == "投诉人"
    assert masked(kept(FACTS, hidden=True), kind_of("dispute")).role == "申请人"
    assert kind_of("consumer_complaint").called("informant") == "举报人"
    assert kind_of("public_demand").called("nobody") == "nobody"


def test_of_somebody_hidden_nothing_stands_in_the_columns() -> None:
    row = kept(PartyFacts("informant", "秦望", "13912345678", address="柳湾镇"), hidden=True)
    assert (row.name, row.phone, row.address) == ("", "", "")
    assert masked(row).name == "保密"
    assert masked(row).phone == masked(row).address == ""
    assert (whole(row).name, whole(row).phone, whole(row).address) == ("秦望", "13912345678", "柳湾镇")


def test_what_was_not_given_is_not_there() -> None:
    row = kept(PartyFacts("respondent", organisation="顺达公司"))
    assert (row.sealed, row.phone_digest, row.id_digest) == ("", "", "")
    assert (masked(row).phone, masked(row).id_number, masked(row).address) == ("", "", "")
    assert whole(row) == PartyFacts("respondent", organisation="顺达公司")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("柳湾镇东堤村12号", "柳湾镇东堤村****"),
        ("柳湾镇", "柳湾镇"),
        ("解放路88号", "解放路****"),
        ("镇上老房子", "****"),
        ("", ""),
    ],
)
def test_an_address_is_shown_up_to_its_community(address: str, shown: str) -> None:
    assert mask_address(address) == shown
