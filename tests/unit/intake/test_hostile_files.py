"""Files that would fill the memory, run something, look elsewhere, or are not what they are called.

Each is refused with a sentence, at once, and without memory growing. They are read in a process of its own, whose
memory is measured.
"""

import json
import os
import random
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from intake.files import old_excel, packed
from intake.files.table import opened
from organisation.refused import Refused
from tests.workbooks import (
    MAIN,
    OFFICE,
    PACKAGE,
    ROW,
    Shared,
    compound,
    ods_of,
    ods_sheet,
    record,
    say_of_size,
    texts,
    xls,
    xlsx_of,
)
from tests.workbooks import book as xls_book

HERE = Path(__file__).parents[3]
READS = """
import json, resource, sys, time
from pathlib import Path
from django.conf import settings
settings.configure(MOST_BYTES_OF_A_FILE=250 * 1024 * 1024)
from intake.files.table import opened
from organisation.refused import Refused

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

for line in sys.stdin:
    before, began = peak(), time.process_time()
    path = Path(line.rstrip("\\n"))
    try:
        table = opened(path, path.name, fits=lambda headings: len({"id", "area"} & set(headings)))
        said = None, sum(len(block.numbers) for block in table.blocks())
    except Refused as refused:
        said = refused.sentence, None
    print(json.dumps([*said, time.process_time() - began, peak() - before]), flush=True)
"""
FAR = '<row r="{1}"><c r="{0}{1}"><v>1</v></c></row>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="https://example.org/x" '
    'TargetMode="External"/></Relationships>'
)
REPEATED = (
    '<table:table table:name="One"><table:table-row table:number-rows-repeated="{0}"><table:table-cell '
    'office:value-type="float" office:value="1" table:number-columns-repeated="{1}"/></table:table-row></table:table>'
)
AWAY = (
    '<table:table table:name="One"><table:table-row table:number-rows-repeated="{0}"><table:table-cell '
    'table:number-columns-repeated="{1}"/></table:table-row><table:table-row><table:table-cell '
    'table:number-columns-repeated="{1}"/><table:table-cell office:value-type="float" office:value="1"/>'
    "</table:table-row></table:table>"
)
SHARES = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
    f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/sharedStrings" '
    'Target="sharedStrings.xml"/></Relationships>'
)
RELS = "xl/worksheets/_rels/sheet1.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
ZEROS = b"0" * (30 * 1024 * 1024)


def sparse(path, size):
    with path.open("wb") as file:
        file.truncate(size)
    return path


