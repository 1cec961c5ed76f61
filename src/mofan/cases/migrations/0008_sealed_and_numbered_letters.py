"""Letters are kept sealed and numbered in series; one that was issued by mistake is voided. An agreement names what was
in dispute."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from mofan.org.sealing import seal, unseal


def seal_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("cases", "Letter").objects.order_by("pk")
    for row in rows.only("pk", "sealed").iterator(chunk_size=500):
        rows.filter(pk=row.pk).update(sealed=seal(row.sealed))


def open_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("cases", "Letter").objects.order_by("pk")
    for row in rows.only("pk", "sealed").iterator(chunk_size=500):
        rows.filter(pk=row.pk).update(sealed=unseal(row.sealed))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_channels"),
        ("org", "0008_import_runs"),
    ]

    operations = [
        migrations.RenameField(model_name="letter", old_name="text", new_name="sealed"),
        migrations.AlterField(
            model_name="letter", name="sealed", field=models.TextField(verbose_name="正文（加密保存）")
        ),
        migrations.RunPython(seal_all, open_all),
        migrations.CreateModel(
            name="LetterSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=20, verbose_name="发文代字")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="最后一号")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.unit",
                        verbose_name="发文单位",
                    ),
                ),
            ],
            options={"ordering": ("unit", "-year", "mark")},
        ),
        migrations.AddConstraint(
            model_name="letterseries",
            constraint=models.UniqueConstraint(fields=("unit", "mark", "year"), name="one_series_a_mark_and_year"),
        ),
        migrations.AddField(
            model_name="letter",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.unit",
                verbose_name="发文单位",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.party",
                verbose_name="写给谁",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="series",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="cases.letterseries",
                verbose_name="编号",
            ),
        ),
        migrations.AddField(
            model_name="letter", name="serial", field=models.PositiveIntegerField(null=True, verbose_name="顺序号")
        ),
        migrations.AddField(
            model_name="letter", name="voided_at", field=models.DateTimeField(null=True, verbose_name="作废时间")
        ),
        migrations.AddField(
            model_name="letter",
            name="voided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.person",
                verbose_name="作废人",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="void_why",
            field=models.CharField(blank=True, max_length=200, verbose_name="作废缘由"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("serial__isnull", False)),
                fields=("series", "serial"),
                name="one_letter_a_number",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="disputed",
            field=models.TextField(blank=True, verbose_name="争议事项"),
        ),
    ]
