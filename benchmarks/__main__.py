"""Measures, prints a table, and ends with an exit code other than 0 where a budget is missed."""

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import contacts_file
from benchmarks.demonstration import Demonstration, big_plan, demonstration
from benchmarks.verdicts import Result, table

TIMES = 5
FEW_TIMES = 3
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))  # of the file that is loaded
USUAL_ROWS = ROWS // 20
YEARS_ROWS = ROWS * 7 // 10  # contacts of twelve years
WRONG = 0.01  # of the rows of one that has errors
USUAL = 0.1  # of the time of django-import-export
IMPORT, COPY = 2.2, 1.5  # times
SLOWER = 1.3  # times, with five years of history in place of one
WHOLE = "report: records to six formats, against Typst alone"
BUSY = "The machine is busy with other work (load {:.1f} on {} processors): run it again when it is not."


def report(demo: Demonstration) -> list[Result]:
    """Both in turn, so that a busy moment of the machine hits both."""
    with tempfile.TemporaryDirectory(prefix="council-typst-") as folder:
        demo.measured("paper", "inputs", folder)
        demo.measured("paper", "product")  # the first reads files that the others find in memory
        pairs = [(demo.measured("paper", "product"), demo.measured("paper", "typst", folder)) for _ in range(TIMES)]

    def middle(side: int, part: str) -> float:
        return statistics.median(pair[side][part] for pair in pairs)

    product, typst = middle(0, "seconds"), middle(1, "seconds")
    parts = f"{milliseconds(middle(0, 'compile'))} to compile, {milliseconds(middle(0, 'render'))} for six formats"
    return [
        Result(WHOLE, product / typst, "x", 4.5, f"{parts}; Typst {milliseconds(typst)}"),
        Result("the same in processor time", middle(0, "processor") / middle(1, "processor"), "x"),
        Result("report: most memory", max(pair[0]["peak"] for pair in pairs), "MB", 250),
    ]


