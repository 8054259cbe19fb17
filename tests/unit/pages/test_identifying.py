"""Free text: what could identify a child or a family is found, and ordinary sentences of a plan are left alone."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.identifying import found, is_nhs_number, marked

TODAY = date(2020, 11, 9)


def kinds(text):
    return [(each.words, each.looks_like) for each in found(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "words", "looks_like"),
    [
        ("I agreed with Mrs Placeholder that", "Mrs Placeholder", "a name"),
        ("seen by Dr. O\u2019Neill-Sample today", "Dr. O\u2019Neill-Sample", "a name"),
        ("Ms Ana de la Placeholder agreed", "Ms Ana", "a name"),
        ("MR PLACEHOLDER agreed", "MR PLACEHOLDER", "a name"),
        ("mrs placeholder agreed", "mrs placeholder", "a name"),
        ("Baby Placeholder was seen", "Baby Placeholder", "a name"),
        ("the family at ZE1 0AA", "ZE1 0AA", "a postcode"),
        ("the family at ec1a1bb.", "ec1a1bb", "a postcode"),
        ("NHS number 943 476 5919.", "943 476 5919", "an NHS number"),
        ("9434765919", "9434765919", "an NHS number"),
        ("rang 01632 960 123 twice", "01632 960 123", "a phone number"),
        ("rang 07700 900123.", "07700 900123", "a phone number"),
        ("rang +44 (0)7700 900 123", "+44 (0)7700 900 123", "a phone number"),
        ("rang (020) 7946 0123", "(020) 7946 0123", "a phone number"),
        ("write to some.body+x@example.org.uk, please", "some.body+x@example.org.uk", "an e-mail address"),
        ("dob 12/03/2014", "12/03/2014", "a date of birth"),
        ("D.O.B.: 12.3.14", "12.3.14", "a date of birth"),
        ("born on 3rd May 1987", "3rd May 1987", "a date of birth"),
        ("1987-05-03 is the date of birth", "1987-05-03", "a date of birth"),
        ("the child (12 March 2014) is", "12 March 2014", "a date of birth"),
        ("since 2014-03-12 known", "2014-03-12", "a date of birth"),
    ],
)
def test_what_could_identify_somebody_is_found(text, words, looks_like):
    assert (words, looks_like) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The strategy is being finalised. The action plan follows in October 2020.",
        "Due 31 July 2020, moved to 31/10/2020; agreed on 2020-07-28.",
        "22 of 40 audits done, 35 laptops of 1,234,567,890 issued at a cost of 0.123456789.",
        "We miss deadlines. Ms and Mr are titles; the Head of Service and the Director agreed.",
        "Level 3 posts: 12.5 FTE, version 1.2.2020 of the form, section 47, paragraph 2.6.3",
        "Councillors asked on 9 November 2020 for 11 ICT projects by 2022.",
        "Reference 1234567890, invoice 4857773456",
        "Weekly at 10:30 in rooms A1 and B12; the A1 2-way road; COVID-19; M25.",
        "",
    ],
)
def test_ordinary_sentences_are_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize("number", ["9434765919", "4010232137", "943-476-5919"])
def test_numbers_of_the_nhs_s_own_examples_pass_the_check(number):
    assert is_nhs_number(number)


@pytest.mark.parametrize("number", ["9434765918", "0000000000", "987654321", "12345678901", "1234567890"])
def test_others_do_not(number):
    assert not is_nhs_number(number)


@given(st.integers(1, 999_999_999))
def test_of_the_ten_possible_last_digits_one_at_most_is_right(nine):
    assert sum(is_nhs_number(f"{nine:09}{last}") for last in range(10)) <= 1


@given(st.text(max_size=200))
def test_any_text_is_read_and_what_is_found_stands_where_it_says(text):
    every = found(text, TODAY)

    assert all(text[each.start : each.end] == each.words for each in every)
    assert all(before.end <= after.start for before, after in pairwise(every))


def test_words_are_shown_with_a_little_of_what_stands_around_them():
    text = "We met twice in October and I agreed with Mrs Placeholder that the rest are shared between the teams."
    [each] = found(text, TODAY)

    assert marked(text, each) == {
        "before": "…in October and I agreed with ",
        "words": "Mrs Placeholder",
        "after": " that the rest are shared…",
        "looks_like": "a name",
    }
