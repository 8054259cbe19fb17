"""What each kind of error is called, and what whoever sent the file can do about it."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    title: str
    todo: str
    says_itself: bool = False  # what is wrong is said by the message of each, not by its code


ADVICE = {
    "missing": Advice("Empty, but must be filled in", "Fill it in, or leave the row out"),
    "formula": Advice("Begins as a formula does", "Write the value in place of the formula"),
    "too_long": Advice("Too long", "Shorten it"),
    "not_text": Advice("Holds a character that cannot be printed", "Remove that character"),
    "not_a_date": Advice("Not a date", "Correct the date; write it as dd/mm/yyyy"),
    "too_early": Advice("A day too long ago", "Correct the date"),
    "in_the_future": Advice("A day after today", "Correct the date"),
    "another_month": Advice("Of another month than the one that you chose", "Choose no month, or take the row out"),
    "not_a_number": Advice("Not a number", "Write a number in digits"),
    "out_of_range": Advice("Out of range", "Correct it, or leave it empty if it is not known"),
    "not_published": Advice("Neither a number nor a marker", "Take the cell from the published file as it is"),
    "not_a_code": Advice("Not the code of such an area", "Take the cell from the published file as it is"),
    "not_a_year": Advice("Not a year", "Write the year in four digits"),
    "no_release_day": Advice(
        "A year whose release day nobody has said", "Add the day, then choose the file again", says_itself=True
    ),
    "not_in_list": Advice("Not in the list", "Use a code or a name of the list"),
    "against_a_rule": Advice("Not allowed by a rule", "Correct it, or change it on its page", says_itself=True),
    "could_identify": Advice("Looks like somebody", "Name no child and no family", says_itself=True),
    "new_area": Advice(
        "An area of focus that the plan has not got", "See that it is no slip of the pen", says_itself=True
    ),
    "other_title": Advice("An area of another title", "See that the code is the one that is meant", says_itself=True),
    "new_role": Advice("A role that the plan has not got", "See that it is no slip of the pen", says_itself=True),
    "kept_elsewhere": Advice("Not taken from the file", "Change it on the page that is named", says_itself=True),
    "given_twice": Advice("Given twice", "Keep one row of each record"),
    "loaded_in_another_month": Advice("Loaded already, in another month", "Send both months in one file"),
    "too_many_cells": Advice("More cells than headings", "Put quotes around a cell that holds a comma"),
    "not_known": Advice("Not known", "Fill it in where you can"),
    "reason_without_nfa": Advice(
        "A closure reason, and not closed with no further action", "Clear the reason, or correct the outcome"
    ),
    "unknown_words": Advice("Words that nobody knows yet", "Say what they stand for: each row tells where"),
    "unknown_outcome": Advice(
        "An outcome in words that nobody knows",
        "Nothing, unless they are many: tell who looks after the product",
    ),
    "another_count_of_outcomes": Advice(
        "Not as many outcomes as are ticked", "Look at the row in your own system", says_itself=True
    ),
    "personal_column": Advice("A column that may not be sent", "Remove the column from the file"),
    "missing_column": Advice("A column that is not there", "Add it, or say which heading means it"),
    "column_twice": Advice("Two columns that mean the same", "Remove one of them"),
}


def advice(code: str) -> Advice:
    """Of a check between cells of a row, whose code says what is wrong: 'decided_before_received'."""
    return ADVICE.get(code) or Advice(code.replace("_", " ").capitalize(), "Check which of the cells is wrong")


def has_advice(code: str) -> bool:
    return code in ADVICE
