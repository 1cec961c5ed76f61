"""Batches, sources, pieces, removals (批次、来源、篇目、清除)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mofan.library.compact_json import CompactEncoder
from mofan.library.proofreading.models import Correction as Correction
from mofan.library.proofreading.models import DictionaryEntry as DictionaryEntry
from mofan.library.proofreading.models import Refusal as Refusal
from mofan.org.models import Person
from mofan.org.roles import Right


class Origin(models.TextChoices):
    """By which door files came in (来路)."""

    UPLOAD = "upload", "网页上传"
    COMMAND = "command", "命令行"
    INBOX = "inbox", "收件夹"
    API = "api", "接口"


class Step(models.TextChoices):
    """The steps of ingestion, in order (入库八步): 收、认、读、清、分、述、存、索."""

    RECEIVE = "receive", "收"
    IDENTIFY = "identify", "认"
    READ = "read", "读"
    CLEAN = "clean", "清"
    SPLIT = "split", "分"
    DESCRIBE = "describe", "述"
    STORE = "store", "存"
    INDEX = "index", "索"


class State(models.TextChoices):
    """Where a source stands (处理状态)."""

    WAITING = "waiting", "排队"
    WORKING = "working", "处理中"
    DONE = "done", "已入库"
    SAME = "same", "不重复收"
    REFUSED = "refused", "未收"


class SourceKind(models.TextChoices):
    """What kind of thing was received (来源种类)."""

    FILE = "file", "文件"
    ARCHIVE = "archive", "压缩包"
    BULK = "bulk", "成批记录"
    RECORD = "record", "记录"


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, person: Person) -> BatchQuerySet:
        """Whoever may ingest sees every batch; a reader sees none."""
        return self if person.may(Right.INGEST) else self.none()


class Batch(models.Model):
    """What was handed in at one time (批次)."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("开始时间")
    origin = models.CharField("来路", max_length=10, choices=Origin.choices)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"第 {self.pk} 批"


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, person: Person) -> SourceQuerySet:
        """Whoever may ingest sees every source; a reader sees those out of which a piece was made."""
        return self if person.may(Right.INGEST) else self.filter(state__in=(State.DONE, State.SAME))

    def top(self) -> SourceQuerySet:
        """Files as handed in, not the members of archives or lines of bulk files."""
        return self.filter(parent=None)

    def unfinished(self) -> int:
        """How many wait or are being carried: state by state in one query, since each has a small index of its own."""
        waiting, working = (
            self.filter(state=state).order_by().values("pk") for state in (State.WAITING, State.WORKING)
        )
        return waiting.union(working, all=True).count()


class Source(models.Model):
    """A file as received (来源). Its bytes are kept under their sha256; a member of an archive or a line of a bulk
    file is a source with a parent."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="sources", verbose_name="批次", db_index=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="members", verbose_name="所属文件", db_index=False
    )
    kind = models.CharField("种类", max_length=10, choices=SourceKind.choices, default=SourceKind.FILE)
    name = models.CharField("名称", max_length=500)
    no = models.PositiveIntegerField("次序", default=0)
    sha256 = models.CharField("指纹", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("格式", max_length=100, blank=True)
    encoding = models.CharField("编码", max_length=30, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    step = models.CharField("走到", max_length=10, choices=Step.choices, default=Step.RECEIVE)
    refusal = models.CharField("未收缘由", max_length=300, blank=True)
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="copies", verbose_name="与此相同", db_index=False
    )
    report = models.JSONField("处理情况", encoder=CompactEncoder, default=dict)
    done_lines = models.PositiveIntegerField("已处理行数", default=0)
    external_id = models.CharField("外部编号", max_length=200, blank=True, db_index=True)
    category = models.CharField("来源分类", max_length=100, blank=True)
    dated = models.DateField("来源日期", null=True)
    received_at = models.DateTimeField("收到时间")
    finished_at = models.DateTimeField("处理完时间", null=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("parent", "no"), name="one_source_a_place"),)
        indexes = (
            # with the state in it: else SQLite would rather walk through all of `source_of_batch`, which has both
            models.Index(fields=("state", "id"), name="source_waiting", condition=Q(state="waiting")),
            models.Index(fields=("state", "id"), name="source_working", condition=Q(state="working")),
            models.Index(fields=("received_at",), name="source_refused", condition=Q(state="refused")),
            models.Index(fields=("same_as",), name="source_copies", condition=Q(same_as__isnull=False)),
            models.Index(fields=("batch", "parent", "state", "id"), name="source_of_batch"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def state_label(self) -> str:
        """Where it stands, in words; an archive or a bulk file is opened, what is in it comes in or not by itself."""
        if self.state == State.DONE and self.kind in (SourceKind.ARCHIVE, SourceKind.BULK):
            return "已展开"
        if self.state == State.WAITING and self.kind == SourceKind.FILE and self.step == Step.READ:
            return "等待文字识别"
        return State(self.state).label

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(step, how it stands) for the eight steps: past, now, stop or nothing."""
        reached = Step.values.index(self.step)
        here = {State.REFUSED: "stop", State.WORKING: "now", State.DONE: "past", State.SAME: "past"}.get(
            State(self.state), ""
        )
        return [
            (label, "past" if place < reached else here if place == reached else "")
            for place, label in enumerate(Step.labels)
        ]


