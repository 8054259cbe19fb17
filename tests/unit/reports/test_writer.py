from reports.compiling.writer import Writer
from reports.tree import flat


def test_paragraphs_are_numbered_within_sections_and_parts():
    writer = Writer()
    writer.section("One", "one")
    writer.para("a")
    writer.para("b")
    writer.section("Two", "two")
    writer.part("Part", "part")
    writer.para("c")
    writer.part("Other part", "other")
    writer.para("d")
    writer.section("Three", "three")
    writer.para("e")

    numbers = [node["number"] for node in writer.finish()]
    assert numbers == ["1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.2", "2.2.1", "3", "3.1"]


def test_a_reference_may_come_before_what_it_refers_to():
    writer = Writer()
    writer.section("One", "one")
    writer.para("See ", writer.ref("t", "Table {}"), " and ", writer.ref("last", "section {}"), ".")
    writer.table("t", "Caption", [("A", "left", 1)], [["a"]])
    writer.section("Last", "last")

    assert flat(writer.finish()[1]["runs"]) == "See Table 1 and section 2."


def test_appendices_have_letters_and_charts_leave_their_data_for_one():
    writer = Writer()
    writer.section("One", "one")
    writer.chart("c", "Found", "what", "alt", {}, [("A", "left", 1)], [["a"]])
    writer.appendix("Definitions", "definitions")
    writer.appendix("Data", "data")
    [(node, _, rows)] = writer.charts
    writer.table("data-c", "Data", [("A", "left", 1)], rows)

    assert [node["number"] for node in writer.finish() if node["kind"] == "heading"] == [
        "1",
        "Appendix A",
        "Appendix B",
    ]
    assert flat(node["note"]) == "The data are in Table 1."
