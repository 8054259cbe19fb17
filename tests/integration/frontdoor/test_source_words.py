"""The council's own words for sources: what is listed, what a choice would move, and what it moves and does not."""

from datetime import UTC, datetime

import pytest

from frontdoor.models import Contact, Referral, Source, SourceWord
from frontdoor.sources.adopting import adopt_words
from frontdoor.sources.words import Known
from organisation.refused import Refused
from tests.factories import ContactFactory, CycleFactory, SourceWordFactory, TeamFactory, load_of, supersede
from tests.integration.administration.visiting import MORNING, signed_in
from tests.integration.frontdoor.months import AUGUST, OCTOBER, SEPTEMBER
from tests.integration.frontdoor.reading import holder, words

PAGE = "/front-door/sources/"
FORCE = "Police - Essex Police"


@pytest.fixture
def analyst():
    return holder("front_door_analyst")


@pytest.fixture
def desk(analyst):
    return signed_in(analyst)


def said(number, text, month=OCTOBER, **given):
    given = {"source": Source.UNKNOWN, "source_said": text, **given}
    return ContactFactory.create_batch(number, month=month, **given)


def fields(desk, address=PAGE):
    """{text: name of its field}"""
    return {text.text: field.html_name for text, field in desk.get(address).context["form"].rows()}


def sources():
    return set(Contact.objects.values_list("month", "source", "source_code", "source_said"))


def test_unknown_texts_are_listed_the_most_frequent_first_with_their_contacts(desk):
    CycleFactory(month=SEPTEMBER, closed_at=datetime(2020, 10, 20, tzinfo=UTC))
    said(3, "LA Service MARAC")
    said(2, FORCE)
    said(2, "POLICE  -  essex_police", SEPTEMBER)
    said(9, "", OCTOBER)
    said(9, "Police", OCTOBER, source=Source.POLICE, source_code="6")
    said(9, "u) 10: Unknown", OCTOBER, source_code="10")

    form = desk.get(PAGE).context["form"]

    assert [(text.text, text.all, text.open) for text in form.texts] == [(FORCE, 4, 2), ("LA Service MARAC", 3, 3)]


def test_several_are_tried_then_adopted_at_once(desk, analyst):
    CycleFactory(month=SEPTEMBER, closed_at=datetime(2020, 10, 20, tzinfo=UTC))
    said(2, FORCE)
    said(1, FORCE, SEPTEMBER)
    said(1, "LA Service MARAC")
    names = fields(desk)
    chosen = {names[FORCE]: "6", names["LA Service MARAC"]: "la_services"}

    before = words(desk.get(PAGE, chosen))
    assert "It would move three contacts of one month to another source." in before
    assert "One contact of closed months stays as it was counted." in before
    assert "‘Police - Essex Police’, not known 6 Police 2 2" in before
    assert not SourceWord.objects.exists()

    after = words(desk.post(PAGE, chosen, follow=True))
    assert "Two texts stand for what you chose, from now on." in after
    assert sources() == {
        (OCTOBER, "police", "6", FORCE),
        (SEPTEMBER, "unknown", "", FORCE),
        (OCTOBER, "la_services", "", "LA Service MARAC"),
    }
    assert {word.decided_by for word in SourceWord.objects.all()} == {analyst}
    assert "Every text of a loaded contact is known" in after
    assert "Added: text ‘Police - Essex Police’; stands for 6 Police." in after


def test_words_are_matched_whole_however_they_are_spaced_and_written(analyst):
    said(1, "police -  ESSEX police")
    said(1, "Police - Essex Police, Basildon")

    adopt_words(chosen={FORCE: "6"}, by=analyst, at=MORNING)

    assert sources() == {
        (OCTOBER, "police", "6", "police -  ESSEX police"),
        (OCTOBER, "unknown", "", "Police - Essex Police, Basildon"),
    }


def test_loads_that_were_superseded_and_referrals_follow_too(analyst):
    said(1, FORCE)
    supersede(load_of("contacts", OCTOBER))
    Referral.objects.create(
        load=load_of("referrals", OCTOBER), month=OCTOBER, reference="r", child="c", referred_on=OCTOBER,
        source=Source.UNKNOWN, source_said=FORCE,
    )  # fmt: skip

    adopt_words(chosen={FORCE: "6"}, by=analyst, at=MORNING)

    assert Contact.objects.get().source == Source.POLICE
    assert Referral.objects.get().source_code == "6"


def test_another_choice_moves_them_again_and_none_makes_them_unknown(desk, analyst):
    said(1, FORCE)
    adopt_words(chosen={FORCE: "7"}, by=analyst, at=MORNING)
    word = SourceWord.objects.get()

    assert "It would move one contact of one month" in words(desk.get(f"{PAGE}{word.pk}/?code=6"))
    desk.post(f"{PAGE}{word.pk}/", {"code": "6"})
    assert sources() == {(OCTOBER, "police", "6", FORCE)}
    assert word.versions.count() == 2

    desk.post(f"{PAGE}{word.pk}/", {"code": "removed"})
    assert sources() == {(OCTOBER, "unknown", "", FORCE)}
    assert not SourceWord.objects.exists()


def test_a_number_is_one_of_the_systems_own_list_and_moves_no_census_code(analyst):
    [own] = said(1, "6")
    [read] = said(1, "6", source=Source.POLICE, source_code="6")

    adopt_words(chosen={"6": "2A"}, by=analyst, at=MORNING)

    own.refresh_from_db()
    read.refresh_from_db()
    assert (own.source, own.source_code) == ("schools", "2A")
    assert (read.source, read.source_code) == ("police", "6")
    known = Known()
    assert (known.of_words(None, "6").code, known.of_words("6", None).code) == ("2A", "6")


@pytest.mark.parametrize(("text", "code"), [("Schools", "6"), (FORCE, "99")])
def test_what_everybody_writes_and_what_is_no_source_is_refused(analyst, text, code):
    with pytest.raises(Refused):
        adopt_words(chosen={text: code}, by=analyst, at=MORNING)


def test_later_files_are_read_by_it():
    SourceWordFactory(text=FORCE, folded="police - essex police", stands_for="6")

    found = Known().of_words("Police - ESSEX Police")

    assert (found.group, found.code, found.said) == ("police", "6", "Police - ESSEX Police")
    assert Known().of_words("Police - Essex Police, Basildon").group == "unknown"


def test_what_looks_like_somebodys_name_is_counted_and_not_shown(desk):
    said(2, "Health - Dr Smith")

    shown = words(desk.get(PAGE))

    assert "Smith" not in shown
    assert "2 contacts have texts that look like somebody’s name or number." in shown


def test_nothing_chosen_is_said_and_a_contact_of_another_team_is_not_theirs(desk):
    said(1, FORCE, team=TeamFactory())
    other = signed_in(holder("front_door_analyst", team=TeamFactory()))

    assert "Choose a source for at least one text" in words(desk.post(PAGE, {}))
    assert "Every text of a loaded contact is known" in words(other.get(PAGE))
    said(1, FORCE)
    assert [text.all for text in other.get(PAGE).context["form"].texts] == [1]


def test_the_front_door_and_the_home_lead_to_them(desk, categories):
    ContactFactory.create_batch(3, month=AUGUST)
    assert "Say what the words of unknown sources stand for" not in words(desk.get("/front-door/"))

    said(2, FORCE)

    assert "Say what the words of unknown sources stand for" in words(desk.get("/front-door/"))
    assert "Two contacts of October 2020 name their sources in words that nobody knows yet." in words(
        desk.get("/home/")
    )
    assert "words of unknown" not in words(signed_in(holder("head_of_service")).get("/front-door/"))
