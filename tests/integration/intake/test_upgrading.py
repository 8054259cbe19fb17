"""Files that waited while the product was upgraded."""

from importlib import import_module

import pytest
from django.apps import apps

from intake.models import Upload
from tests.factories.brought import checked_upload
from tests.integration.intake.bringing import run_jobs, words

pytestmark = pytest.mark.django_db


def test_a_file_that_was_checked_before_is_checked_again(council, folder, visitor, analyst):
    upload = checked_upload(by=analyst)
    Upload.objects.filter(pk=upload.pk).update(told={"rows": 2, "good": 0, "errors": 1, "warnings": 1})
    import_module("intake.migrations.0008_check_again_what_waits").check_again(apps, None)

    assert "Check this file again" in words(visitor.get(f"/files/checks/{upload.pk}/"))
    visitor.post(f"/files/checks/{upload.pk}/check-again/")
    run_jobs()
    assert "1 error stops this file" in words(visitor.get(f"/files/checks/{upload.pk}/"))
