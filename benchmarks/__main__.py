"""Measures, prints a table, and ends with an exit code other than 0 where a budget is missed."""

import statistics
import sys
import tempfile

from benchmarks.demonstration import Demonstration, demonstration
from benchmarks.verdicts import Result, table

TIMES = 5


def report(demo: Demonstration) -> list[Result]:
    """Both in turn, so that a busy moment of the machine hits both."""
    with tempfile.TemporaryDirectory(prefix="council-typst-") as folder:
        demo.measured("paper", "inputs", folder)
        demo.measured("paper", "product")  # the first reads files that the others find in memory
        pairs = [(demo.measured("paper", "product"), demo.measured("paper", "typst", folder)) for _ in range(TIMES)]
    product, typst = (statistics.median(pair[side]["seconds"] for pair in pairs) for side in (0, 1))
    reading, drawing = (statistics.median(pair[0][part] for pair in pairs) for part in ("compile", "render"))
    told = f"{milliseconds(reading)} to compile, {milliseconds(drawing)} for six formats; Typst {milliseconds(typst)}"
    return [
        Result("report: records to six formats, against Typst alone", product / typst, "x", 4.5, told),
        Result("report: most memory", max(pair[0]["peak"] for pair in pairs), "MB", 250),
    ]


def readings(demo: Demonstration) -> list[Result]:
    found = demo.measured("readings")
    told = f"{found['readings']} readings in {milliseconds(found['read'])}; by hand {milliseconds(found['by_hand'])}"
    return [
        Result("readings: queries for 13 months, as for 1", found["thirteen_months"], "", found["one_month"]),
        Result("readings: queries for 12 teams, as for 3", found["twelve_teams"], "", found["three_teams"]),
        Result("readings: time, against SQL by hand", found["read"] / found["by_hand"], "x", None, told),
    ]


def pages(demo: Demonstration) -> list[Result]:
    found = demo.measured("pages")
    told = f"{milliseconds(found['page'])}; bare {milliseconds(found['bare'])}"
    return [
        Result("report page: queries", found["queries"], "", 5),
        Result("report page: time, against its bare SQL and article", found["page"] / found["bare"], "x", 2, told),
        Result("reading page: queries", found["reading_queries"], "", 5),
    ]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def main() -> int:
    print("Loading a demonstration into a temporary folder.", flush=True)
    with demonstration() as demo:
        results = []
        for measure in (report, readings, pages):
            print(f"Measuring: {measure.__name__}", flush=True)
            results += measure(demo)
    print(table(results))
    return int(any(result.is_missed for result in results))


if __name__ == "__main__":
    sys.exit(main())
