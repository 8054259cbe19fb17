"""Two people at one record: the second to save is told what the first changed, and loses nothing that they typed."""

from typing import cast

from django import forms
from django.db.models import Model
from django.http import QueryDict

from history import tracking

FIELD = "version"  # of the record, as the form was filled from it


def watch(form: forms.Form, record: Model) -> None:
    """Has the form remember what the record is like now."""
    form.fields[FIELD] = forms.IntegerField(
        required=False, widget=forms.HiddenInput, initial=tracking.newest_version(record)
    )


def is_as_seen(form: forms.Form, record: Model) -> bool:
    """Within the transaction of the change, which holds the record from here on. False, with errors on the form, where
    it was changed since the form was filled: sent again, it takes effect."""
    type(record)._default_manager.select_for_update().get(pk=record.pk)
    seen, newest = form.cleaned_data.pop(FIELD), tracking.newest_version(record)
    if seen is None or seen == newest:
        return True
    for change in tracking.changes_since(record, seen):
        form.add_error(None, f"{change.by or 'Somebody'} changed this while you typed. {' '.join(change.said)}")
    form.add_error(None, "What you typed is below. Save it again if it is to stand.")
    typed = cast(QueryDict, form.data).copy()
    typed[FIELD] = str(newest)
    form.data = typed
    return False
