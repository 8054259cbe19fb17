from collections import defaultdict

from django.db import migrations, models

from frontdoor import deciding_days

BATCH = 500


def count_days(apps, schema_editor):
    """Of contacts that are there, so that their months read as those of files that are loaded from now on."""
    contact = apps.get_model("frontdoor", "Contact")
    rows = contact.objects.filter(decided_on__isnull=False).values_list("pk", "received_on", "decided_on")
    taken = defaultdict(list)
    for pk, received, decided in rows.iterator():
        taken[deciding_days.between(received, decided)].append(pk)
    for days, pks in taken.items():
        for start in range(0, len(pks), BATCH):
            contact.objects.filter(pk__in=pks[start : start + BATCH]).update(working_days=days)


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0004_what_every_council_begins_with'),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='working_days',
            field=models.SmallIntegerField(blank=True, help_text='From the day received to the decision', null=True),
        ),
        migrations.RunPython(count_days, migrations.RunPython.noop),
    ]
