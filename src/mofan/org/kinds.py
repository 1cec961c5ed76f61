"""What units and the places of people in them are (单位类别、职务层次、党籍): the named choices of the tables."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """What a unit is (单位类别). The five tiers have local names (区、旗、嘎查), which `Unit.called` holds."""

    PROVINCE = "province", "省"
    PREFECTURE = "prefecture", "市"
    COUNTY = "county", "县"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    AGENCY = "agency", "机关"
    DIVISION = "division", "内设机构"
    INSTITUTION = "institution", "事业单位"
    PARTY_COMMITTEE = "party_committee", "党委（党组、工委）"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    CELL = "cell", "党小组"
    CENTRE = "centre", "中心"
    WINDOW = "window", "窗口"
    STATION = "station", "站所"
    MEDIATION = "mediation", "调解组织"
    TEAM = "team", "专班"
    OTHER = "other", "其他"


PARTY_KINDS = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.GENERAL_BRANCH, UnitKind.BRANCH, UnitKind.CELL})
"""Organisations of the Party (党组织)."""


class Rank(TextChoices):
    """Where a post stands in its unit (职务层次): of a branch, LEADING is its committee (支委)."""

    HEAD = "head", "主要负责人"
    LEADING = "leading", "班子成员"
    STAFF = "staff", "工作人员"


class Standing(TextChoices):
    """What a member of the Party is (党籍): only full members vote (DOMAIN 3.2)."""

    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"
    ON_PROBATION = "on_probation", "留党察看"


VOTING = frozenset({Standing.FULL})
"""Those who have a vote and may be elected (有表决权)."""
