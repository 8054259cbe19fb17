"""A file of contacts as large as wanted: twelve years, the same rows for the same number."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADINGS = ("contact_id", "child_id", "incident_id", "received", "decided", "source", "age", "area", "team", "outcome",
            "closure_reason", "referral_id")  # fmt: skip
SOURCES = ("2A", "6", "3C", "1A", "5B", "9", "3A", "8", "4", "7")
OUTCOMES = ("nfa", "early_help", "referral", "existing_case", "other")
REASONS = ("", "below_threshold", "no_consent", "moved_away", "advice_given", "signposted")
LAST, DAYS = date(2020, 10, 31), 4_383  # twelve years
WRONG = (("received", "30/02/2012"), ("source", "6A"), ("age", "abc"), ("age", "47"), ("outcome", "ZZZ"))


def row(number: int, dice: random.Random, days: int) -> dict[str, str]:
    received = LAST - timedelta(days=dice.randrange(days))
    outcome = dice.choices(OUTCOMES, (56, 14, 20, 5, 5))[0]
    return {
        "contact_id": f"C{number:08}",
        "child_id": f"K{dice.randrange(300_000):07}",
        "incident_id": f"I{number // 2:07}",
        "received": f"{received:%d/%m/%Y}",
        "decided": f"{received + timedelta(days=dice.randrange(4)):%d/%m/%Y}",
        "source": dice.choice(SOURCES),
        "age": str(dice.randrange(18)),
        "area": f"Ward {dice.randrange(25)}",
        "team": f"Team {dice.randrange(12)}",
        "outcome": outcome,
        "closure_reason": dice.choice(REASONS) if outcome == "nfa" else "",
        "referral_id": f"R{number:08}" if outcome == "referral" else "",
    }


def write(path: Path, rows: int, *, first: int = 0, wrong: float = 0, days: int = DAYS) -> int:
    """Rows numbered from `first`, of so many days; a share of them with one wrong cell. How many are wrong."""
    dice, count = random.Random(7 + first), 0
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        for number in range(first, first + rows):
            made = row(number, dice, days)
            if dice.random() < wrong:
                column, value = dice.choice(WRONG)
                made[column] = value
                count += 1
            writer.writerow(made)
    return count
