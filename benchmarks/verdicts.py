"""What was measured, held against its budget, as a small table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """`most` is the budget; None where a number is only told."""

    what: str
    value: float
    unit: str = ""
    most: float | None = None
    detail: str = ""

    @property
    def is_missed(self) -> bool:
        return self.most is not None and self.value > self.most

    @property
    def verdict(self) -> str:
        if self.most is None:
            return ""
        return "missed" if self.is_missed else "kept"


def written(value: float | None, unit: str) -> str:
    if value is None:
        return "none"
    number = f"{value:.2f}" if unit == "x" else f"{value:,.0f}"
    return f"{number}{'' if unit == 'x' or not unit else ' '}{unit}"


def table(results: list[Result]) -> str:
    head = ("what", "measured", "budget", "verdict", "detail")
    rows = [
        (each.what, written(each.value, each.unit), written(each.most, each.unit), each.verdict, each.detail)
        for each in results
    ]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)
