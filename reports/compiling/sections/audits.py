from audits.figures import INAPPROPRIATE
from audits.models import Case, Round
from figures import months
from figures.intervals import wilson
from figures.reading import Reading, by_value
from figures.words import count, listing, shown, side
from reports.compiling.material import Material
from reports.compiling.writer import Cell, Writer


def write(writer: Writer, material: Material) -> None:
    month = months.name(material.month)
    writer.part(f"Audits undertaken in {month}", "audits")
    pooled = material.reading(INAPPROPRIATE)
    rounds = list(Round.objects.current().filter(month=material.month).prefetch_related("strata"))
    if not pooled.of or not rounds:
        writer.para(f"No contacts were audited for {month}.")
        return
    for round_ in rounds:
        sizes = sorted({stratum.sample_size for stratum in round_.strata.all()})
        writer.para(
            f"Cases were drawn at random on {months.day(round_.drawn_on)}, {listing([str(size) for size in sizes])} "
            f"from each of {count(len(round_.strata.all()), 'source')}. They were drawn from "
            f"{round_.population[:1].lower()}{round_.population[1:].rstrip('.')}."
        )
    by_source(writer, material, pooled)
    writer.para(
        writer.figure(pooled, f"{side(pooled.counted)} of {side(pooled.of)}"),
        f" audited contacts ({shown(pooled)}) need not have been sent. Each source has as many audits whatever its "
        "size, so this describes the cases audited and must not be read as the share of all closures.",
    )
    for round_ in rounds:
        purpose = f"{round_.purpose} " if round_.purpose else ""
        writer.para(f"{purpose}The findings of this round were for its feedback day, {months.day(round_.feedback_on)}.")


def by_source(writer: Writer, material: Material, pooled: Reading) -> None:
    parts = by_value(material.parts(INAPPROPRIATE, "source"), "source")
    reasons = findings(material)
    audited = [(code, reading) for code, reading in parts.items() if reading.of]
    rows: list[list[Cell]] = [
        [
            material.label(reading, "source"),
            side(reading.of),
            [writer.figure(reading, side(reading.counted))],
            shown(reading),
            interval(reading),
            reasons.get(code, "None"),
        ]
        for code, reading in audited
    ]
    total = [writer.figure(pooled, side(pooled.counted))]
    writer.table(
        "t-audits",
        f"Audited closures that need not have been sent, by source, {months.name(material.month)}",
        [
            ("Source", "left", 19),
            ("Audited", "right", 10),
            ("Need not have been sent", "right", 13),
            ("Share", "right", 10),
            ("95% interval", "right", 16),
            ("Reason found", "left", 36),
        ],
        [
            *rows,
            ["All (unweighted)", side(pooled.of), total, shown(pooled), interval(pooled), "Not an estimate for all"],
        ],
        total=True,
        note=[
            "Interval: Wilson. With so few cases a source it is wide; differences between sources are "
            "signs, not proof. "
            "The counts are of contacts audited, not of children, and are published in full. Definition: ",
            writer.definition(INAPPROPRIATE),
            ".",
        ],
    )


def interval(reading: Reading) -> str:
    low, high = wilson(int(reading.counted or 0), int(reading.of or 1))
    return f"{round(low * 100)}%\u00a0to\u00a0{round(high * 100)}%"


def findings(material: Material) -> dict[str, str]:
    """The reasons found for inappropriate ones, by stratum, most frequent first."""
    rows = Case.objects.current().inappropriate().filter(stratum__round__month=material.month).exclude(reason="")
    counts: dict[str, dict[str, int]] = {}
    for code, reason in rows.order_by("id").values_list("stratum__code", "reason"):
        reasons = counts.setdefault(code, {})
        reasons[reason] = reasons.get(reason, 0) + 1
    return {
        code: "; ".join(sorted(reasons, key=lambda reason: (-reasons[reason], reason)))
        for code, reasons in counts.items()
    }
