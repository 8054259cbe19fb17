"""What the page of a file that was checked shows, and the pages of its errors and warnings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from intake.dataset import Dataset, Merged
from intake.loads.changes import KINDS
from intake.loads.difference import first_day
from intake.loads.merged import altered
from intake.loads.wanted import Altered
from intake.models import Upload
from intake.registry import dataset
from intake.uploads import kept, mapping
from intake.uploads.advice import advice, has_advice
from intake.uploads.changes_page import links
from intake.words import count, months_of, rows_of
from organisation.words import month_of
from pages.tables import PER_PAGE, paged

MOST_MARKED_AS_WORKBOOK = 100_000  # rows
MONTHS_NAMED = 3
NOTHING = "Nothing, unless the file is wrong"


def checked_context(upload: Upload, of: Dataset) -> dict[str, Any]:
    told = upload.told
    months = [month | {"code": month["month"], "month": first_day(month["month"])} for month in told["months"]]
    totals = {name: sum(month[name] for month in months) for name in KINDS}
    return {
        **headline(upload),
        "told": told,
        "months": months,
        "newest": max((month["month"] for month in months), default=None),
        "months_words": months_of([month["month"] for month in months]),
        "totals": told["totals"] if isinstance(of, Merged) else totals,
        "altered": altered(of, [Altered(**one) for one in told["altered"]]) if isinstance(of, Merged) else [],
        "changes": links(upload, totals),
        "mostly_gone": mostly_gone(months),
        "kinds": kind_rows(told["kinds"]),
        "unusual": warning_rows(told)[: len(told["unusual"])],
        "harmless": warning_rows(told)[len(told["unusual"]) :],
        "bad_rows": told["rows"] - told["good"],
        "headings": mapping.meanings_of(upload),
        "marked": marked_links(upload),
        "sheets": sheets_context(upload),
        "may_load": not (told["refused"] or told["errors"]),
        "changes_nothing": changes_nothing(of, told, months),
    }


def changes_nothing(of: Dataset, told: dict[str, Any], months: Sequence[dict[str, Any]]) -> bool:
    if isinstance(of, Merged):
        return not told["refused"] and not any(told["totals"].values())
    return bool(months) and all(
        month["before"] is not None and not (month["added"] or month["changed"] or month["gone"]) for month in months
    )


def mostly_gone(months: Sequence[dict[str, Any]]) -> str:
    """What a file that holds only a part of a month would do, in words; '' where it does so in no month."""
    found = [month for month in months if month["gone"] * 2 > (month["before"] or 0)]
    said = [f"{month['gone']:,} of {count(month['before'], 'record')} of {month_of(month['month'])}" for month in found]
    others = f"; and so in {count(len(said) - MONTHS_NAMED, 'other month')}" if len(said) > MONTHS_NAMED else ""
    return f"Not in this file: {'; '.join(said[:MONTHS_NAMED])}{others}." if said else ""


def headline(upload: Upload) -> dict[str, str]:
    """What was found, and what to do next."""
    told = upload.told
    bad = told["rows"] - told["good"]
    rows = count(told["rows"], "row")
    good = (
        f"{told['good']:,} of {rows} are good" if bad else f"All {rows} are good" if told["rows"] else "It has no rows"
    )
    if told["refused"]:
        gone = " What you sent is not kept." if told["personal"] else ""
        return {"title": "This file cannot be loaded as it is", "says": f"{told['refused']}{gone}"}
    if told["errors"]:
        errors = count(told["errors"], "error")
        mend = f"Correct the {'other' if bad == 1 else f'{bad:,} others'} in your own system or in the marked-up file"
        return {
            "title": f"{errors} stop{'s' if told['errors'] == 1 else ''} this file",
            "says": f"Nothing has been loaded. {good}. {mend}, then choose the file again.",
        }
    if told["needs_reason"]:
        it = "warning does" if told["needs_reason"] == 1 else "warnings do"
        return {
            "title": f"No errors, {count(told['needs_reason'], 'warning')}",
            "says": f"Nothing has been loaded yet. {good}. Say why the {it} not stop this file, then load it.",
        }
    return {"title": "No errors: ready to load", "says": f"Nothing has been loaded yet. {good}."}


def kind_rows(kinds: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """`place` names a kind in the address of all of them, row by row."""
    found = []
    for place, kind in enumerate(kinds, 1):
        said, rows = advice(kind["code"]), rows_of(kind["rows"], kind["count"])
        found.append({**kind, **said._asdict(), "place": place, "first_rows": rows})
    return found


def warning_rows(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Those that need a reason before those that need none."""
    found = kind_rows([*told["unusual"], *told["harmless"]])
    for kind in found[len(told["unusual"]) :]:
        if not has_advice(kind["code"]):
            kind["todo"] = NOTHING
    return found


def sheets_context(upload: Upload) -> dict[str, Any] | None:
    """Of a workbook with several: which was read, why, and whether another may be meant."""
    sheets = upload.told["sheets"]
    if not sheets or len(sheets["names"]) < 2 or upload.told["personal"]:
        return None
    fitting = [f"‘{name}’" for name in sheets["fitting"]]
    if upload.sheet:
        says = f"‘{upload.sheet}’ was read, as was chosen."
    elif not fitting:
        says = f"No sheet has the headings of this kind of file. ‘{sheets['read']}’ was looked at."
    elif len(fitting) == 1:
        says = f"{fitting[0]} was read, since its headings fit best."
    else:
        says = f"The headings of {listed(fitting)} fit. ‘{sheets['read']}’ was read, and no other."
    return {"says": says, "is_open": not upload.sheet and len(fitting) != 1}


def listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def marked_links(upload: Upload) -> list[tuple[str, str]]:
    """Text and address. A workbook of very many rows would take too long."""
    if upload.told["refused"] or not (upload.told["errors"] or upload.told["warnings"]):
        return []
    formats = ["csv"] if upload.told["rows"] > MOST_MARKED_AS_WORKBOOK else ["xlsx", "csv"]
    return [(each.upper(), reverse("files:marked", args=[upload.pk, each])) for each in formats]


# --- Every error of it ------------------------------------------------------------------------------------------------


def problems_context(upload: Upload, kind: str, params: QueryDict) -> dict[str, Any]:
    """All of them, or those of the kind that the address asks for."""
    is_error = kind == kept.ERRORS
    kinds = kind_rows(upload.told["kinds"]) if is_error else warning_rows(upload.told)
    one = next((kind for kind in kinds if str(kind["place"]) == params.get("kind")), None)
    number = one["count"] if one else upload.told["errors" if is_error else "warnings"]
    pager = paged(params, number, PER_PAGE)
    every = kept.problems(upload, kind)
    if one:
        every = (found for found in every if (found.code, found.column) == (one["code"], one["column"]))
    found = list(islice(every, max(pager.first - 1, 0), pager.last))
    return {
        "kind": one,
        "upload": upload,
        "dataset": dataset(upload.dataset),
        "title": count(number, "error" if is_error else "warning"),
        "is_error": is_error,
        "problems": found,
        "pager": pager,
        "urls": {
            "upload": reverse("files:upload", args=[upload.pk]),
            "dataset": reverse("files:dataset", args=[upload.dataset]),
        },
    }
