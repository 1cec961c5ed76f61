"""Lists of upper platforms remember how they are read; mails that somebody decides on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_routing_rules"),
        ("org", "0008_import_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True, verbose_name="识别")),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="主题")),
                ("sealed", models.TextField(blank=True, verbose_name="发件人（加密保存）")),
                ("text", models.TextField(blank=True, verbose_name="正文")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="寄出时间")),
                ("came_at", models.DateTimeField(verbose_name="收到时间")),
                ("source", models.CharField(max_length=255, verbose_name="来自")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待定"), ("taken", "已登记"), ("aside", "不登记"), ("refused", "没有收")],
                        default="waiting",
                        max_length=10,
                        verbose_name="处理",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="缘由")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="处理时间")),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="cases.case",
                        verbose_name="事项",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="何人处理",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.unit",
                        verbose_name="受理单位",
                    ),
                ),
            ],
            options={
                "ordering": ("-came_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="MailFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="名称")),
                ("sha256", models.CharField(max_length=64, verbose_name="指纹")),
                ("size", models.PositiveBigIntegerField(verbose_name="字节数")),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="cases.mail",
                        verbose_name="来信",
                    ),
                ),
            ],
            options={
                "ordering": ("mail", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ListMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="种类")),
                ("headings", models.CharField(max_length=64, verbose_name="表头指纹")),
                ("platform", models.CharField(blank=True, max_length=60, verbose_name="平台名称")),
                ("columns", models.JSONField(default=dict, verbose_name="对应")),
                ("words", models.JSONField(default=dict, verbose_name="类别对应")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="何人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.unit",
                        verbose_name="受理单位",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "unit", "headings"), name="one_list_of_these_headings")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["unit", "state", "-came_at", "-id"], name="mail_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "taken", "aside", "refused"])), name="mail_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), ("case__isnull", False)),
                    models.Q(models.Q(("state", "taken"), _negated=True), ("case", None)),
                    _connector="OR",
                ),
                name="a_mail_that_was_taken_in_has_its_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("aside", "refused")), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_mail_set_aside_has_its_reason",
            ),
        ),
    ]
