from fractions import Fraction

import pytest

from figures.control_charts import control_chart
from frontdoor.findings import (
    Back,
    Part,
    change_in_a_sentence,
    more_or_fewer,
    one_in,
    ordinal,
    share_in_words,
    signal,
    signed,
    stands_out,
    which_source,
    who_came_back,
    why_closed,
)


@pytest.mark.parametrize(
    ("per_mille", "words"),
    [
        (500, "half"), (505, "half"), (506, "just over half"), (525, "just over half"), (526, "53%"),
        (494, "almost half"), (475, "almost half"), (474, "47%"), (333, "a third"), (245, "a quarter"), (120, "12%"),
        (760, "just over three quarters"), (650, "almost two thirds"),
    ],
)  # fmt: skip
def test_a_share_in_words_stays_near_what_it_is(per_mille, words):
    assert share_in_words(Fraction(per_mille, 1000)) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(274, 1000), "more than 1 in 4"),
        (Fraction(1, 4), "1 in 4"),
        (Fraction(1, 2), "1 in 2"),
        (Fraction(3, 5), "more than half"),
        (Fraction(9, 100), "fewer than 1 in 10"),
        (Fraction(1, 10), "1 in 10"),
    ],
)
def test_one_in_so_many_never_says_more_than_there_were(share, words):
    assert one_in(share) == words


def test_changes_are_written_with_their_sign():
    assert [signed(change) for change in (-1200, 0, 5)] == ["\u22121,200", "0", "+5"]
    assert [more_or_fewer(*pair) for pair in ((3, 5), (5, 5), (1005, 5))] == ["2 fewer", "as many", "1,000 more"]


POLICE, SCHOOLS, HEALTH = (
    lambda now, before, label=label: Part(label, now, before) for label in ("Police", "Schools", "Health")
)


@pytest.mark.parametrize(
    ("parts", "sentence", "heading"),
    [
        (
            [POLICE(34, 100), SCHOOLS(44, 50)],
            "Fewer contacts than in September (78 against 150), nearly all of the difference from Police.",
            "66 of the 72 fewer contacts are explained by Police",
        ),
        (
            [POLICE(90, 100), SCHOOLS(50, 50)],
            "Fewer contacts than in September (140 against 150), all of the difference from Police.",
            "All of the 10 fewer contacts are explained by Police",
        ),
        (
            [POLICE(106, 100), SCHOOLS(54, 50)],
            "More contacts than in September (160 against 150), most of the difference from Police.",
            "6 of the 10 more contacts are explained by Police",
        ),
        (
            [POLICE(80, 100), SCHOOLS(60, 50)],
            "Fewer contacts than in September (140 against 150): Police changed by more than that, \u221220.",
            "Police changed by \u221220; together there are 10 fewer contacts",
        ),
        (
            [POLICE(104, 100), SCHOOLS(53, 50), HEALTH(53, 50)],
            "More contacts than in September (210 against 200).",
            "Police and Schools explain 7 of the 10 more contacts",
        ),
        (
            [Part(str(number), 11, 10) for number in range(10)],
            "More contacts than in September (110 against 100).",
            "No single source explains the 10 more contacts",
        ),
        ([POLICE(5, 4), SCHOOLS(4, 5)], "As many contacts as in September: 9.", "As many contacts as in September"),
        ([], "As many contacts as in September: 0.", "As many contacts as in September"),
    ],
)
def test_the_source_that_explains_the_change_is_named(parts, sentence, heading):
    now, before = sum(part.now for part in parts), sum(part.before for part in parts)

    assert change_in_a_sentence("contacts", now, before, "September", parts) == sentence
    assert which_source("contacts", now, before, "September", parts) == heading


def test_parts_that_may_not_be_shown_explain_nothing():
    assert change_in_a_sentence("contacts", 5, 9, "May", []) == "Fewer contacts than in May (5 against 9)."
    assert which_source("contacts", 5, 9, "May", []) == "Where the 4 fewer contacts came from"


def test_why_contacts_closed():
    assert why_closed(Fraction(579, 1198)) == "Almost half of closures are for threshold or no consent"
    assert why_closed(Fraction(0)) == "No closure is for threshold or no consent"
    assert why_closed(None) == "Why contacts were closed"


CONSENT, ADVICE = Back("No consent (sent back)", 66, 241), Back("Advice", 39, 329)


def test_a_category_stands_out_where_chance_does_not_explain_it():
    assert stands_out([ADVICE, CONSENT]) is CONSENT
    assert who_came_back([ADVICE, CONSENT], "July") == "Those closed as ‘No consent’ come back most often"


@pytest.mark.parametrize("consent", [Back("No consent", 3, 12), Back("No consent", 30, 241)])
def test_few_closures_or_a_small_difference_do_not_stand_out(consent):
    assert stands_out([ADVICE, consent]) is None
    assert (
        who_came_back([ADVICE, consent], "July") == "Who comes back differs by category no more than chance would give"
    )


def test_nobody_came_back():
    assert (
        who_came_back([Back("Advice", 0, 9), Back("Moved", 0, 3)], "July")
        == "Nobody closed in July came back within 3 months"
    )
    assert stands_out([CONSENT]) is None


def chart(*values):
    return signal(control_chart(values))


def test_a_signal_says_where_the_last_month_stands():
    usual = (10, 12) * 7
    assert chart(10, 12) == ""
    assert chart(*usual) == "Within the usual range"
    assert chart(*usual, 30) == "Above the usual range"
    assert chart(*usual, 0) == "Below the usual range"
    assert chart(*usual, None) == ""
    assert chart(*(10, 11) * 7, *(12,) * 8) == "8th month above the average"
    assert [ordinal(number) for number in (1, 2, 3, 11, 22, 113)] == ["1st", "2nd", "3rd", "11th", "22nd", "113th"]
