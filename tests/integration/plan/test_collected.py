"""Measures that no file brings: the programme office defines them, their owners enter the numbers, figures' pages show
them as they show any other."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from figures import registry
from figures.models import Kind
from history.tracking import changes
from improvement.models import CollectedMeasure, CollectedNumber, KeptNumber, Update
from tests.factories import ActionFactory, HoldingFactory, MeasureFactory, ThresholdFactory, entered
from tests.integration.plan.conftest import OCTOBER, SEPTEMBER
from tests.integration.plan.owners_page import typed as update_typed
from tests.integration.plan.reading import words

PAGE = "/plan/updates/"
BEFORE, AFTER = (datetime(2020, month, 6, 10, tzinfo=UTC) for month in (10, 11))


@pytest.fixture
def owner(client, september, october):
    owner = HoldingFactory(role="action_owner").user
    client.force_login(owner)
    return owner


@pytest.fixture
def laptops(owner):
    return MeasureFactory(share=True, owner=owner)


def typed(measure, numerator="", denominator="", seen=0, **more):
    fields = {"numerator": numerator, "denominator": denominator, "seen": seen} | more
    return {f"measure-{measure.pk}-{name}": value for name, value in fields.items()}


def numbers():
    return [(each.month, each.numerator, each.denominator) for each in CollectedNumber.objects.order_by("pk")]


def test_who_owns_a_measure_and_no_action_is_asked_for_its_number(client, owner, laptops):
    entered(laptops, SEPTEMBER, 14, 30, at=BEFORE)
    assert list(CollectedMeasure.objects.filter(owner=owner).missing(OCTOBER)) == [laptops]

    page = client.get(PAGE)
    assert "Enter your number" in words(page)
    assert "September 2020: 14 of 30" in words(page)
    response = client.post(
        PAGE, typed(laptops, "1,214", "2 400", evidence="Delivery notes") | {"save": "all"}, follow=True
    )

    assert "One number saved." in words(response)
    assert numbers() == [(SEPTEMBER, 14, 30), (OCTOBER, 1214, 2400)]
    assert "1,214 of 2,400" in words(response)
    assert not CollectedMeasure.objects.filter(owner=owner).missing(OCTOBER)


def test_all_that_is_filled_in_is_saved_and_what_is_wrong_is_named(client, owner, laptops):
    action = ActionFactory(owner=owner)

    said = update_typed(action) | typed(laptops, "12,5", "30") | {"save": "all"}
    response = client.post(PAGE, said)

    assert "Laptops issued: Laptops issued must be a number, like 1,234 or 12.5" in words(response)
    assert "One update saved." in words(response)
    assert (Update.objects.count(), numbers()) == (1, [])
    said = (
        update_typed(action, said="More.", seen=Update.objects.get().pk) | typed(laptops, "31", "30") | {"save": "all"}
    )
    assert "Laptops issued must not be more than Laptops needed" in words(client.post(PAGE, said))
    assert numbers() == []


def test_the_page_counts_numbers_with_actions_and_says_when_all_is_saved(client, owner, laptops):
    action = ActionFactory(reference="1.1", title="Strategy", owner=owner)
    other = ActionFactory(reference="1.2", title="Offer", owner=owner)
    said = words(client.get(PAGE))
    assert "Update your 2 actions and enter your number For" in said
    assert "1.1 Strategy No update yet 1.2 Offer No update yet Laptops issued No number yet" in said

    update = {f"action-{action.pk}-{name}": text for name, text in
              {"seen": 0, "reported": "on_track", "words": "Two workshops."}.items()}  # fmt: skip
    said = words(client.post(PAGE, update | {"save": "all"}, follow=True))
    assert "1.2 Offer No update yet 1.1 Strategy Saved Laptops issued No number yet" in said
    assert "All saved" not in said

    update = {name.replace(f"-{action.pk}-", f"-{other.pk}-"): text for name, text in update.items()}
    said = words(client.post(PAGE, update | typed(laptops, "14", "30") | {"save": "all"}, follow=True))
    assert "All saved: nothing more is due from you" in said
    assert "You updated two actions and entered one number. That is all for October 2020" in said
    assert "Save all that is filled in" not in said


def test_what_is_typed_and_not_saved_is_kept_for_its_writer(client, laptops):
    client.post(PAGE, typed(laptops, "14") | {"save": "keep"})

    assert 'value="14"' in client.get(PAGE).content.decode()
    assert numbers() == []
    client.post(PAGE, typed(laptops, "14", "30") | {"save": f"measure-{laptops.pk}"})
    assert (numbers(), KeptNumber.objects.count()) == ([(OCTOBER, 14, 30)], 0)


def test_a_number_is_kept_as_it_is_typed_but_not_over_one_that_was_entered_meanwhile(client, laptops):
    said = client.post(PAGE, typed(laptops, "14") | {"save": "typing"})
    assert said.content.decode().startswith("Kept at ")
    assert (numbers(), KeptNumber.objects.count()) == ([], 1)

    client.post(PAGE, typed(laptops, "14", "30") | {"save": "all"})
    said = client.post(PAGE, typed(laptops, "1") | {"save": "typing"})
    assert said.content == b"Not kept: a number was entered meanwhile."
    assert (numbers(), KeptNumber.objects.count()) == ([(OCTOBER, 14, 30)], 0)


def test_a_correction_asks_why_and_shows_both(client, laptops):
    first = entered(laptops, OCTOBER, 14, 30, at=AFTER)
    here = "/plan/measures/laptops_issued/2020-10/"

    refused = client.post(here, typed(laptops, "15", "30", seen=first.pk))
    assert "Say why the number is corrected" in words(refused)
    shown = words(client.post(here, typed(laptops, "15", "30", seen=first.pk, why="One came late"), follow=True))

    assert numbers() == [(OCTOBER, 14, 30), (OCTOBER, 15, 30)]
    assert "Corrected because: One came late" in shown
    assert "14 of 30" in shown
    client.force_login(HoldingFactory(role="programme_office").user)
    figure = words(client.get("/figures/collected.laptops_issued/"))
    assert "50.0%" in figure
    assert "Corrected by" in figure
    assert "Entered by" in figure


def test_a_second_press_of_the_button_is_no_correction(client, laptops):
    for _ in range(2):
        client.post(PAGE, typed(laptops, "9", "30") | {"save": "all"})

    assert numbers() == [(OCTOBER, 9, 30)]


def test_two_who_enter_a_number_at_once_lose_nothing(client, owner, laptops):
    office = HoldingFactory(role="programme_office").user
    entered(laptops, OCTOBER, 14, 30, at=AFTER, by=office)

    first = client.post(PAGE, typed(laptops, "9", "30") | {"save": "all"})
    assert "entered 14 of 30 while you typed" in words(first)
    seen = CollectedNumber.objects.get().pk
    assert f'value="{seen}"' in first.content.decode()
    client.post(PAGE, typed(laptops, "9", "30", seen=seen, why="Mine is newer") | {"save": "all"})

    assert numbers() == [(OCTOBER, 14, 30), (OCTOBER, 9, 30)]


def test_the_office_defines_a_measure_without_code(client, office, october):
    said = {
        "name": "Supervisions held on time", "definition": "Supervisions held within four weeks of the last.",
        "kind": "share", "denominator_label": "Supervisions due", "numerator_label": "Held on time", "unit": "ignored",
        "at_end": "month", "counts_children": "no", "better": "higher", "how_often": "monthly", "owner": "",
        "first_month": "2020-07-01",
    }  # fmt: skip

    page = words(client.post("/plan/measures/add/", said, follow=True))

    assert "Supervisions held on time is defined." in page
    measure = CollectedMeasure.objects.get()
    assert (measure.key, measure.unit, measure.at_end) == ("collected.supervisions_held_on_time", "%", False)
    assert page.count("Missing") == 4  # July to October
    aim = {"kind": Kind.TARGET, "value": "90", "means": "the board in October 2020", "holds_from": "2020-10-01"}
    assert "Target 90% from October 2020" in words(client.post(f"{PLAN}target/", aim, follow=True))
    owner = HoldingFactory(role="action_owner").user
    changed = {"name": measure.name, "better": "higher", "how_often": "quarterly", "owner": f"person-{owner.pk}"}
    client.post(f"{PLAN}change/", changed)
    client.post(f"{PLAN}define/", {"definition": "Within five weeks.", "holds_from": "2020-11-01"})
    shown = words(client.post(f"{PLAN}end/", {"ended_after": "2021-03-01"}, follow=True))
    assert "From July 2020 to March 2021" in shown
    assert "Within five weeks." in shown
    assert f"{owner.job_title}" in shown
    assert "1 of October 2020 missing" not in words(client.get("/plan/measures/"))  # asked for by quarter now


PLAN = "/plan/measures/supervisions_held_on_time/"


def test_the_list_says_whose_number_is_missing(client, office, october):
    late, done = MeasureFactory(), MeasureFactory(share=True)
    entered(late, SEPTEMBER, 14, at=BEFORE)
    entered(done, OCTOBER, 14, 30, at=AFTER)

    page = words(client.get("/plan/measures/"))

    assert "2 measures; 1 of October 2020 missing" in page
    assert "14 children September 2020 Missing" in page
    assert "14 of 30 October 2020 Entered" in page


def test_nobody_else_sees_where_numbers_are_entered(client, laptops):
    client.force_login(HoldingFactory(role="head_of_service").user)

    for address in ("", "2020-10/"):
        assert client.get(f"/plan/measures/laptops_issued/{address}").status_code == 404
    assert client.get("/plan/measures/").status_code == 403


def test_the_pages_of_its_figure_are_those_of_any_figure(client, office, september, django_assert_max_num_queries):
    measure = MeasureFactory(share=True)
    for month, numerator in ((SEPTEMBER, 14), (OCTOBER, 18)):
        entered(measure, month, numerator, 30, at=AFTER, evidence="Delivery notes")
    ThresholdFactory(figure=measure.key, kind=Kind.TARGET, value=50, means="the board", holds_from=SEPTEMBER)

    with django_assert_max_num_queries(20):
        page = words(client.get("/figures/collected.laptops_issued/"))
    records = words(client.get("/figures/collected.laptops_issued/records/counted/"))
    months = client.get("/figures/collected.laptops_issued/months.csv")

    assert "Collected figure, October 2020, whole council" in page
    assert "60.0% 18 , the records counted laptops issued of 30" in page
    assert "Numbers entered Entry" in page
    assert "The target is 50.0%, and 60.0% meets it." in page
    assert "September 2020: 46.7% (14 of 30)." in page
    assert "Delivery notes" in records
    assert "collected.laptops_issued,2020-09,Whole council,,14,30" in b"".join(months.streaming_content).decode()
    assert "Laptops issued" in words(client.get("/figures/"))


def test_a_page_of_measures_takes_as_many_queries_for_many(client, office, october):
    def count():
        with CaptureQueriesContext(connection) as found:
            client.get("/plan/measures/")
        return len(found)

    entered(MeasureFactory(), OCTOBER, 1, at=AFTER)
    one = count()
    for number in range(3):
        entered(MeasureFactory(slug=f"m{number}", name=f"M{number}"), OCTOBER, 1, at=AFTER)

    assert count() == one
    assert registry.figures()["collected.m1"].label == "M1"


def test_who_leaves_hands_over_measures_with_actions(office, october):
    measure, new = MeasureFactory(), HoldingFactory(role="action_owner").user
    page = f"/plan/people/{measure.owner_id}/hand-over/"
    assert "the council 0 0 1 0 Hand over" in words(office.get("/plan/owners/"))

    assert "Which actions?" not in words(office.get(page))
    ActionFactory(owner=measure.owner)
    assert "Select what to hand over" in words(office.post(page, {"to": new.pk}))
    done = words(office.post(page, {"to": new.pk, "measures": [measure.pk]}, follow=True))

    assert "One collected measure handed over" in done
    measure.refresh_from_db()
    assert measure.owner == new
    assert changes(measure)[0].reason == "Handed over by Head of Early Help"


def test_a_file_shows_a_number_to_those_who_see_it(client, owner, laptops):
    notes = SimpleUploadedFile("Delivery notes.pdf", b"%PDF-1.7\n")
    client.post(PAGE, typed(laptops, "14", "30", file=notes) | {"save": "all"})

    number = CollectedNumber.objects.get()
    assert (number.name, number.kind, number.size) == ("Delivery notes.pdf", "pdf", 9)
    address = f"/plan/numbers/{number.pk}/file"
    assert address in client.get("/plan/measures/laptops_issued/").content.decode()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\n"
    assert answer["Content-Disposition"] == 'attachment; filename="Delivery notes.pdf"'
    client.force_login(HoldingFactory(role="action_owner").user)
    assert client.get(address).status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_and_chosen_again(client, laptops):
    odd = SimpleUploadedFile("notes.pdf", b"<html><script>")

    page = words(client.post(PAGE, typed(laptops, "", "30", file=odd) | {"save": "all"}))
    client.post(PAGE, typed(laptops, "14", "", file=SimpleUploadedFile("n.pdf", b"%PDF-1.7\n")) | {"save": "keep"})

    assert numbers() == []
    assert "This is a web page, whatever its name says" in page
    assert "You had chosen n.pdf." in words(client.get(PAGE))
