import re
from collections.abc import Iterator

from figures import registry
from reports.compiling.material import Material
from reports.compiling.writer import Writer

ABBREVIATIONS = {
    "BASW": "British Association of Social Workers",
    "BRAG": "Blue, red, amber, green (and grey): the states of an action",
    "CIDVA": "Children's independent domestic violence adviser",
    "EHC": "Education, health and care (needs assessment or plan)",
    "FTE": "Full-time equivalent",
    "ICT": "Information and communications technology",
    "NFA": "No further action",
    "Ofsted": "Office for Standards in Education, Children's Services and Skills",
    "YIDVA": "Young people's independent domestic violence adviser",
}


def write(writer: Writer, material: Material) -> None:
    definitions(writer, material)
    chart_data(writer)
    abbreviations(writer)


def definitions(writer: Writer, material: Material) -> None:
    """Every figure that the paper prints, in the order of the registry."""
    writer.appendix("Definitions of figures", "definitions")
    printed = {reading.figure.key for reading in writer.printed.values()}
    items: list[dict[str, str]] = []
    for figure in registry.figures().values():
        if figure.key not in printed:
            continue
        number = f"A.{len(items) + 1}"
        sources = "; ".join(source.label for source in figure.sources)
        items.append(
            {
                "number": number,
                "key": figure.key,
                "label": figure.label,
                "text": figure.version(material.month).definition,
                "source": f"{figure.origin}. Counted from: {sources}",
                "better": figure.better.sentence,
            }
        )
        writer.name(f"def-{figure.key}", number)
    if items:
        writer.add({"kind": "definitions", "items": items})
    else:
        writer.remark("no-definitions", "No figure has data yet, so this report shows none.")


def chart_data(writer: Writer) -> None:
    if not writer.charts:
        return
    writer.appendix("Data of the charts", "chart-data")
    for node, columns, rows in writer.charts:
        writer.table(f"data-{node['id']}", f"{node['title']}: {node['what']}", columns, rows)


def abbreviations(writer: Writer) -> None:
    """Those that the paper uses."""
    words = " ".join(" ".join(strings(node)) for node in writer.body)
    used = [[short, long] for short, long in ABBREVIATIONS.items() if re.search(rf"\b{short}\b", words)]
    writer.appendix("Abbreviations", "abbreviations")
    if used:
        writer.add({"kind": "abbreviations", "items": used})
    else:
        writer.remark("no-abbreviations", "None.")


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
