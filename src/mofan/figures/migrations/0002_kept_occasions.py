from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_frozen_figures")]

    operations = [
        migrations.AddField(
            model_name="frozenfigure",
            name="occasions",
            field=models.JSONField(default=list, verbose_name="数到的各次"),
        ),
    ]
