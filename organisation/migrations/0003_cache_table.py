"""The table of the cache, where there is no Redis: failed sign-ins are counted in it, by all processes together."""

from django.core.management import call_command
from django.db import migrations

TABLE = "cache"


def create(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_access_and_versions")]
    operations = [migrations.RunPython(create, drop, elidable=False)]
