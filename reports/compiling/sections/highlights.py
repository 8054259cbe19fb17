from figures import months
from reports import tree
from reports.compiling.material import Material
from reports.compiling.writer import Writer
from reports.models import Highlight, Improvement
from reports.tree import Run


def write(writer: Writer, material: Material) -> None:
    writer.part("Highlights this period and areas for improvement over the coming months", "highlights-section")
    highlights = list(material.report.highlights.all()) if material.saved else []
    improvements = list(material.report.improvements.all()) if material.saved else []
    writer.heading("Highlights this period", "highlights")
    for highlight in highlights:
        writer.para(*told(highlight, material))
    if not highlights:
        writer.para("No highlights are recorded for this month.")
    writer.heading("Areas for improvement over the coming months", "areas-for-improvement")
    for improvement in improvements:
        writer.para(*aimed(improvement))
    if not improvements:
        writer.para("No areas for improvement are recorded for this month.")


def told(highlight: Highlight, material: Material) -> list[str | Run]:
    """State, and what comes next by when; a date that lies between the paper and the meeting is said to."""
    words: list[str | Run] = [
        tree.strong(f"{highlight.what} ({highlight.reference}): {ended(highlight.state)}"),
        f" Next: {highlight.next_step.rstrip(' .')}",
    ]
    if highlight.next_date:
        words.append(f" by {months.day(highlight.next_date)}")
        meeting = material.report.meeting_on
        if meeting and material.as_at <= highlight.next_date < meeting:
            words.append(", before the meeting, which will be told whether it was done")
    return [*words, "."]


def aimed(improvement: Improvement) -> list[str | Run]:
    detail = f" {improvement.detail}" if improvement.detail else ""
    return [tree.strong(ended(improvement.what)), detail]


def ended(words: str) -> str:
    """With one mark at its end, whether its writer put one or not."""
    words = words.rstrip()
    return words if words.endswith((".", "!", "?")) else f"{words}."
