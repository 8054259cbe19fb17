from datetime import date

import pytest
from django.db import IntegrityError, connection

from frontdoor.datasets import HASHED
from frontdoor.models import Contact
from intake.models import Load
from tests.factories import AUGUST, SEPTEMBER, ContactFactory, LoadFactory, load_of, supersede

pytestmark = pytest.mark.django_db


def test_a_month_has_one_current_load_of_a_kind():
    LoadFactory(source="contacts", month=AUGUST)
    LoadFactory(source="contacts", month=SEPTEMBER)
    LoadFactory(source="staff", month=AUGUST)

    with pytest.raises(IntegrityError):
        LoadFactory(source="contacts", month=AUGUST)


def test_a_month_is_its_first_day():
    with pytest.raises(IntegrityError, match="load_month_is_a_first_day"):
        LoadFactory(month=date(2020, 8, 2))


def test_a_superseded_load_is_kept_and_not_current():
    first = load_of("contacts", AUGUST)
    second = supersede(first)

    assert first.superseded_by == second
    assert list(Load.objects.current()) == [second]
    assert Load.objects.count() == 2


def test_loads_are_found_by_kind_and_month():
    wanted = load_of("contacts", AUGUST)
    load_of("contacts", SEPTEMBER)
    load_of("staff", AUGUST)

    assert list(Load.objects.of("contacts", iter([AUGUST]))) == [wanted]


def test_records_of_a_superseded_load_are_not_current():
    old = ContactFactory()
    supersede(old.load)
    new = ContactFactory()
    other = ContactFactory(month=SEPTEMBER)

    assert set(Contact.objects.current()) == {new, other}
    assert list(Contact.objects.in_months([AUGUST])) == [new]


def test_a_load_is_named_by_its_file_and_month():
    assert str(LoadFactory.build(name="staff.csv", month=AUGUST, loaded_by=None)) == "staff.csv (August 2020)"


@pytest.mark.parametrize("one", HASHED, ids=lambda one: f"{one.model.__name__}.{one.field}")
def test_hashes_are_compared_as_bytes_and_not_as_words_of_a_language(one):
    """SQLite does that with every text."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, one.model._meta.db_table)
    [collation] = [column.collation for column in columns if column.name == one.field]

    assert collation == ("C" if connection.vendor == "postgresql" else None)
