"""Indexes that no query uses are dropped; JSON is written compactly from now on (old rows read the same)."""

import django.db.models.deletion
from django.db import migrations, models

from mofan.library.compact_json import CompactEncoder


class Migration(migrations.Migration):
    dependencies = (("library", "0002_likeness_and_saved_searches"),)

    operations = (
        migrations.AlterField("piece", "dated", models.DateField("成文日期", null=True)),
        migrations.AlterField("piece", "genre", models.CharField("文种", max_length=40, blank=True)),
        migrations.AlterField("piece", "unit_kind", models.CharField("单位类别", max_length=40, blank=True)),
        migrations.AlterField("piece", "unit_level", models.CharField("单位层级", max_length=20, blank=True)),
        migrations.AlterField("piece", "year", models.PositiveIntegerField("年份", null=True)),
        migrations.AlterField(
            "piece",
            "source",
            models.ForeignKey(
                "library.source",
                django.db.models.deletion.PROTECT,
                related_name="pieces",
                verbose_name="来源",
                db_index=False,
            ),
        ),
        migrations.AlterField(
            "source",
            "batch",
            models.ForeignKey(
                "library.batch",
                django.db.models.deletion.PROTECT,
                related_name="sources",
                verbose_name="批次",
                db_index=False,
            ),
        ),
        migrations.AlterField(
            "source",
            "parent",
            models.ForeignKey(
                "library.source",
                django.db.models.deletion.PROTECT,
                null=True,
                related_name="members",
                verbose_name="所属文件",
                db_index=False,
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(model, name, field)
                for model, name, field in (
                    ("piece", "themes", models.JSONField("领域", encoder=CompactEncoder, default=list)),
                    ("piecedetail", "outline", models.JSONField("提纲", encoder=CompactEncoder, default=list)),
                    ("piecedetail", "description", models.JSONField("要素", encoder=CompactEncoder, default=dict)),
                    ("source", "report", models.JSONField("处理情况", encoder=CompactEncoder, default=dict)),
                    ("sourcetext", "header", models.JSONField("合集题", encoder=CompactEncoder, null=True)),
                )
            ]
        ),
    )
