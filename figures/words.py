"""Numbers in words: how readings are written on pages and in documents."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from figures.figure import Figure, Unit
from figures.reading import Reading

NO_DATA = "No data"
NOTHING = "None counted"  # loaded, but there is nothing to take a share of
SUPPRESSED = "Suppressed"


def rounded(value: Fraction | Decimal | int, places: int) -> Decimal:
    """Half up, as people round, from the exact value."""
    shifted = Fraction(value) * 10**places
    sign = -1 if shifted < 0 else 1
    whole = (abs(shifted) + Fraction(1, 2)).__floor__()
    return (Decimal(sign * whole) / 10**places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def written(value: Fraction | Decimal | int, unit: Unit) -> str:
    """'19.0%', '69.5', '1,214', '£900,000'."""
    figures = f"{rounded(value, unit.places):,}"
    if unit.name == "%":
        return f"{figures}%"
    return f"£{figures}" if unit.name == "£" else figures


def shown(reading: Reading) -> str:
    """The value of a reading; words where there is none."""
    if reading.suppressed:
        return SUPPRESSED
    if reading.exact is None:
        return NO_DATA if reading.counted is None else NOTHING
    return written(reading.exact, reading.figure.unit)


def side(amount: Decimal | None) -> str:
    """A numerator or denominator: whole where it is, else with the decimals that it has, two at most."""
    if amount is None:
        return NO_DATA
    if amount == amount.to_integral_value():
        return f"{int(amount):,}"
    return f"{rounded(amount, 2).normalize():,f}"


def sides_of(figure: Figure, readings: Sequence[Reading]) -> list[list[str]]:
    """Numerator and denominator of each, as columns of a table, each column with one number of decimals; nothing of a
    figure without a denominator."""
    if not figure.of:
        return [[] for _ in readings]
    hidden = [reading.suppressed for reading in readings]
    columns = [in_column([reading.counted for reading in readings]), in_column([reading.of for reading in readings])]
    return [[SUPPRESSED] * 2 if hide else list(pair) for hide, *pair in zip(hidden, *columns, strict=True)]


def in_column(amounts: Sequence[Decimal | None]) -> list[str]:
    """'122.0' above '121.7': as many decimals as the one that has most, two at most."""
    places = max((decimals(amount) for amount in amounts if amount is not None), default=0)
    return [NO_DATA if amount is None else f"{rounded(amount, places):,}" for amount in amounts]


def decimals(amount: Decimal) -> int:
    return max(0, -int(rounded(amount, 2).normalize().as_tuple().exponent))


FIELDS = {
    "improvement": "Plan",
    "workforce": "Workforce",
    "frontdoor": "Front door",
    "audits": "Audit",
    "collected": "Collected",
}


def field_of(key: str) -> str:
    """'Workforce', of 'workforce.vacancy_rate'."""
    return FIELDS.get(key.split(".")[0], "Council")


SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def count(number: int, noun: str, plural: str = "") -> str:
    """'one action', '12 actions': words up to nine."""
    word = SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"
    return f"{word} {noun if number == 1 else plural or noun + 's'}"


def times(number: int) -> str:
    """How often a date has moved: 'never', 'once', 'twice', '3 times'."""
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number:,} times")


def listing(parts: list[str]) -> str:
    """'a, b and c'."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def small(words: str) -> str:
    """With a small first letter, as they stand within a sentence."""
    return words[:1].lower() + words[1:]
