from django.db import migrations
from django.db.models import F

from organisation import working_days

BATCH = 500

def count_on(apps, schema_editor):
    """A decision of a day off counts as one of the next working day, also of contacts that are there."""
    contacts = apps.get_model("frontdoor", "Contact").objects.filter(decided_on__gt=F("received_on"))
    days = contacts.values_list("decided_on", flat=True).distinct()
    off = [day for day in days if not working_days.is_working(day)]
    for start in range(0, len(off), BATCH):
        contacts.filter(decided_on__in=off[start : start + BATCH]).update(working_days=F("working_days") + 1)


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0011_references_in_order_of_bytes'),
    ]

    operations = [
        migrations.RunPython(count_on, migrations.RunPython.noop),
    ]
