"""The threshold that the product begins with; a council sets its own from a month on."""

from datetime import date

from django.db import migrations

KEY = "workforce.vacancy_rate"


def add(apps, schema_editor):
    apps.get_model("figures", "Threshold").objects.get_or_create(
        figure=KEY,
        holds_from=date(2016, 1, 1),
        defaults={"value": 15, "means": "recruitment is in difficulty"},
    )


def remove(apps, schema_editor):
    apps.get_model("figures", "Threshold").objects.filter(figure=KEY, holds_from=date(2016, 1, 1)).delete()


class Migration(migrations.Migration):
    dependencies = [("workforce", "0001_initial"), ("figures", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
