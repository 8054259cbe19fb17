"""What an owner has typed and not saved is not lost, whoever else saves meanwhile."""

import re
from datetime import date

from improvement.models import KeptUpdate, Update
from pages.kept import FIELD, made_for
from tests.factories import ActionFactory, UpdateFactory
from tests.integration.plan.owners_page import PAGE, action, owner, parts, typed
from tests.integration.plan.reading import words

__all__ = ["action", "owner"]  # fixtures


def test_saving_one_keeps_what_is_typed_for_another(client, owner, action):
    second = ActionFactory(reference="1.2", owner=owner)

    client.post(PAGE, typed(action) | typed(second, "off_track", "Half a sentence") | {"save": str(action.pk)})

    assert [update.action for update in Update.objects.all()] == [action]
    page = client.get(PAGE).content.decode()
    assert "Half a sentence" in page
    assert re.search(rf'name="action-{second.pk}-reported" value="off_track" id="[^"]+" checked', page)


def test_save_and_come_back_keeps_a_draft_for_its_writer_alone(client, owner, action):
    day = parts(date(2021, 1, 15), "forecast_date")
    response = client.post(PAGE, typed(action, "", "Not done yet", **day) | {"save": "keep"}, follow=True)

    assert not Update.objects.exists()
    assert "Draft kept" in words(response)
    assert "Not done yet" in response.content.decode()
    assert f'name="action-{action.pk}-forecast_date_year" type="text" inputmode="numeric" value="2021"' in (
        response.content.decode()
    )

    client.post(PAGE, typed(action) | {"save": "all"})
    assert not KeptUpdate.objects.exists()


def test_what_could_not_be_saved_is_kept_too(client, owner, action):
    """Whoever then follows a link of the page finds it again."""
    second = ActionFactory(reference="1.2", owner=owner)
    page = typed(action, "", "Half a sentence") | typed(second, said="The other.")

    client.post(PAGE, page | {"save": str(action.pk)})

    assert not Update.objects.exists()
    shown = client.get(PAGE)
    assert words(shown).count("Draft kept on 9 November") == 2
    assert "Half a sentence</textarea>" in shown.content.decode()
    assert "The other.</textarea>" in shown.content.decode()


def test_what_another_saved_meanwhile_is_shown_beside_what_was_typed(client, owner, action, october):
    UpdateFactory(action=action, cycle=october, by=owner, words="From my phone.")

    response = client.post(PAGE, typed(action, said="From my desk.") | {"save": str(action.pk)})

    assert Update.objects.count() == 1
    assert f"Saved by {owner.get_full_name()} on" in words(response)
    assert ", while you typed “From my phone.”" in words(response)
    assert "From my desk." in response.content.decode()
    newest = Update.objects.get().pk
    assert f'name="action-{action.pk}-seen" value="{newest}"' in response.content.decode()

    client.post(PAGE, typed(action, said="From my desk.", seen=newest) | {"save": str(action.pk)})
    assert [update.words for update in Update.objects.all()] == ["From my phone.", "From my desk."]


def test_what_was_typed_while_the_session_ran_out_is_there_after_signing_in_again(client, owner, action):
    client.logout()
    client.post(PAGE, typed(action) | {"save": "all", FIELD: made_for(owner)})
    client.force_login(owner)

    page = client.get(PAGE)

    assert not Update.objects.exists()
    assert "Two workshops were held." in page.content.decode()
