"""Files that are made up, good and bad, read as they were meant: what each cell means is decided first, then written in
one of the ways in which it may be written, so that nothing of the product is asked what is right."""

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
import xlsxwriter
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from frontdoor.models import Contact
from intake.loads.loading import load_file
from intake.loads.wanted import Wanted
from intake.references import keys
from intake.registry import dataset

NOW = datetime(2020, 11, 3, 9, 0, tzinfo=UTC)
HEADINGS = {
    "contact_id": ("contact_id", "Contact ID", "contact", "Contact-Number"),
    "child_id": ("child_id", "Child Unique ID", "person_id", "CHILD REFERENCE"),
    "received": ("received", "Date of Contact", "date_received"),
    "decided": ("decided", "Decision Date", "Date decided"),
    "source": ("source", "Contact Source", "SOURCE_OF_CONTACT"),
    "age": ("age", "Age of Child (Years)"),
    "area": ("area", "Ward", "locality"),
    "outcome": ("outcome", "Contact outcome"),
    "closure_reason": ("closure_reason", "NFA reason", "Reason for closure"),
    "notes": ("Something else",),  # no column of ours: left out
}
SOURCES = {
    ("police", "6"): ("6", "Police", "POLICE", "q) 6: Police"),
    ("schools", "2A"): ("2a", "schools", "e) 2A: Schools"),
    ("health_services", "3C"): ("3C", "School nurse", "i) 3C: Health services"),
    ("health_services", ""): ("Health_Services", "health services"),
    ("la_services", "5D"): ("5D", "p1) 5D: LA services"),
    ("other", "8"): ("8", "Other"),
    ("unknown", "10"): ("10", "unknown"),
}
OUTCOMES = {"nfa": ("nfa", "No further action", "NFA"), "referral": ("referral", "Referral to social care"),
            "early_help": ("early_help", "Early help", "EARLY HELP"), "other": ("other", "Other")}  # fmt: skip
REASONS = ("below_threshold", "no_consent", "moved_away")
BAD = {
    "contact_id": [("", "missing"), ("=C1", "formula"), ("x" * 101, "too_long")],
    "child_id": [("-1", "missing"), ("NULL", "missing"), ("@k", "formula")],
    "received": [("", "missing"), ("31/09/2020", "not_a_date"), ("2020-13-01", "not_a_date"), ("soon", "not_a_date"),
                 ("04/11/2020", "in_the_future")],
    "decided": [("0/1/2020", "not_a_date"), ("01/01/2030", "in_the_future")],
    "source": [("Polcie", "not_in_list"), ("46", "not_in_list"), (" ", "missing")],
    "age": [("26", "out_of_range"), ("-2", "out_of_range"), ("old", "not_a_number")],
    "area": [("=1+1", "formula"), ("y" * 61, "too_long")],
    "outcome": [("gone", "not_in_list"), ("", "missing")],
    "closure_reason": [("because", "not_in_list")],
}  # fmt: skip
LETTERS = "abcXYZ 0189éüß\u2013\u2018\u2019\u201c\u201d\u2026€\u00a0,;\"'.-"  # all of which Windows text has
QUIET = st.text("abc \n,;\t\"'é", max_size=12)


@dataclass
class Row:
    """`cells` as they are written; `means` as they should be stored; `wrong`: {column: code}."""

    cells: dict = field(default_factory=dict)
    means: dict = field(default_factory=dict)
    wrong: dict = field(default_factory=dict)


def days(draw, earliest, latest):
    return draw(st.dates(earliest, latest))


def written_day(draw, day):
    clock = draw(st.sampled_from(["", "", " 09:30", " 23:59:59", "T00:00:00"]))
    british = f"{day.day}/{day.month}/{day.year}" + clock.replace("T", " ")
    padded, iso = f"{day:%d/%m/%Y}" + clock.replace("T", " "), day.isoformat() + clock
    serial = str((day - date(1899, 12, 30)).days) + draw(st.sampled_from(["", ".5"]))
    return draw(st.sampled_from([british, padded, padded, iso, serial]))


@st.composite
def rows(draw, number):
    row, may = Row(), draw
    received = days(draw, date(2018, 4, 1), date(2020, 10, 28))
    decided = may(st.none() | st.integers(1, 5).map(lambda later: received + timedelta(days=later)))
    (group, code), ways = may(st.sampled_from(list(SOURCES.items())))
    outcome = may(st.sampled_from(list(OUTCOMES)))
    reason = may(st.sampled_from(["", *REASONS])) if outcome == "nfa" else ""
    area = may(st.text(LETTERS, max_size=20))
    area = "" if area.lstrip(" \u00a0").startswith(("-", "=")) else area
    age = may(st.integers(0, 25))
    row.cells = {
        "contact_id": f"C-{number}", "child_id": f"K-{may(st.integers(1, 5))}",
        "received": written_day(draw, received), "decided": written_day(draw, decided) if decided else "",
        "source": may(st.sampled_from(ways)), "age": may(st.sampled_from([str(age), f"{age}.0", f"{age}.75"])),
        "area": area, "outcome": may(st.sampled_from(OUTCOMES[outcome])), "closure_reason": reason,
        "notes": may(QUIET),
    }  # fmt: skip
    row.means = {
        "contact_id": f"C-{number}", "child_id": row.cells["child_id"], "received": received, "decided": decided,
        "source": group, "code": code, "age": age, "area": area.replace("\u00a0", " ").strip(), "outcome": outcome,
        "closure_reason": reason,
    }  # fmt: skip
    return row


