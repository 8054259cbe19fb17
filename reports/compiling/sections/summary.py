from audits.figures import INAPPROPRIATE
from figures import months
from figures.figure import Figure
from figures.reading import Reading, by_value
from figures.words import count, shown, side
from frontdoor.figures import CONTACTS, NFA_THRESHOLD_OR_CONSENT
from improvement.figures import ACTIONS, OVERDUE
from reports.compiling import narrative
from reports.compiling.material import Material
from reports.compiling.writer import Writer
from workforce.figures import VACANCY_FTE, VACANCY_RATE


def write(writer: Writer, material: Material) -> None:
    month = months.name(material.month)
    writer.section("Summary", "summary")
    narrative.write(
        writer,
        material,
        "summary",
        f"This report tells the committee how the {material.report.subject} stands in {month}: what is finished, what "
        "is late, and what the figures show.",
    )
    plan(writer, material)
    workforce(writer, material)
    front_door(writer, material)
    writer.para(
        f"Figures are for {month} unless they say otherwise; actions are as at "
        f"{months.day(material.as_at)}. Underlined figures lead to what they count; definitions are in ",
        writer.ref("definitions"),
        ".",
        " This is a demonstration. It follows a real month, but this council's records are generated, and so are the "
        "owners, dates and updates of its actions; published comparisons are real."
        if material.council.is_demonstration
        else "",
    )
    key_figures(writer, material)


def plan(writer: Writer, material: Material) -> None:
    everything = material.reading(ACTIONS)
    if not everything.counted:
        writer.para("The improvement plan has no actions in this month.")
        return
    states = by_value(material.parts(ACTIONS, "brag"), "brag")
    overdue = material.reading(OVERDUE)
    writer.para(
        "Of ",
        writer.figure(everything, f"{shown(everything)}\u00a0actions"),
        ", ",
        writer.figure(states["blue"], f"{number(states['blue'])} complete and assured"),
        ", ",
        writer.figure(states["green"], f"{number(states['green'])} Green"),
        ", ",
        writer.figure(states["amber"], f"{number(states['amber'])} Amber"),
        ", ",
        writer.figure(states["red"], f"{number(states['red'])} Red"),
        " and ",
        writer.figure(states["grey"], f"{number(states['grey'])} not yet due to start"),
        ". ",
        writer.figure(overdue, count(int(overdue.counted or 0), "action").capitalize()),
        f" {'is' if overdue.counted == 1 else 'are'} overdue (",
        writer.ref("plan", "section {}"),
        ").",
    )


def number(reading: Reading) -> str:
    return f"{shown(reading)} {'is' if reading.counted == 1 else 'are'}"


def workforce(writer: Writer, material: Material) -> None:
    vacant, rate = material.reading(VACANCY_FTE), material.reading(VACANCY_RATE)
    if rate.exact is None:
        writer.para(f"No workforce files are loaded for {months.name(material.month)}.")
        return
    threshold = material.thresholds.get(VACANCY_RATE.key)
    over = threshold and rate.exact > threshold.value
    writer.para(
        "The equivalent of ",
        writer.figure(vacant),
        " full-time social work posts was vacant, a vacancy rate of ",
        writer.figure(rate),
        f". That is over {side(threshold.value)}%, a sign that {threshold.means}." if threshold and over else ".",
    )


def front_door(writer: Writer, material: Material) -> None:
    two, audited = material.reading(NFA_THRESHOLD_OR_CONSENT), material.reading(INAPPROPRIATE)
    if two.exact is not None:
        writer.para(
            "Of the contacts that the Integrated Front Door closed with no further action (NFA), ",
            writer.figure(two),
            f" ({side(two.counted)} of {side(two.of)}) did not meet the threshold for early help or came without "
            "consent.",
        )
    if audited.counted is not None and audited.of:
        writer.para(
            "The audit of such closures found that ",
            writer.figure(audited, f"{side(audited.counted)} of {side(audited.of)}"),
            " need not have been sent.",
        )


def key_figures(writer: Writer, material: Material) -> None:
    chosen: list[tuple[Figure, str]] = [
        (OVERDUE, "actions are past their agreed date"),
        (VACANCY_RATE, "of social work posts are vacant"),
        (CONTACTS, "contacts reached the front door"),
        (NFA_THRESHOLD_OR_CONSENT, "of closures were for threshold or consent"),
        (INAPPROPRIATE, "audited closures need not have been sent"),
    ]
    items = [key_figure(writer, material, figure, label) for figure, label in chosen]
    found = [item for item in items if item]
    if found:
        writer.heading("Key figures at a glance", "key-figures", level=2)
        writer.add({"kind": "key_figures", "items": found})


def key_figure(writer: Writer, material: Material, figure: Figure, label: str) -> dict[str, str] | None:
    reading = material.reading(figure)
    if reading.counted is None or reading.as_at is None:
        return None
    if figure is OVERDUE and not material.reading(ACTIONS).counted:
        return None
    before = material.reading(figure, months.add(material.month, -1))
    value = writer.figure(reading)["text"]
    mark = ". Generated" if material.is_generated(reading) else ""
    if figure is INAPPROPRIATE:
        value = f"{side(reading.counted)} of {side(reading.of)}"
    return {
        "key": figure.key,
        "reading": reading.ref,
        "value": value,
        "label": label,
        "note": f"{compared(writer, before)}{figure.better.sentence}{mark}",
        "as_at": months.day(reading.as_at),
    }


def compared(writer: Writer, before: Reading) -> str:
    if before.exact is None:
        return ""
    return f"{writer.figure(before)['text']} in {months.NAMES[before.month.month - 1]}. "


def in_one_sentence(material: Material) -> str:
    """For the list of reports."""
    everything, overdue = material.reading(ACTIONS), material.reading(OVERDUE)
    rate, audited = material.reading(VACANCY_RATE), material.reading(INAPPROPRIATE)
    parts = []
    if everything.counted:
        parts.append(f"{shown(overdue)} of {shown(everything)} actions overdue")
    if rate.exact is not None:
        parts.append(f"vacancy rate {shown(rate)}")
    if audited.of:
        parts.append(f"{side(audited.counted)} of {side(audited.of)} audited closures need not have been sent")
    contacts = material.reading(CONTACTS)
    if contacts.exact is not None:
        parts.append(f"{shown(contacts)} contacts")
    return "; ".join(parts) or "No figures to show for this month"
