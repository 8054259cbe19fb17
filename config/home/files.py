"""The analysts: what is loaded of their files, by whom, and the newest figures of their area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.home import links
from config.home.cycle import title as file_title
from config.home.desk import Desk, Part
from config.home.headlines import FRONT_DOOR, WORKFORCE
from config.home.service import tiles
from config.home.sources import files_of
from config.home.tiles import Tile
from figures import months
from figures.words import capital, count, listing
from frontdoor.models import Contact
from intake.models import Load, Upload
from intake.registry import loaded_by
from intake.sources import Source
from intake.uploads.page import waiting
from organisation import roles
from organisation.roles import Role

SHOWN, BACK = 3, 12  # months of files that are shown at once, and that are shown in all


@dataclass(frozen=True)
class Area:
    role: Role
    app: str
    name: str
    figures: tuple[str, ...]


AREAS = (
    Area(roles.FRONT_DOOR_ANALYST, "frontdoor", "front door", FRONT_DOOR),
    Area(roles.WORKFORCE_ANALYST, "workforce", "workforce", WORKFORCE),
)


@dataclass(frozen=True)
class Row:
    file: str
    load: Load | None
    replaced: int  # earlier loads of the month

    @property
    def rows(self) -> str:
        return f"{self.load.rows:,}" if self.load else ""


Group = tuple[date, list[Row]]  # of a month


@dataclass(frozen=True)
class Section:
    heading: str
    parts: list[tuple[str, list[tuple[Tile, str]]]]  # part of the council, its figures
    files: list[Group]
    one_file: str  # its name, where the area has but one
    uncategorised: str
    uncategorised_url: str
    unknown: str
    unknown_url: str

    @property
    def recent(self) -> list[Group]:
        return self.files[:SHOWN]

    @property
    def earlier(self) -> list[Group]:
        return self.files[SHOWN:]

    @property
    def caption(self) -> str:
        last = f"the last {count(SHOWN, 'month')}"
        return f"{self.one_file}, {last}" if self.one_file else f"Files of {last}"

    @property
    def earlier_words(self) -> str:
        """'27 earlier files, back to November 2019'."""
        found = sum(row.load is not None for _, rows in self.earlier for row in rows)
        return f"{capital(count(found, 'earlier file'))}, back to {months.name(self.earlier[-1][0])}"

    @property
    def earlier_caption(self) -> str:
        before = f"the {count(len(self.earlier), 'month')} before"
        return f"{self.one_file}, {before}" if self.one_file else f"Files of {before}"


def part(desk: Desk) -> Part | None:
    areas = [area for area in AREAS if desk.held(area.role)]
    if not areas:
        return None
    sections = [section(desk, area) for area in areas]
    lacking = [row.file for one in sections for row in one.files[0][1] if row.load is None]
    month = months.name(desk.month)
    if lacking:
        title = f"{capital(count(len(lacking), 'file'))} of {month} {'is' if len(lacking) == 1 else 'are'} not loaded"
        says = (
            f"{listing(lacking)}. Figures that need {'it' if len(lacking) == 1 else 'them'} read ‘no data’ until then."
        )
    else:
        title, says = f"Every file of {month} is loaded", ""
    caption = listing([area.role.label for area in areas])
    act = ("Load a file", links.files()) if loaded_by(desk.user) else None
    found = waiting(Upload.objects.visible_to(desk.user)) if act else []
    data = {"sections": sections, "waiting": found}
    return Part(title, says, "home/_files.html", caption, act=act, data=data)


def section(desk: Desk, area: Area) -> Section:
    scopes = dict.fromkeys(grant.scope for grant in desk.held(area.role))
    parts = [(scope.label if scope else "", tiles(desk, area.figures, scope)) for scope in scopes]
    words, url = uncategorised(desk) if area.app == "frontdoor" else ("", "")
    sources = files_of(area.app)
    one_file = file_title(sources[0]) if len(sources) == 1 else ""
    unknown = unknown_words(desk) if area.app == "frontdoor" else ""
    return Section(
        f"Figures of the {area.name}", parts, files(desk, sources), one_file, words, url, unknown, links.source_words()
    )


def files(desk: Desk, sources: tuple[Source, ...]) -> list[Group]:
    """Newest month first; a month without a load stands there too."""
    back = reversed(months.up_to(desk.month, BACK))
    return [(month, [row(desk, month, source) for source in sources]) for month in back]


def row(desk: Desk, month: date, source: Source) -> Row:
    of = [load for load in desk.loads if (load.month, load.source) == (month, source.key)]
    current = next((load for load in of if load.stands), None)
    return Row(file_title(source), current, len(of) - (current is not None))


def uncategorised(desk: Desk) -> tuple[str, str]:
    """Of the newest month that is loaded: contacts closed with no further action, and nobody said why."""
    month = newest_month(desk)
    if not month:
        return "", ""
    closed = Contact.objects.visible_to(desk.user).in_months([month]).no_further_action()
    number = closed.filter(category__isnull=True).count()
    have = "has" if number == 1 else "have"
    closed_ones = capital(count(number, "contact"))
    says = f"{closed_ones} of {months.name(month)} closed with no further action {have} no category."
    return says, links.figure("frontdoor.nfa", month)


def unknown_words(desk: Desk) -> str:
    """Of the newest month that is loaded: contacts whose source has words that nobody knows."""
    month = newest_month(desk)
    if not month:
        return ""
    number = Contact.objects.visible_to(desk.user).in_months([month]).of_unknown_words().count()
    if not number:
        return ""
    name = "names its source" if number == 1 else "name their sources"
    return f"{capital(count(number, 'contact'))} of {months.name(month)} {name} in words that nobody knows yet."


def newest_month(desk: Desk) -> date | None:
    return max((load.month for load in desk.loads if load.source == "contacts" and load.stands), default=None)
