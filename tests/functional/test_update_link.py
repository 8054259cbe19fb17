"""An owner outside the council opens the link of an e-mail on a phone, without scripts, and writes an update."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from improvement.models import Update
from improvement.updates import linking
from tests.factories import ActionFactory, CouncilFactory, CycleFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


def test_a_link_is_opened_on_a_phone_and_an_update_is_saved_without_a_session(live_server, browser):
    CouncilFactory(plays_on=date(2020, 11, 9))
    owner = UserFactory(job_title="Inspector", body="Ashdale Police")
    ActionFactory(reference="1.1", title="Strategy", owner=owner)
    cycle = CycleFactory(month=date(2020, 10, 1))
    _, token = linking.make_link(person=owner, cycle=cycle, at=datetime(2020, 11, 2, 8, tzinfo=UTC))
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone = context.new_page()
    origins = []
    phone.on("request", lambda sent: sent.method == "POST" and origins.append(sent.all_headers().get("origin")))

    phone.goto(f"{live_server.url}/update/{token}/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Update your action")
    phone.get_by_label("On track (Green)").check()
    phone.get_by_label("What changed, and what is next?").fill("Two workshops were held.")
    phone.get_by_role("button", name="Save 1.1").click()

    expect(phone.get_by_text("One update saved.")).to_be_visible()
    expect(phone.get_by_text("Saved 9 November, 09:00")).to_be_visible()
    assert (Update.objects.get().words, Update.objects.get().by) == ("Two workshops were held.", owner)
    assert origins == ["null"]  # what a browser says that is to give no referrer
    assert context.cookies() == []
    context.close()
