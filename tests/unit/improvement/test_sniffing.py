"""A file is what its content says. The bad files are made here."""

import io
import zipfile
from types import SimpleNamespace

import docx
import pytest
import xlsxwriter

from improvement.evidence import sniffing
from improvement.evidence.sniffing import kind_of
from organisation.refused import Refused

PNG, JPG, PDF = b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xff\xd8\xff\xe0" + b"\0" * 40, b"%PDF-1.7\n\x00\x01"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORD = SimpleNamespace(
    part="word/document.xml",
    type="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
)
EXCEL = SimpleNamespace(
    part="xl/workbook.xml", type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
)
SLIDES = SimpleNamespace(
    part="ppt/presentation.xml",
    type="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
)


def types_of(*overrides):
    parts = "".join(f'<Override PartName="/{part}" ContentType="{type}"/>' for part, type in overrides)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def packed(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def office(what=WORD, *more, types=""):
    overrides = types or types_of((what.part, what.type))
    return packed([("[Content_Types].xml", overrides), (what.part, "<document/>"), *more])


def named(value):
    """A file's bytes hold the time at which it was made: no name of a test."""
    return value if isinstance(value, str) else "file"


def refusal(content, name):
    with pytest.raises(Refused) as refused:
        kind_of(content, name)
    assert refused.value.field == "file"
    return refused.value.sentence


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "Minutes.pdf", "pdf"),
        (PDF, "MINUTES.PDF", "pdf"),
        (PNG, "photo.png", "png"),
        (JPG, "photo.jpg", "jpg"),
        (JPG, "photo.jpeg", "jpg"),
        (office(WORD), "Strategy.docx", "docx"),
        (office(EXCEL), "Tracker.xlsx", "xlsx"),
        (office(SLIDES), "Board.pptx", "pptx"),
        (b"team,posts\r\nMASH,12\r\n", "posts.csv", "csv"),
        ("Café – agreed".encode(), "note.txt", "txt"),
        ("Café – agreed".encode("cp1252"), "note.txt", "txt"),
        ("\ufeffteam\tposts".encode("utf-16"), "posts.csv", "csv"),
        (b"<= 5 days for all", "note.txt", "txt"),
        (b"Sent by Val <val@council.example>, <Head of ICT> and <body of the board> <on time>", "note.txt", "txt"),
        (b"team,posts\n<5,>3\n#!,12\n", "posts.csv", "csv"),
    ],
    ids=named,
)
def test_a_kind_is_told_by_content(content, name, kind):
    assert kind_of(content, name) == kind


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xff\xff\x00\x01", b"MZ\x90\x00", b"{\\rtf1 words}", b"\xff\xfea", b"#!/bin/sh\necho", b"\n#! /bin/sh"],
    ids=named,
)
def test_what_is_nothing_of_these_is_refused(content):
    said = refusal(content, "Minutes.pdf")

    assert said == (sniffing.UNKNOWN if content else "The file is empty. Choose another")


def test_what_other_programs_write_is_accepted():
    text, sheet = io.BytesIO(), io.BytesIO()
    docx.Document().save(text)
    with xlsxwriter.Workbook(sheet) as book:
        book.add_worksheet("Posts").write(0, 0, "Team")

    assert kind_of(text.getvalue(), "Plan.docx") == "docx"
    assert kind_of(sheet.getvalue(), "Posts.xlsx") == "xlsx"


def test_the_limit_is_ten_megabytes_and_not_a_byte_more():
    limit = 10 * 1024 * 1024

    assert kind_of(PDF.ljust(limit, b" "), "a.pdf") == "pdf"
    assert refusal(PDF.ljust(limit + 1, b" "), "a.pdf") == sniffing.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (office(WORD), "Strategy.xlsx", "The file’s name ends in .xlsx, but by its content it is Word. "
         "Save it again so that its name ends in .docx"),
        (JPG, "photo.png", "The file’s name ends in .png, but by its content it is JPEG picture. "
         "Save it again so that its name ends in .jpg"),
        (b"words", "Minutes.pdf", "The file’s name ends in .pdf, but by its content it is text. "
         "Save it again so that its name ends in .txt"),
        (PDF, "Minutes", "The file’s name has no ending, but by its content it is PDF. "
         "Save it again so that its name ends in .pdf"),
        (PDF, "invoice.pdf.exe", "The file’s name ends in .exe, but by its content it is PDF. "
         "Save it again so that its name ends in .pdf"),
    ],
    ids=named,
)  # fmt: skip
def test_a_name_that_contradicts_the_content_is_refused(content, name, said):
    assert refusal(content, name) == said


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\r\n <html><body>Minutes</body></html>",
        b"\xef\xbb\xbf<svg onload='alert(1)'/>",
        b'<?xml version="1.0"?><html/>',
        b"team,posts\n<script>alert(1)</script>,12\n",
        b"Minutes\n<SVG/onload=alert(1)>",
        b"Minutes\n<img src=x onerror = alert(1)>",
        b"<?php echo 1;",
        b"Minutes\n<?php echo 1;",
        "Minutes\n<script src=x>".encode("utf-16"),
    ],
    ids=named,
)
@pytest.mark.parametrize("name", ["Minutes.pdf", "note.txt"])
def test_a_web_page_by_any_name_is_refused(content, name):
    assert refusal(content, name) == sniffing.WEB_PAGE