def readings(demo: Demonstration) -> list[Result]:
    found = demo.measured("readings")
    told = f"{found['readings']} readings in {milliseconds(found['read'])}; by hand {milliseconds(found['by_hand'])}"
    return [
        Result("readings: queries for 13 months, as for 2", found["thirteen_months"], "", found["two_months"]),
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


def plan(demo: Demonstration) -> list[Result]:
    """In turn on a plan of one year and on one of five, so that a busy moment of the machine hits both."""
    with big_plan(1) as short, big_plan(5) as long:
        pairs = [(short.measured("plan"), long.measured("plan")) for _ in range(FEW_TIMES)]
    return [result for page in pairs[0][0]["pages"] for result in plan_page(page, pairs)] + [against_loops(pairs)]


def plan_page(page: str, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Result]:
    one, five = ([pair[side]["pages"][page] for pair in pairs] for side in (0, 1))
    year, years = (min(each["page"] for each in found) for found in (one, five))
    bare = min(each["bare"] for each in five)
    told = f"{milliseconds(years)} with five years, {milliseconds(year)} with one; {years / bare:.1f} x its bare SQL"
    return [
        Result(f"{page}: queries with 5 years, as with 1", five[0]["queries"], "", one[0]["queries"]),
        Result(f"{page}: time with 5 years, against 1", years / year, "x", SLOWER, told),
    ]


def against_loops(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> Result:
    loops = min(pair[1]["loops"] for pair in pairs)
    page = min(pair[1]["pages"]["plan"]["page"] for pair in pairs)
    return Result("plan: time, against loops over its list", page / loops, "x", 1, f"the loops {milliseconds(loops)}")


def loading() -> list[Result]:
    """On SQLite, and on PostgreSQL too where BENCH_DATABASE_URL names an empty database there."""
    if not shutil.which("sqlite3"):
        print("Not measured: .import needs the command sqlite3.", flush=True)
        return []
    found, address = loaded_beside(".import", IMPORT), os.environ.get("BENCH_DATABASE_URL", "")
    found += against_usual()
    return found + (loaded_beside("\\copy", COPY, address) + against_usual(address) if address else [])


def loaded_beside(tool: str, most: float, address: str = "") -> list[Result]:
    """A file of contacts into an empty table, beside the database's own tool: several times in turn, so that a busy
    moment of the machine hits both. Then as many again with one row in a hundred wrong."""
    with tempfile.TemporaryDirectory(prefix="council-loading-") as folder:
        file, tenth = Path(folder) / "contacts.csv", Path(folder) / "tenth.csv"
        contacts_file.write(file, ROWS)
        contacts_file.write(tenth, ROWS // 10, first=ROWS)
        empty = [Demonstration(Path(folder) / str(number), address) for number in range(FEW_TIMES)]
        runs = [first_load(made.emptied().migrated(), file, tenth) for made in empty]
        planted = contacts_file.write(file, ROWS, first=2 * ROWS, wrong=WRONG)
        wrong = empty[-1].measured("loading", "dry_run", str(file))
    product, by_hand = (min(run[side] for run in runs) for side in ("product", "by_hand"))
    told = f"{product:.1f} s for {ROWS:,} rows; {tool} {by_hand:.1f} s"
    return [
        Result(f"load: checked, hashed, encrypted, against {tool}", product / by_hand, "x", most, told),
        Result(f"load ({tool}): memory, against a tenth of the rows", max(run["memory"] for run in runs), "x", 1.2),
        Result(f"load ({tool}): errors not told, of {planted:,} planted", abs(planted - wrong["errors"]), "", 0),
    ]


def first_load(made: Demonstration, file: Path, tenth: Path) -> dict[str, float]:
    """Seconds of both, and the product's most memory against that of a tenth of the rows."""
    by_hand = made.measured("loading", "by_hand", str(file))
    small = made.measured("loading", "dry_run", str(tenth))
    product = made.measured("loading", "product", str(file))
    return {
        "by_hand": by_hand["seconds"],
        "product": product["seconds"],
        "memory": product["peak"] / small["peak"],
    }


def against_usual(address: str = "") -> list[Result]:
    """django-import-export in its fastest mode with the same checks: into an empty table, and onto twelve years."""
    temporary = tempfile.TemporaryDirectory
    with temporary(prefix="council-usual-") as folder, temporary(prefix="council-year-") as short_folder:
        made = Demonstration(Path(folder), address).emptied().migrated()
        short = Demonstration(Path(short_folder), address, "year").emptied().migrated()
        file, years, one = (Path(folder) / name for name in ("contacts.csv", "years.csv", "year.csv"))
        contacts_file.write(file, USUAL_ROWS, first=ROWS)
        contacts_file.write(years, YEARS_ROWS)
        contacts_file.write(one, YEARS_ROWS // 12, days=365)
        empty = beside_usual(made, file)
        made.measured("loading", "product", str(years))
        full = beside_usual(made, file)
        tool = None if address else made.measured("loading", "by_hand", str(file), str(years))
        short.measured("loading", "product", str(one))
        page, year = front_doors(made, short)
    lane = "PostgreSQL" if address else "SQLite"
    told = f"{milliseconds(page['page'])}; bare {milliseconds(page['bare'])}"
    onto = f"onto {YEARS_ROWS:,} contacts"
    return [
        Result(f"load ({lane}): against django-import-export", empty.times, "x", USUAL, empty.told),
        Result(f"load ({lane}): the same {onto}", full.times, "x", None if tool else USUAL, full.told),
        *([beside_import(full, tool["seconds"], onto)] if tool else []),
        Result(f"front door ({lane}): queries with 12 years, as with one", page["queries"], "", year["queries"]),
        Result(f"front door ({lane}): time, against its bare SQL", page["page"] / page["bare"], "x", 2, told),
        Result(f"front door ({lane}): 12 years against one", page["page"] / year["page"], "x", 1.5),
    ]


class Beside(NamedTuple):
    seconds: float
    usual: float

    @property
    def times(self) -> float:
        return self.seconds / self.usual

    @property
    def told(self) -> str:
        return f"{self.usual:.1f} s for {USUAL_ROWS:,} rows; the product {self.seconds:.1f} s"


def beside_usual(made: Demonstration, file: Path) -> Beside:
    """The best of several, in turn, so that a busy moment of the machine hits both."""

    def seconds(how: str) -> float:
        return made.measured("loading", how, str(file))["seconds"]

    pairs = [(seconds("dry_run"), seconds("usual")) for _ in range(FEW_TIMES)]
    return Beside(*map(min, zip(*pairs, strict=True)))


def front_doors(*made: Demonstration) -> list[dict[str, float]]:
    """Of several processes each, in turn: they differ more than what they do in one."""
    every = [[one.measured("front_door") for one in made] for _ in range(TIMES)]
    return [best(runs) for runs in zip(*every, strict=True)]


def best(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The shortest times, and the most queries."""
    return {what: (max if what == "queries" else min)(run[what] for run in runs) for what in runs[0]}


def beside_import(found: Beside, seconds: float, onto: str) -> Result:
    """What SQLite's own tool needs, which checks nothing, bounds what anything can reach there: see decision 0016."""
    told = f"{seconds:.1f} s, itself {seconds / found.usual:.2f}x django-import-export"
    return Result(f"load (.import): {onto}", found.seconds / seconds, "x", IMPORT, told)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def warn_where_busy() -> None:
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    if load > processors:
        print(BUSY.format(load, processors), flush=True)


def main() -> int:
    warn_where_busy()
    print("Loading a demonstration into a temporary folder.", flush=True)
    with demonstration() as demo:
        results = []
        for measure in (report, readings, pages, plan):
            print(f"Measuring: {measure.__name__}", flush=True)
            results += measure(demo)
    print("Measuring: loading", flush=True)
    results += loading()
    print(table(results))
    return int(any(result.is_missed for result in results))


if __name__ == "__main__":
    sys.exit(main())
