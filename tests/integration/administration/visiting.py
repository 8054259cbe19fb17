"""Opening an administrator's pages: the day it is, signing in, addresses, and what is typed and shown."""

from datetime import UTC, date, datetime

from django.test import Client
from django.urls import reverse

TODAY = date(2020, 11, 9)
MORNING = datetime(2020, 11, 9, 9, tzinfo=UTC)


def signed_in(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def on(day, name):
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year} | {
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def says(response, *words):
    shown = response.content.decode()
    for each in words:
        assert each in shown
    return shown


def address(name, *args):
    return reverse(f"organisation:{name}", args=args)