class SourceText(models.Model):
    """The text of a source as read (原文); every offset of the library counts in it, in code points."""

    source = models.OneToOneField(Source, models.PROTECT, primary_key=True, related_name="read")
    text = models.TextField("原文")
    header = models.JSONField("合集题", encoder=CompactEncoder, null=True)

    def __str__(self) -> str:
        return f"{self.source_id}"


class PieceState(models.TextChoices):
    """Whether a piece is in the library (篇目状态)."""

    KEPT = "kept", "在库"
    WITHDRAWN = "withdrawn", "已撤下"


class PieceQuerySet(models.QuerySet["Piece"]):
    def visible_to(self, person: Person) -> PieceQuerySet:
        """A reader sees the pieces in the library; a librarian sees those withdrawn too."""
        if person.may(Right.CURATE):
            return self
        return self.filter(state=PieceState.KEPT) if person.may(Right.READ) else self.none()

    def originals(self) -> PieceQuerySet:
        """Each text once: not the pieces that are the same, to the character, as one before."""
        return self.filter(same_as=None)


class Piece(models.Model):
    """One material (篇目): a stretch of a source, cleaned, described, found."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="pieces", verbose_name="来源", db_index=False)
    no = models.PositiveIntegerField("次序")
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("止点")
    body_start = models.PositiveIntegerField("正文起点")
    paid_start = models.PositiveIntegerField("付费起点", null=True)
    paid_end = models.PositiveIntegerField("付费止点", null=True)
    title = models.CharField("标题", max_length=500)
    subtitle = models.CharField("副标题", max_length=500, blank=True)
    unit = models.CharField("单位", max_length=200, blank=True)
    unit_level = models.CharField("单位层级", max_length=20, blank=True)
    unit_kind = models.CharField("单位类别", max_length=40, blank=True)
    genre = models.CharField("文种", max_length=40, blank=True)
    themes = models.JSONField("领域", encoder=CompactEncoder, default=list)
    year = models.PositiveIntegerField("年份", null=True)
    dated = models.DateField("成文日期", null=True)
    category = models.CharField("来源分类", max_length=100, blank=True)
    external_id = models.CharField("外部编号", max_length=200, blank=True, db_index=True)
    characters = models.PositiveIntegerField("字数")
    digest = models.CharField("净文指纹", max_length=64, db_index=True)
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="copies", verbose_name="与此逐字相同", db_index=False
    )
    state = models.CharField("状态", max_length=10, choices=PieceState.choices, default=PieceState.KEPT)
    revision = models.PositiveIntegerField("版次", default=1)
    index_due = models.BooleanField("待索引", default=True)
    created_at = models.DateTimeField("入库时间")

    objects = PieceQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("source", "no"), name="one_piece_a_place"),
            models.CheckConstraint(
                condition=Q(start__lte=models.F("body_start")) & Q(body_start__lte=models.F("end")), name="piece_span"
            ),
        )
        indexes = (  # of copies alone: with the originals in it, SQLite would look for a digest among all of them
            models.Index(fields=("id",), name="piece_index_due", condition=Q(index_due=True)),
            models.Index(fields=("same_as",), name="piece_copies", condition=Q(same_as__isnull=False)),
            # what came when, all that the home page counts, and what tells whether the lexicon knows it: no row is read
            models.Index(fields=("created_at", "state", "same_as", "characters", "revision"), name="piece_arrivals"),
        )

    def __str__(self) -> str:
        return self.title


class PieceDetail(models.Model):
    """What was found in a piece (篇目要素): kept apart so that lists stay light. Offsets count in its clean text."""

    piece = models.OneToOneField(Piece, models.PROTECT, primary_key=True, related_name="detail")
    outline = models.JSONField("提纲", encoder=CompactEncoder, default=list)
    description = models.JSONField("要素", encoder=CompactEncoder, default=dict)
    fingerprints = models.BinaryField("篇目指纹", default=b"")

    def __str__(self) -> str:
        return f"{self.piece_id}"


class Removal(models.Model):
    """What was taken out of a source (清除). It stays here, and a librarian can put it back."""

    KINDS: ClassVar[dict[str, str]] = {"ad": "广告", "paid_mark": "付费标记"}

    source = models.ForeignKey(Source, models.PROTECT, related_name="removals", verbose_name="来源")
    piece = models.ForeignKey(Piece, models.PROTECT, null=True, related_name="removals", verbose_name="篇目")
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("止点")
    text = models.TextField("原文")
    kind = models.CharField("种类", max_length=10)
    rule = models.CharField("规则", max_length=60)
    put_back_at = models.DateTimeField("恢复时间", null=True)

    class Meta:
        ordering = ("source", "start")
        constraints = (models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="removal_span"),)

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def kind_label(self) -> str:
        return self.KINDS.get(self.kind, self.kind)


class Candidate(models.Model):
    """A doubtful find (疑似广告): reported and kept in the text until somebody decides."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="candidates", verbose_name="来源")
    piece = models.ForeignKey(Piece, models.PROTECT, null=True, related_name="candidates", verbose_name="篇目")
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("止点")
    text = models.TextField("原文")
    reason = models.CharField("缘由", max_length=200)
    decided_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        ordering = ("source", "start")
        indexes = (models.Index(fields=("id",), name="candidate_open", condition=Q(decided_at=None)),)

    def __str__(self) -> str:
        return self.text[:40]