def written(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cut(path, part=0.5):
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    return path


def far_cell(path):
    rows = [["id", "area"], *[[]] * 65_533, [None] * 255 + [1]]
    return xls(path, {"One": rows})


def text_in_many_cells(path):
    return xlsx_of(path, rows_with_shared(100_000), more=shared("x" * 10_000))


def rows_with_shared(count, index=0):
    return ROW + "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{index}</v></c></row>' for n in range(2, count))


def shared(*texts):
    listed = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return {"xl/_rels/workbook.xml.rels": SHARES, "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{listed}</sst>'}


def many_names(path):
    return xlsx_of(path, more={f"xl/part{number}.xml": "" for number in range(2_100)})


def small_zip(path):
    return xlsx_of(path).read_bytes()


BOMB, FAR_AWAY, DAMAGED, LOCKED = packed.BOMB, "far from the others", packed.DAMAGED, packed.LOCKED
FILES = {  # {name: (how it is made, what is said)}
    "bomb.xlsx": (lambda path: xlsx_of(path, more={"xl/x.xml": ZEROS}), BOMB),
    "picture-bomb.xlsx": (lambda path: xlsx_of(path, more={"xl/media/x.png": ZEROS}), BOMB),
    "says-it-is-huge.xlsx": (lambda path: say_of_size(xlsx_of(path), SHEET, 4_000_000_000), BOMB),
    "says-it-is-small.xlsx": (lambda path: say_of_size(xlsx_of(path, more={"xl/x.xml": ZEROS}), "xl/x.xml", 9), BOMB),
    "bomb.ods": (lambda path: ods_of(path, "", more={"styles.xml": ZEROS.decode()}), BOMB),
    "many-names.xlsx": (many_names, DAMAGED),
    "nested.xlsx": (lambda path: xlsx_of(path, more={"xl/embeddings/a.xlsx": small_zip(path)}), packed.NESTED),
    "zip-in-zip.zip.xlsx": (
        lambda path: written(path, small_zip(path).replace(b"xl/workbook.xml", b"xl/workbock.xml")),
        packed.NOT_A_WORKBOOK,
    ),
    "laughs.xlsx": (lambda path: xlsx_of(path, before=LAUGHS), packed.XML),
    "laughs.ods": (lambda path: ods_of(path, "", before=LAUGHS), packed.XML),
    "laughs-in-utf-16.xlsx": (
        lambda path: xlsx_of(path, more={SHEET: f"<?xml?>{LAUGHS}<worksheet/>".encode("utf-16")}), packed.XML,
    ),
    "endless-tag.xlsx": (lambda path: xlsx_of(path, more={"xl/x.xml": b"<" + os.urandom(4_000_000).hex().encode()}),
                         packed.XML),
    "takes-a-picture.xlsx": (lambda path: xlsx_of(path, more={RELS: RELATIONS.format("image")}), packed.REFERENCES),
    "external-link.xlsx": (lambda path: xlsx_of(path, more={"xl/externalLinks/externalLink1.xml": "<x/>"}),
                           packed.REFERENCES),
    "connections.xlsx": (lambda path: xlsx_of(path, more={"xl/connections.xml": "<x/>"}), packed.REFERENCES),
    "linked.ods": (lambda path: ods_of(path, '<table:table><table:table-source xlink:href="file:///x"/></table:table>'),
                   packed.REFERENCES),
    "dde.ods": (lambda path: ods_of(path, "<table:dde-links><table:dde-link/></table:dde-links>"), packed.REFERENCES),
    "linked.xls": (
        lambda path: xls(path, {"One": [["id"]]}, extra=record(0x1AE, b"\x01\x00\x06\x00\x00other")),
        packed.REFERENCES,
    ),
    "macros.xlsx": (lambda path: xlsx_of(path, more={"xl/vbaProject.bin": b"x"}), packed.MACROS),
    "excel-4-macros.xlsx": (lambda path: xlsx_of(path, more={"xl/macrosheets/sheet1.xml": "<x/>"}), packed.MACROS),
    "macros.xlsm": (xlsx_of, packed.MACROS),
    "macros.xls": (lambda path: xls(path, {"One": [["id"]]}, streams={"_VBA_PROJECT_CUR": b"x"}), packed.MACROS),
    "macros.ods": (lambda path: ods_of(path, "", more={"Basic/Standard/Module1.xml": "<x/>"}), packed.MACROS),
    "listens.ods": (lambda path: ods_of(path, "<office:event-listeners/>"), packed.MACROS),
    "wide.csv": (lambda path: written(path, ",".join(f"c{n}" for n in range(16_384)) + "\n1\n"), "16,384 columns"),
    "wide.xlsx": (lambda path: xlsx_of(path, FAR.format("XFD", 1)), FAR_AWAY),
    "wide.ods": (lambda path: ods_of(path, REPEATED.format(1, 16_384)), FAR_AWAY),
    "last-cell.xlsx": (lambda path: xlsx_of(path, ROW + FAR.format("XFD", 1_048_576)), FAR_AWAY),
    "beyond-the-last-cell.xlsx": (lambda path: xlsx_of(path, ROW + FAR.format("AAAAAA", 4_000_000_000)), FAR_AWAY),
    "far-below.xlsx": (lambda path: xlsx_of(path, ROW + FAR.format("Z", 1_000_000)), FAR_AWAY),
    "far-below-in-other-quotes.xlsx": (
        lambda path: xlsx_of(path, ROW + FAR.format("Z", 1_000_000).replace('"', "'")), FAR_AWAY,
    ),
    "far-below-and-hidden.xlsx": (
        lambda path: xlsx_of(path, f"{ROW}<row><c {'x' * 500}='' r=\"&#90;1000000\"><v>1</v></c></row>"), FAR_AWAY,
    ),
    "cells-without-a-place.xlsx": (
        lambda path: xlsx_of(path, "<row>" + "<c><v>1</v></c>" * 20_000 + '</row><row r="1000000"/>'), FAR_AWAY,
    ),
    "sheet-by-another-name.xlsx": (
        lambda path: xlsx_of(path, more={"xl/media/x.bin": FAR.format("XFD", 1_048_576)}), FAR_AWAY,
    ),
    "one-text-in-many-cells.xlsx": (text_in_many_cells, BOMB),
    "one-text-repeated.ods": (
        lambda path: ods_of(path, REPEATED.format(4_000, 100).replace("/></table:table-row>",
            "><text:p>" + "x" * 10_000 + "</text:p></table:table-cell></table:table-row>")), FAR_AWAY,
    ),
    "one-text-in-many-cells.xls": (
        lambda path: xls(path, {"One": [[Shared(0), Shared(0)]] * 40_000},
                         extra=texts(struct.pack("<IIHB", 80_000, 1, 8_000, 0) + b"x" * 8_000)), BOMB,
    ),
    "last-cell.xls": (far_cell, FAR_AWAY),
    "repeated.ods": (lambda path: ods_of(path, REPEATED.format(1_000_000, 100)), FAR_AWAY),
    "last-cell.ods": (lambda path: ods_of(path, AWAY.format(1_048_575, 200)), FAR_AWAY),
    "nul.csv": (lambda path: written(path, "id,area\n1,a\0b\n"), "characters that no text has"),
    "utf-16-without-a-mark.csv": (lambda path: written(path, "id,area\n".encode("utf-16-le")),
                                  "characters that no text has"),
    "odd-utf-16.csv": (lambda path: written(path, "id,area\n".encode("utf-16")[:-1]),
                       "letters of this file are damaged"),
    "half-a-pair-in-utf-16.csv": (lambda path: written(path, b"\xff\xfei\0d\0\n\0\x00\xd8a\0\n\0"),
                                  "letters of this file are damaged"),
    "half-a-pair-in-utf-8.csv": (lambda path: written(path, b"id,area\n1,\xed\xa0\x80\n"),
                                 "letters of this file are damaged"),
    "half-a-letter-after-a-mark.csv": (lambda path: written(path, b"\xef\xbb\xbfid\n\xe2\x28\n"),
                                       "letters of this file are damaged"),
    "neither.csv": (lambda path: written(path, b"id,area\n1,\x81\x8d\n"), "neither UTF-8 nor Windows text"),
    "two-gigabytes.csv": (lambda path: sparse(path, 2 * 1024**3), "larger than 250 MB"),
    "two-gigabytes.xlsx": (lambda path: sparse(path, 2 * 1024**3), "larger than 250 MB"),
    "all-nul.csv": (lambda path: sparse(path, 10 * 1024**2), "characters that no text has"),
    "csv.xlsx": (lambda path: written(path, "id,area\n1,2\n"), "by its content it is text"),
    "csv.xls": (lambda path: written(path, "id,area\n1,2\n"), "by its content it is text"),
    "xlsx.xls": (xlsx_of, "by its content it is an Excel workbook"),
    "xlsx.csv": (xlsx_of, "by its content it is an Excel workbook"),
    "ods.xlsx": (lambda path: ods_of(path, ""), "by its content it is an OpenDocument"),
    "no-ending": (lambda path: written(path, "id,area\n1,2\n"), "Its name has no ending"),
    "page.xls": (lambda path: written(path, "<html><table><tr><td>id</td></tr></table></html>"), "a web page or XML"),
    "page.csv": (lambda path: written(path, "\ufeff \r\n<!DOCTYPE html><p>"), "a web page or XML"),
    "xml.xls": (lambda path: written(path, '<?xml version="1.0"?><Workbook/>'), "a web page or XML"),
    "report.csv": (lambda path: written(path, "%PDF-1.7\n"), "a PDF"),
    "picture.csv": (lambda path: written(path, b"\x89PNG\r\n\x1a\n"), "a picture"),
    "packed.csv": (lambda path: written(path, b"\x1f\x8b\x08"), "a packed file"),
    "password.xlsx": (lambda path: written(path, compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})), LOCKED),
    "password.xls": (lambda path: xls(path, {"One": [["id"]]}, extra=record(0x2F, bytes(54))), LOCKED),
    "letter.xls": (lambda path: written(path, compound({"WordDocument": b"x"})), "no workbook of Excel"),
    "cut.xlsx": (lambda path: cut(xlsx_of(path)), DAMAGED),
    "cut.ods": (lambda path: cut(ods_of(path, ods_sheet("One", [["id"]]))), DAMAGED),
    "cut.xls": (lambda path: cut(xls(path, {"One": [["id"]]})), DAMAGED),
    "cut-early.xls": (lambda path: cut(xls(path, {"One": [["id"]]}), 0.02), DAMAGED),
    "round-in-a-circle.xls": (
        lambda path: written(path, compound({"Workbook": xls_book({"One": [["id"]]})}).replace(
            b"\x03\0\0\0\x04\0\0\0", b"\x03\0\0\0\x03\0\0\0")), DAMAGED,
    ),
    "no-sheet.ods": (lambda path: ods_of(path, ""), "no sheet"),
    "unclosed.csv": (lambda path: written(path, 'id,area\n1,"b\n2,c\n'), "Row 2 has a quotation mark that is never"),
    "unclosed-and-long.csv": (lambda path: written(path, 'id,area\n1,b\n2,"' + "c\n" * 5_000_000),
                              "Row 3 has a cell with more than"),
    "quoted-in-the-middle.csv": (lambda path: written(path, 'id,area\n1,"b"c\n'), "Row 2 has a quotation mark in the"),
    "large-cell.csv": (lambda path: written(path, "id,area\n1," + "b" * 1_000_000), "Row 2 has a cell with more than"),
    "empty.csv": (lambda path: written(path, ""), "is empty"),
    "empty.xlsx": (lambda path: written(path, ""), "is empty"),
    "blank.csv": (lambda path: written(path, "\r\n \r\n"), "is empty"),
    "only-commas.csv": (lambda path: written(path, ",,,\n,,,\n"), "has no rows"),
    "random.csv": (lambda path: written(path, random.Random(1).randbytes(200_000)), "neither UTF-8 nor Windows text"),
    "random.xls": (
        lambda path: written(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(1).randbytes(90_000)), DAMAGED,
    ),
    "random.xlsx": (lambda path: written(path, b"PK\x03\x04" + random.Random(1).randbytes(90_000)), DAMAGED),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """{name: [sentence, rows, seconds, megabytes by which memory grew]}."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = []
    for name, (make, _) in FILES.items():
        made = make(folder / name)
        paths.append(made)
    lines = "".join(f"{path}\n" for path in paths)
    done = subprocess.run(
        [sys.executable, "-c", READS], input=lines, capture_output=True, text=True, cwd=HERE, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    told = dict(zip(FILES, map(json.loads, done.stdout.splitlines()), strict=True))
    for path in paths:
        path.unlink()
    return told


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_with_a_sentence_at_once_and_memory_stays_flat(outcomes, name):
    sentence, rows, seconds, grown = outcomes[name]

    assert rows is None
    assert FILES[name][1] in sentence
    assert sentence.endswith(".")
    assert seconds < 1
    assert grown < 40


def fits(headings):
    return len({"id", "area"} & set(headings))


def test_a_link_that_somebody_may_follow_is_no_reference(tmp_path):
    path = xlsx_of(tmp_path / "link.xlsx", more={RELS: RELATIONS.format("hyperlink")})

    assert list(opened(path, path.name, fits=fits).headings) == ["id"]


def test_one_long_text_beside_many_short_ones_is_no_bomb(tmp_path):
    path = xlsx_of(tmp_path / "long.xlsx", rows_with_shared(60_000, 1), more=shared("x" * 20_000, "short"))

    [*blocks] = opened(path, path.name, fits=fits).blocks()

    assert sum(len(block.rows) for block in blocks) == 59_998


def test_shared_texts_that_go_on_in_further_records_are_measured():
    """A text of 5 narrow letters and of 4 wide ones after it, each with something about its look, in four records."""
    pieces = (
        struct.pack("<IIHBH", 2, 2, 5, 8, 1) + b"abc", b"\0de" + b"look", struct.pack("<HBI", 4, 5, 2) + b"a\0b\0",
        b"\0cd" + b"xx" + struct.pack("<HB", 1, 0) + b"z",
    )  # fmt: skip

    assert old_excel.lengths_of(pieces) == [5, 4, 1]


def test_a_workbook_that_is_bent_anywhere_is_read_or_refused(tmp_path):
    """Whatever its library does about it, nothing but a sentence comes out."""
    rows = [["id", "area"], *[[number, "b" * number] for number in range(20)]]
    chance, read = random.Random(20), set()
    whole = {
        "a.xls": xls(tmp_path / "a.xls", {"One": rows}).read_bytes(),
        "a.xlsx": xlsx_of(tmp_path / "a.xlsx").read_bytes(),
        "a.ods": ods_of(tmp_path / "a.ods", ods_sheet("One", rows)).read_bytes(),
    }
    for name, data in whole.items():
        for _ in range(150):
            bent = bytearray(data)
            for _ in range(chance.randrange(1, 6)):
                bent[chance.randrange(len(bent))] = chance.randrange(256)
            path = written(tmp_path / f"bent-{name}", bytes(bent))
            with suppress(Refused):
                blocks = opened(path, path.name, fits=fits).blocks()
                read.add(name)
                assert sum(len(block.rows) for block in blocks) <= 65_536
    assert read == set(whole)
