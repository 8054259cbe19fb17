"""Removes every table of the database that the measurements were given for themselves."""

import django

django.setup()

from django.db import connection  # noqa: E402 - the settings come first

with connection.cursor() as cursor:
    cursor.execute("DROP SCHEMA public CASCADE")
    cursor.execute("CREATE SCHEMA public")
