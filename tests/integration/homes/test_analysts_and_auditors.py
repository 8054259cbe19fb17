"""The homes of analysts and auditors: loads, rates and judgements."""

from figures.months import name, up_to
from tests.factories import (
    CaseFactory,
    CategoryFactory,
    ContactFactory,
    LoadFactory,
    PostFactory,
    RoundFactory,
    StratumFactory,
    UserFactory,
    WorkerFactory,
    checked_upload,
    supersede,
)
from tests.integration.homes.days import AUGUST, OCTOBER, SEPTEMBER


def test_a_front_door_analyst_sees_loads_what_is_replaced_and_what_has_no_category(arrive, october):
    CategoryFactory()
    supersede(LoadFactory(source="contacts", month=OCTOBER))
    ContactFactory(month=OCTOBER, closed=True)

    page = arrive("front_door_analyst")

    assert "Every file of October 2020 is loaded" in page
    assert "In place of 1 earlier file" in page
    assert "One contact of October 2020 closed with no further action has no category." in page
    assert "Not loaded" in page


def test_whoever_may_load_is_led_to_files_and_to_those_that_wait(arrive, october):
    upload = checked_upload(name="contacts-september.csv")

    assert f'<a class="govuk-link" href="/files/checks/{upload.pk}/">contacts-september.csv</a>: One error' in (
        arrive("front_door_analyst")
    )
    assert "contacts-september.csv" not in arrive("workforce_analyst")


def test_files_of_three_months_are_shown_and_earlier_ones_kept_behind_a_line(arrive, october):
    for month in up_to(OCTOBER, 13):
        LoadFactory(source="contacts", month=month)

    page = arrive("front_door_analyst")

    recent, earlier = page.split("<details")
    assert "Contacts file of the Integrated Front Door, the last three months" in recent
    assert [name(month) in recent for month in up_to(OCTOBER, 4)] == [False, True, True, True]
    assert "Nine earlier files, back to November 2019" in earlier
    assert "July 2020" in earlier
    assert "October 2019" not in earlier


def test_where_there_are_several_files_each_month_names_them(arrive, october):
    page = arrive("workforce_analyst")

    recent, earlier = page.split("<details")
    assert "Files of the last three months" in recent
    assert recent.count("Staff file") == 3 + 1  # and in the sentence on what is not loaded
    assert earlier.count("Staff file") == 9
    assert "No earlier files, back to November 2019" in earlier


def test_a_workforce_analyst_sees_rates_of_the_newest_month_that_is_loaded(arrive, october):
    PostFactory(month=SEPTEMBER, fte="2", vacant_fte="1")
    WorkerFactory(month=SEPTEMBER, fte="1")

    page = arrive("workforce_analyst")

    assert "50.0%" in page
    assert "No data for October 2020." in page


def test_an_auditor_sees_own_judgements_and_what_waits(arrive):
    auditor = UserFactory()
    stratum = StratumFactory(round=RoundFactory(month=AUGUST))
    CaseFactory(stratum=stratum, inappropriate=True, judged_by=auditor)
    CaseFactory(stratum=stratum, appropriate=True)
    CaseFactory(stratum=stratum)

    page = arrive("auditor", user=auditor)

    assert "One case of August 2020 waits for a judgement" in page
    assert "You judged 1 of its three cases." in page
    assert "50.0%" in page
    assert "1 of 2 audited" in page