def spoil(draw, row, columns):
    for column in draw(
        st.lists(st.sampled_from([c for c in columns if c in BAD]), min_size=1, max_size=3, unique=True)
    ):
        cell, code = draw(st.sampled_from(BAD[column]))
        row.cells[column], row.wrong[column] = cell, code
    if "outcome" in row.wrong:  # then nothing is known of what it was closed for
        row.cells["closure_reason"] = "" if "closure_reason" not in row.wrong else row.cells["closure_reason"]
    if row.wrong.get("received") == "in_the_future" and "decided" not in row.wrong:
        row.cells["decided"] = ""
    if row.wrong.get("received") == row.wrong.get("decided") == "in_the_future":
        row.cells["decided"] = "05/11/2020"


@dataclass
class File:
    columns: list
    headings: list
    lines: list  # a Row, or None where a line is empty
    how: tuple

    @property
    def rows(self):
        """(its number, row)."""
        return [(number, row) for number, row in enumerate(self.lines, 1) if isinstance(row, Row)]


@st.composite
def files(draw):
    optional = draw(st.lists(st.sampled_from(["decided", "age", "area", "closure_reason", "notes"]), unique=True))
    columns = draw(st.permutations(["contact_id", "child_id", "received", "source", "outcome", *optional]))
    headings = [draw(st.sampled_from(HEADINGS[column])) for column in columns]
    dressed = [draw(st.sampled_from([str.upper, str.lower, str, lambda head: f" {head} "]))(head) for head in headings]
    data = [draw(rows(number)) for number in range(draw(st.integers(1, 12)))]
    if draw(st.booleans()):
        for row in draw(st.lists(st.sampled_from(data), min_size=1, max_size=4, unique_by=id)):
            spoil(draw, row, columns)
    lines = [None] * draw(st.integers(0, 2)) + ["headings"]
    for row in data:
        lines += [None] * draw(st.sampled_from([0, 0, 0, 1, 3])) + [row]
    how = draw(
        st.tuples(
            st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "xlsx"]), st.sampled_from(",;\t"),
            st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n", "\r\n"]),
        )
    )  # fmt: skip
    return File(columns, dressed, lines, how)


def write(file, folder):
    encoding, between, quoting, end = file.how
    table = [
        [] if line is None else file.headings if line == "headings" else [line.cells[column] for column in file.columns]
        for line in file.lines
    ]
    if encoding == "xlsx":
        path = folder / "made-up.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            for number, cells in enumerate(table):
                for place, cell in enumerate(cells):
                    sheet.write_string(number, place, cell)
        return path
    text = io.StringIO()
    csv.writer(text, delimiter=between, quoting=quoting, lineterminator=end).writerows(table)
    path = folder / "made-up.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def stored():
    fields = ("row", "reference", "child", "received_on", "decided_on", "source", "source_code", "age", "area",
              "outcome", "closure_reason")  # fmt: skip
    return [dict(zip(fields, values, strict=True)) for values in Contact.objects.order_by("row").values_list(*fields)]


def expected(file):
    """With what a file does not have as nothing."""
    has = set(file.columns)
    return [
        {
            "row": number,
            "reference": keys.hashing("contact")(row.means["contact_id"]),
            "child": keys.hashing("child")(row.means["child_id"]),
            "received_on": row.means["received"],
            "decided_on": row.means["decided"] if "decided" in has else None,
            "source": row.means["source"],
            "source_code": row.means["code"],
            "age": row.means["age"] if "age" in has else None,
            "area": row.means["area"] if "area" in has else "",
            "outcome": row.means["outcome"],
            "closure_reason": row.means["closure_reason"] if "closure_reason" in has else "",
        }
        for number, row in file.rows
    ]


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=files())
def test_what_was_planted_is_told_and_what_is_good_is_stored_as_it_was_meant(file, categories, tmp_path):
    path = write(file, tmp_path)
    wanted = Wanted(dataset("contacts"), path, path.name, by=None, at=NOW, accepted_because="Ages are not in it")
    planted = {
        (number, file.headings[file.columns.index(column)], code)
        for number, row in file.rows
        for column, code in row.wrong.items()
    }
    event("with errors" if planted else "good")

    with transaction.atomic():
        told = load_file(wanted)
        found = stored()
        transaction.set_rollback(True)

    assert told.refused is None
    assert {(one.row, one.column, one.code) for one in told.errors} == planted
    assert len(told.errors) == len(planted)
    assert (told.rows, told.good) == (len(file.rows), len(file.rows) - len({row for row, _, _ in planted}))
    assert found == ([] if planted else expected(file))
