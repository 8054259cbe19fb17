"""People: found, added, changed and kept out, and the last administrator who stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from organisation import people
from organisation.models import Holding, User
from organisation.refused import Refused
from tests.factories import HoldingFactory, UserFactory
from tests.integration.administration.visiting import MORNING, TODAY, address, on, says, signed_in

pytestmark = pytest.mark.django_db


def test_people_are_found_by_words_role_and_state(page):
    HoldingFactory(user=UserFactory(name="Ann Example", job_title="Auditor"), role="auditor")
    UserFactory(name="Bo Sample", is_active=False)

    def found(**asked):
        return [row.get_full_name() for row in page.get(address("people"), asked).context["table"].shown]

    assert found() == ["Ann Example", "Bo Sample", "Sam Sample"]
    assert found(words="exam aud") == ["Ann Example"]
    assert found(role="auditor") == ["Ann Example"]
    assert found(role="none") == ["Bo Sample"]
    assert found(state="inactive") == ["Bo Sample"]
    assert found(sort="-name") == ["Sam Sample", "Bo Sample", "Ann Example"]
    assert found(words="nobody at all") == found(words="100%") == found(role="king") == []
    assert found(page="-3") == found(page="x") == found()


def test_a_person_is_added_and_sent_a_link_to_choose_a_password(page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = page.post(
            address("add_person"), {"email": "New@council.example", "name": "Nova", "job_title": "Auditor"}, follow=True
        )

    person = User.objects.get(email="new@council.example")
    assert response.redirect_chain == [(address("person", person.pk), 302)]
    says(response, "Nova is added", "They hold no role", "Sam Sample")
    [message] = mail.outbox
    assert message.to == ["new@council.example"]
    assert "http" in message.body
    assert "You can now use the improvement programme" in message.body


def test_a_manager_is_chosen_among_those_who_are_there_and_others(page):
    person, gone = UserFactory(name="Ann Example"), UserFactory(name="Bo Sample", is_active=False)
    above = UserFactory(name="Val Pretend")
    given = {"email": person.email, "name": person.name, "job_title": person.job_title}
    change = address("change_person", person.pk)

    says(page.post(change, given | {"manager": gone.pk}), "There is a problem")
    says(page.post(change, given | {"manager": person.pk}), "There is a problem")
    says(page.post(change, given | {"manager": above.pk}, follow=True), "Manager", "Val Pretend")
    person.refresh_from_db()
    assert person.manager == above

    User.objects.filter(pk=above.pk).update(is_active=False)
    page.post(change, given | {"manager": above.pk, "job_title": "Auditor"})
    person.refresh_from_db()
    assert (person.manager, person.job_title) == (above, "Auditor")


def test_an_address_that_somebody_has_is_refused_beside_its_field(page):
    UserFactory(email="ann@council.example")

    response = page.post(address("add_person"), {"email": "ANN@council.example", "name": "", "job_title": "Auditor"})

    assert response.status_code == 200
    says(response, "There is a problem", 'href="#id_email"', "there already")
    assert User.objects.count() == 2


def test_a_form_sent_twice_adds_one_person(page):
    once = {"email": "new@council.example", "name": "", "job_title": "Auditor", "once": "a-token"}

    first, second = page.post(address("add_person"), once), page.post(address("add_person"), once)

    assert first["Location"] == second["Location"]
    assert User.objects.filter(email="new@council.example").count() == 1


def test_particulars_are_changed_and_the_page_says_what_they_were(page):
    person = UserFactory(job_title="Auditor", email="ann@council.example")

    response = page.post(
        address("change_person", person.pk),
        {"email": "ann@council.example", "name": "Ann", "job_title": "Lead auditor"},
        follow=True,
    )

    says(response, "Job title changed from ‘Auditor’ to ‘Lead auditor’.", "9 November 2020, 09:00")


def test_somebody_kept_out_is_out_at_the_next_request(page):
    person = HoldingFactory(role="programme_office").user
    theirs = signed_in(person)
    assert theirs.get("/home/").status_code == 200

    page.post(address("deactivate", person.pk))

    assert theirs.get("/home/").status_code == 302
    page.post(address("reactivate", person.pk))
    assert User.objects.get(pk=person.pk).is_active


def test_the_last_administrator_is_told_why_they_stay(page, administrator):
    response = page.post(address("deactivate", administrator.pk), follow=True)

    says(response, "can still sign in", "Make somebody else administrator first", "Not done")
    response = page.post(address("end_role", administrator.pk, administrator.holdings.get().pk), on(TODAY, "ends_on"))
    says(response, "There is a problem", "Nobody would be administrator from 10 November 2020 on")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_at_once_do_not_both_succeed(administrator):
    other = HoldingFactory().user
    start = Barrier(2)

    def end(by, whose):
        start.wait()
        try:
            people.end_role(holding=whose.holdings.get(), ends_on=TODAY, by=by, at=MORNING)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(end, (administrator, other), (other, administrator)))

    assert sorted(done) == [False, True]
    assert Holding.objects.filter(ends_on=None).count() == 1


def test_a_button_is_no_link(page, administrator):
    assert page.get(address("deactivate", administrator.pk)).status_code == 405
