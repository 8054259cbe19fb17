"""Sections 4 to 11 of the council's standard form. Each is there even when it does not apply."""

from reports.compiling import narrative
from reports.compiling.material import Material
from reports.compiling.sections import risks
from reports.compiling.writer import Writer

IMPLICATIONS = (
    ("equality", "Equality & diversity"),
    ("sustainability", "Sustainability implications"),
    ("greenhouse-gas", "Greenhouse gas emissions impacts"),
    ("community-safety", "Community safety implications"),
    ("human-rights", "Human Rights Act"),
    ("trade-union", "Trade union"),
    ("ward", "Ward implications"),
    ("corporate-parenting", "Implications for corporate parenting"),
    ("privacy", "Issues arising from privacy impact assessment"),
)
NOT_APPLICABLE = "Not applicable."


def middle(writer: Writer, material: Material) -> None:
    writer.section("Risk management and governance issues", "risk")
    narrative.write(
        writer,
        material,
        "risk",
        "Risks to improvement are managed through the governance of the improvement programme.",
    )
    risks.write(writer, material)
    writer.section("Legal appraisal", "legal")
    narrative.write(writer, material, "legal", NOT_APPLICABLE)
    writer.section("Other implications", "implications")
    for name, title in IMPLICATIONS:
        writer.part(title, f"implication-{name}")
        narrative.write(writer, material, name, NOT_APPLICABLE)
    writer.section("Not for publication documents", "not-for-publication")
    narrative.write(writer, material, "not-for-publication", "None.")
    writer.section("Options", "options")
    narrative.write(writer, material, "options", "None.")


def recommendations(writer: Writer, material: Material) -> None:
    writer.section("Recommendations", "recommendations")
    asks = list(material.report.asks.all()) if material.saved else []
    for ask in asks:
        writer.para(ask.resolution)
    if not asks:
        writer.para("That the committee notes this report.")


def closing(writer: Writer, material: Material) -> None:
    writer.section("Appendices", "appendices")
    writer.para(writer.ref("definitions", "{}: Definitions of figures"), ".")
    if writer.charts:
        writer.para(writer.ref("chart-data", "{}: Data of the charts"), ".")
    writer.para(writer.ref("abbreviations", "{}: Abbreviations"), ".")
    writer.section("Background documents", "background-documents")
    papers = list(material.report.background_papers.all()) if material.saved else []
    if not papers:
        writer.para("None.")
        return
    writer.para("These documents were relied on to a material extent. They can be inspected for four years.")
    writer.bullets([paper.title for paper in papers])
