"""Removes every table of the schema that the measurements were given for themselves."""

import sys

import django

django.setup()

from django.db import connection  # noqa: E402 - the settings come first

schema = connection.ops.quote_name(sys.argv[1])
with connection.cursor() as cursor:
    cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    cursor.execute(f"CREATE SCHEMA {schema}")
