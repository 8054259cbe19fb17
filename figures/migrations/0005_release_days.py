"""The days on which each year of the published statistics first came out, as far as they are known.

Seen in what the publisher, or a paper that copied its notice, said: children in need of 2014, 2015, 2018, 2019 and 2020;
workforce of 2017, 2019, 2020, 2021 and 2023. Of children in need 2020 the only notice that was found names 26 November
2020, later in the year than usual. The others are from memory: of 2013, 2016, 2017 and 2021 to 2024, and of the
workforce of 2018, 2022, 2024 and 2025; each is the Thursday on which the series usually comes out. A day that proves
wrong is changed on the page of published statistics.
"""

from datetime import UTC, date, datetime

from django.db import migrations

CHILDREN_IN_NEED = {
    2013: date(2013, 10, 31),
    2014: date(2014, 10, 29),
    2015: date(2015, 10, 22),
    2016: date(2016, 11, 3),
    2017: date(2017, 11, 2),
    2018: date(2018, 10, 25),
    2019: date(2019, 10, 31),
    2020: date(2020, 11, 26),
    2021: date(2021, 10, 28),
    2022: date(2022, 10, 27),
    2023: date(2023, 10, 26),
    2024: date(2024, 10, 31),
}
WORKFORCE = {
    2017: date(2018, 2, 15),
    2018: date(2019, 2, 28),
    2019: date(2020, 2, 27),
    2020: date(2021, 2, 25),
    2021: date(2022, 2, 24),
    2022: date(2023, 2, 23),
    2023: date(2024, 2, 29),
    2024: date(2025, 2, 27),
    2025: date(2026, 2, 26),
}
KNOWN_SINCE = datetime(2020, 7, 1, 8, tzinfo=UTC)


def add(apps, schema_editor):
    release, version = apps.get_model("figures", "Release"), apps.get_model("figures", "HistoricalRelease")
    for publication, days in (("children_in_need", CHILDREN_IN_NEED), ("workforce", WORKFORCE)):
        for year, day in days.items():
            said = {"publication": publication, "year": year, "published_on": day}
            made = release.objects.create(**said)
            version.objects.create(id=made.pk, **said, history_type="+", history_date=KNOWN_SINCE)


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_published_statistics")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
