"""Free text: what could identify a child or a family is found, and ordinary sentences of a plan are left alone."""

from datetime import date
from itertools import pairwise
from time import perf_counter

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
        ("since 2012/03/12 known", "2012/03/12", "a date of birth"),
        ("the child (12-Mar-2012) is", "12-Mar-2012", "a date of birth"),
        ("the child, 12-mar-12 known", "12-mar-12", "a date of birth"),
        ("the child, 12 Mar 12, is", "12 Mar 12", "a date of birth"),
        ("the child of 12 March \u201912", "12 March \u201912", "a date of birth"),
        ("born 12 Mar 12 in town", "12 Mar 12", "a date of birth"),
        ("the child (March 12, 2012) is", "March 12, 2012", "a date of birth"),
        ("the child, March 12th 2012", "March 12th 2012", "a date of birth"),
        ("the child, Sept. the 3rd, 2012", "Sept. the 3rd, 2012", "a date of birth"),
        ("the child, 12 03 2012, is", "12 03 2012", "a date of birth"),
        ("the child, 12 / 03 / 2012, is", "12 / 03 / 2012", "a date of birth"),
        ("the child (12\u201303\u20132012)", "12\u201303\u20132012", "a date of birth"),
        ("the twelfth of March 2012", "twelfth of March 2012", "a date of birth"),
        ("on the Thirty-first day of May, 2012", "Thirty-first day of May, 2012", "a date of birth"),
        ("first May two thousand and nine", "first May two thousand and nine", "a date of birth"),
        ("the twenty second of May twenty twelve.", "twenty second of May twenty twelve", "a date of birth"),
        ("third of May nineteen ninety-nine", "third of May nineteen ninety-nine", "a date of birth"),
        ("DOB 120314", "120314", "a date of birth"),
        ("d.o.b. 12032014.", "12032014", "a date of birth"),
        ("DOB: 12 03 14", "12 03 14", "a date of birth"),
        ("aged 6, born 12th March", "12th March", "a date of birth"),
        ("NHS 943.476.5919", "943.476.5919", "an NHS number"),
        ("NHS 9 4 3 4 7 6 5 9 1 9", "9 4 3 4 7 6 5 9 1 9", "an NHS number"),
        ("rang 07700.900.123 twice", "07700.900.123", "a phone number"),
        ("agreed with Ms Word-Placeholder", "Ms Word-Placeholder", "a name"),
        ("agreed with Rev A Placeholder", "Rev A Placeholder", "a name"),
        ("rang 0044 7700 900123 twice", "0044 7700 900123", "a phone number"),
        ("rang +44 (0)7700 900123 twice", "+44 (0)7700 900123", "a phone number"),
        ("the family at ZE1  0AA", "ZE1  0AA", "a postcode"),
        ("Master Sam Placeholder was seen", "Master Sam Placeholder", "a name"),
        ("agreed with Cllr. Placeholder", "Cllr. Placeholder", "a name"),
        ("agreed with Councillor Placeholder", "Councillor Placeholder", "a name"),
        ("agreed with Sister Placeholder", "Sister Placeholder", "a name"),
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
        "Due 12-Mar-2020, 12 Mar 20, March 12, 2020, March 12th 2020, 2020/03/12 or 12 03 2020.",
        "On 12 March 14 children, on 3 May 12% and on 4 May 10,000 of them.",
        "At 12 March 14:30, 14 May 10 - 12 and 1 May 10.30.",
        "Of 12 March, 14; the board of March 12 2021; dismay 12, 2012; 45 13 2012; 5 3 2012; the year 2011/12.",
        "The Master Plan, Master Copies and a Sister Service; a Master of Law. Councillor. The Councillors Asked.",
        "MS Teams and MS Word for all; the Lord Mayor asked; Rev A of the form; the DR Plan. On 120314 and 12 March.",
        "On the first of October 2020, the second May 2021, on the thirtieth March. Nobody was born late. 12 in May.",
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


@pytest.mark.parametrize(
    "again",
    [
        "aaaaaaaa",
        " ",
        "12 Mar ",
        "may 1 ",
        "may  ",
        "12 03 ",
        "+44 (0)",
        "Master ",
        "twenty ",
        "first of May two thousand ",
        "1 ",
        "born 12 ",
    ],
)
def test_a_long_text_is_read_in_no_time(again):
    text = f"1{again * 6_000}"
    began = perf_counter()

    found(text, TODAY)

    assert perf_counter() - began < 2


def test_words_are_shown_with_a_little_of_what_stands_around_them():
    text = "We met twice in October and I agreed with Mrs Placeholder that the rest are shared between the teams."
    [each] = found(text, TODAY)

    assert marked(text, each) == {
        "before": "…in October and I agreed with ",
        "words": "Mrs Placeholder",
        "after": " that the rest are shared…",
        "looks_like": "a name",
    }