class Verdict(models.TextChoices):
    """What people said of two pieces that look alike (认定)."""

    OPEN = "open", "未认定"
    SAME = "same", "是同一篇的不同版本"
    DIFFERENT = "different", "不是同一篇"


class Likeness(models.Model):
    """Two pieces that share so much that they may be versions of one text, or one part of the other (相似篇目).

    Found when a piece comes in; a verdict is remembered and never overwritten by a later comparison. `one` is the
    piece that came first.
    """

    one = models.ForeignKey(Piece, models.PROTECT, related_name="later_likenesses", verbose_name="先入库的篇目")
    other = models.ForeignKey(Piece, models.PROTECT, related_name="earlier_likenesses", verbose_name="后入库的篇目")
    containment = models.FloatField("重合度")
    resemblance = models.FloatField("相似度")
    weighted = models.FloatField("扣除套话后的重合度")
    verdict = models.CharField("认定", max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    found_at = models.DateTimeField("发现时间")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人认定")
    decided_at = models.DateTimeField("认定时间", null=True)

    class Meta:
        ordering = ("-containment", "pk")
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="one_likeness_a_pair"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="likeness_order"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} ~ {self.other_id}"


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, person: Person) -> SavedSearchQuerySet:
        """Everybody sees his own."""
        return self.filter(person=person, removed_at=None)


class SavedSearch(models.Model):
    """A question that a person asks again and again (常用检索); its state is the address of the results."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="saved_searches", verbose_name="何人")
    name = models.CharField("名称", max_length=60)
    address = models.CharField("检索条件", max_length=2000)
    created_at = models.DateTimeField("保存时间")
    seen_at = models.DateTimeField("上次查看")
    removed_at = models.DateTimeField("移除时间", null=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
