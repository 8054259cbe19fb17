import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    for report in apps.get_model("reports", "Report").objects.all():
        last = report.compilations.order_by("-pk").defer("paper").first()
        if last:
            report.draft, report.drafted_at = last, last.compiled_at
            report.save(update_fields=["draft", "drafted_at"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="draft",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="reports.compilation",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="drafted_at",
            field=models.DateTimeField(blank=True, help_text="When the draft was compiled, changed or not", null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
