"""What is given back (所答): a piece, a source and a batch as programs see them."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from mofan.library.models import Batch, Piece, Source
from mofan.library.originals import said_of
from mofan.library.queries import BatchProgress


class Span(Schema):
    """一段，按字（码点）数，止点不含."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class PieceLine(Schema):
    """列表里的一篇."""

    id: int = Field(description="编号")
    title: str = Field(description="标题")
    subtitle: str = Field(description="副标题，没有时为空")
    unit: str = Field(description="单位")
    unit_level: str = Field(description="单位层级，如 县")
    unit_kind: str = Field(description="单位类别")
    genre: str = Field(description="文种")
    themes: list[str] = Field(description="领域")
    year: int | None = Field(description="年份")
    dated: date | None = Field(description="成文日期")
    characters: int = Field(description="字数", ge=0)
    external_id: str = Field(description="外部编号，成批交来时自带的")


class PieceSheet(PieceLine):
    """一篇的全部著录项."""

    source: int = Field(description="来源的编号")
    no: int = Field(description="在来源里的次序")
    category: str = Field(description="来源分类")
    state: str = Field(description="kept 在库，withdrawn 已撤下")
    same_as: int | None = Field(description="与此逐字相同、先入库的那一篇")
    revision: int = Field(description="版次，正文或状态每改一次加一")
    created_at: datetime = Field(description="入库时间")
    has_paid_part: bool = Field(description="有原为会员内容的段落")
    said: list[str] = Field(description="读取原件时的说明，如没有带入的图表；没有时为空")


class SourceLine(Schema):
    """一个来源：收到的文件，或压缩包、成批文件里的一份."""

    id: int = Field(description="编号")
    name: str = Field(description="名称")
    kind: str = Field(description="file 文件，archive 压缩包，bulk 成批记录，record 记录")
    state: str = Field(description="waiting 排队，working 处理中，done 已入库，same 不重复收，refused 未收")
    step: str = Field(description="走到哪一步：receive identify read clean split describe store index")
    refusal: str = Field(description="未收的缘由")
    batch: int = Field(description="批次的编号")
    parent: int | None = Field(description="所属文件（压缩包、成批文件）的编号")
    same_as: int | None = Field(description="与此相同、先收到的来源")
    size: int = Field(description="字节数", ge=0)
    sha256: str = Field(description="原件的指纹；记录没有自己的原件，为空")
    media_type: str = Field(description="格式")
    external_id: str = Field(description="外部编号")
    category: str = Field(description="来源分类")
    dated: date | None = Field(description="来源日期")
    received_at: datetime = Field(description="收到时间")
    finished_at: datetime | None = Field(description="处理完时间")


class SourceSheet(SourceLine):
    """一个来源和它出的篇目."""

    pieces: list[PieceLine] = Field(description="出自它的篇目，最多列 100 篇")
    piece_count: int = Field(description="出自它的篇目数", ge=0)
    members: int = Field(description="压缩包、成批文件里的份数", ge=0)


class BatchLine(Schema):
    """一批."""

    id: int = Field(description="编号")
    at: datetime = Field(description="开始时间")
    by: str = Field(description="何人")
    origin: str = Field(description="来路：upload 网页或接口，command 命令行，inbox 收件夹")
    note: str = Field(description="说明")


class BatchSheet(BatchLine):
    """一批和它的进度."""

    received: int = Field(description="收到的份数", ge=0)
    coming: int = Field(description="成批文件里还没读到的份数", ge=0)
    done: int = Field(description="已入库的份数", ge=0)
    same: int = Field(description="不重复收的份数", ge=0)
    refused: int = Field(description="未收的份数", ge=0)
    waiting: int = Field(description="还没处理完的份数", ge=0)
    pieces: int = Field(description="新增的篇目数", ge=0)
    copies: int = Field(description="与已有篇目逐字相同的篇目数", ge=0)
    ads: int = Field(description="清除的广告处数", ge=0)
    is_over: bool = Field(description="全部处理完了")


def piece_line(row: Piece) -> PieceLine:
    """A piece in a list."""
    return PieceLine(**_piece(row))


def _piece(row: Piece) -> dict[str, Any]:
    return {name: getattr(row, name) for name in PieceLine.model_fields if name != "id"} | {"id": row.pk}


def piece_sheet(row: Piece) -> PieceSheet:
    """A piece with all that is noted of it."""
    return PieceSheet(
        **_piece(row),
        source=row.source_id,
        no=row.no,
        category=row.category,
        state=row.state,
        same_as=row.same_as_id,
        revision=row.revision,
        created_at=row.created_at,
        has_paid_part=row.paid_start is not None,
        said=list(said_of(row)),
    )


def source_line(row: Source) -> SourceLine:
    """A source in a list."""
    return SourceLine(**_source(row))


def _source(row: Source) -> dict[str, Any]:
    linked = {"id": row.pk, "batch": row.batch_id, "parent": row.parent_id, "same_as": row.same_as_id}
    return {name: getattr(row, name) for name in SourceLine.model_fields if name not in linked} | linked


def source_sheet(row: Source, pieces: list[Piece], *, piece_count: int, members: int) -> SourceSheet:
    """A source with its pieces."""
    return SourceSheet(
        **_source(row), pieces=[piece_line(piece) for piece in pieces], piece_count=piece_count, members=members
    )


def batch_line(row: Batch) -> BatchLine:
    """A batch in a list."""
    return BatchLine(id=row.pk, at=row.at, by=row.by.name, origin=row.origin, note=row.note)


def batch_sheet(row: Batch, progress: BatchProgress) -> BatchSheet:
    """A batch and how far it is."""
    counted = {name: getattr(progress, name) for name in BatchSheet.model_fields if name not in BatchLine.model_fields}
    return BatchSheet(**batch_line(row).model_dump(), **counted)
