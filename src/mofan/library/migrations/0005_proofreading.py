"""Corrections, refusals and the unit's dictionary (改正、不采纳、词典)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0004_origin_of_the_interface'),
        ('org', '0002_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=40, verbose_name='对象')),
                ('subject_id', models.BigIntegerField(verbose_name='编号')),
                ('kind', models.CharField(max_length=30, verbose_name='种类')),
                ('rule', models.CharField(max_length=60, verbose_name='规则')),
                ('message', models.CharField(blank=True, max_length=300, verbose_name='意见')),
                ('start', models.PositiveIntegerField(verbose_name='起点')),
                ('end', models.PositiveIntegerField(verbose_name='止点')),
                ('was', models.TextField(verbose_name='原文')),
                ('new', models.TextField(blank=True, verbose_name='改为')),
                ('title_as_read', models.CharField(blank=True, max_length=500, verbose_name='原标题')),
                ('subtitle_as_read', models.CharField(blank=True, max_length=500, verbose_name='原副标题')),
                ('done', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='org.history', verbose_name='何时何人')),
                ('taken_up_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='takes_up', to='library.correction', verbose_name='并入')),
                ('undone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.history', verbose_name='撤销')),
            ],
            options={
                'ordering': ('start', 'pk'),
                'indexes': [models.Index(fields=['subject', 'subject_id'], name='corrections_of_a_text')],
                'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='correction_span')],
            },
        ),
        migrations.CreateModel(
            name='DictionaryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, verbose_name='词语')),
                ('kind', models.CharField(choices=[('word', '词语'), ('unit', '单位名称'), ('person', '人名'), ('place', '地名'), ('slogan', '提法')], default='word', max_length=10, verbose_name='类别')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='缘由')),
                ('subject', models.CharField(blank=True, max_length=40, verbose_name='取自何处')),
                ('subject_id', models.BigIntegerField(null=True, verbose_name='取自何处的编号')),
                ('added_at', models.DateTimeField(verbose_name='收入时间')),
                ('voided_at', models.DateTimeField(null=True, verbose_name='作废时间')),
                ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='作废缘由')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='何人收入')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dictionary', to='org.unit', verbose_name='单位')),
                ('voided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='何人作废')),
            ],
            options={
                'ordering': ('-pk',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit__isnull', False), ('voided_at', None)), fields=('unit', 'word'), name='one_word_a_unit'), models.UniqueConstraint(condition=models.Q(('unit', None), ('voided_at', None)), fields=('word',), name='one_word_for_everybody')],
            },
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=40, verbose_name='对象')),
                ('subject_id', models.BigIntegerField(verbose_name='编号')),
                ('kind', models.CharField(max_length=30, verbose_name='种类')),
                ('rule', models.CharField(max_length=60, verbose_name='规则')),
                ('message', models.CharField(blank=True, max_length=300, verbose_name='意见')),
                ('quote', models.TextField(verbose_name='所指')),
                ('before', models.CharField(blank=True, max_length=20, verbose_name='前文')),
                ('after', models.CharField(blank=True, max_length=20, verbose_name='后文')),
                ('start', models.PositiveIntegerField(verbose_name='当时的位置')),
                ('done', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='org.history', verbose_name='何时何人')),
                ('undone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.history', verbose_name='撤销')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['subject', 'subject_id'], name='refusals_of_a_text')],
            },
        ),
    ]