@pytest.mark.parametrize("name", ["Plan.doc", "Plan.docx", "Plan.pdf"])
def test_old_office_and_office_with_a_password_is_refused(name):
    assert refusal(OLE, name) == sniffing.OLD_OFFICE


@pytest.mark.parametrize(
    "content",
    [
        office(WORD, ("word/vbaProject.bin", b"macro")),
        office(WORD, ("word/VBAPROJECT.BIN", b"macro")),
        office(WORD, ("word\\vbaProject.bin", b"macro")),
        office(WORD, types=types_of((WORD.part, "application/vnd.ms-word.document.macroEnabled.main+xml"))),
        office(WORD, types=types_of((WORD.part, WORD.type), ("word/x.bin", "application/vnd.ms-office.vbaProject"))),
        office(EXCEL, ("xl/macrosheets/sheet1.xml", "<macrosheet/>")),
        office(WORD, types=types_of((WORD.part, WORD.type), ("w/e.bin", "ms-excel.sheet.MACROENABLED.12"))),
        office(WORD, types=types_of((WORD.part, "application/vnd.ms-word.document.macroEnabled.main+xml"))
               .replace("UTF-8", "UTF-16").encode("utf-16")),
    ],
    ids=named,
)  # fmt: skip
@pytest.mark.parametrize("name", ["Plan.docx", "Plan.docm", "Plan.xlsx"])
def test_macros_are_refused_by_any_name(content, name):
    assert refusal(content, name) == sniffing.MACROS


def test_a_packed_file_that_is_not_of_office_is_refused():
    assert refusal(packed([("a.txt", "words")]), "Plan.docx") == sniffing.PACKED
    assert refusal(office(types=types_of()), "Plan.docx") == sniffing.PACKED
    assert refusal(packed([("[Content_Types].xml", types_of((WORD.part, WORD.type)))]), "a.docx") == sniffing.PACKED


def test_a_bomb_is_refused_by_what_it_says_of_itself():
    zeros = bytes(30 * 1024 * 1024)

    assert refusal(office(WORD, ("word/media/a.bmp", zeros)), "Plan.docx") == sniffing.BOMB


def test_a_list_of_types_without_end_is_not_read_to_its_end():
    endless = types_of((WORD.part, WORD.type)) + " " * 300_000
    noise = ("word/media/a.jpg", bytes(n * n % 251 for n in range(40_000)))

    assert refusal(office(WORD, noise, types=endless), "Plan.docx") == sniffing.BOMB


def test_a_type_list_that_says_it_is_small_and_is_not_is_refused():
    content = bytearray(office(WORD, types=types_of((WORD.part, WORD.type)) + " " * 300_000))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(b"PK\x01\x02"))
    content[entry + 24 : entry + 28] = (500).to_bytes(4, "little")

    assert refusal(bytes(content), "Plan.docx") == sniffing.DAMAGED


def test_a_list_of_names_without_end_is_not_read():
    many = packed(
        [("[Content_Types].xml", types_of((WORD.part, WORD.type)))] + [(f"{n:0200}", "") for n in range(5000)]
    )

    assert len(many) < sniffing.MOST_BYTES
    assert refusal(many, "Plan.docx") == sniffing.BOMB


def test_entities_that_grow_are_refused():
    laughs = '<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Types>&b;</Types>'

    assert refusal(office(types=laughs), "Plan.docx") == sniffing.DAMAGED


@pytest.mark.parametrize("broken", [
    office(WORD)[:-30],
    b"PK\x03\x04 and then nothing",
    office(types="<Types"),
    packed([("[Content_Types].xml", types_of()), ("[CONTENT_TYPES].XML", types_of((WORD.part, WORD.type)))]),
    office(WORD, (EXCEL.part, "<workbook/>"), types=types_of((WORD.part, WORD.type), (EXCEL.part, EXCEL.type))),
], ids=named)  # fmt: skip
def test_a_broken_file_is_refused_in_words(broken):
    assert refusal(broken, "Plan.docx") in (sniffing.DAMAGED, sniffing.PACKED)
