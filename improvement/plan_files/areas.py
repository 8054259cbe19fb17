"""Which area of focus a row of a file means: by its code, by its title, or a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from history import tracking
from improvement.models import Theme
from improvement.plan_files import facts
from intake.merging import Asked, Change, Telling
from organisation.refused import Refused


class Areas:
    """Those of the plan, read once. `titles`: what rows of the file call areas, by code."""

    def __init__(self, titles: dict[str, str]) -> None:
        self.titles = titles
        self.known = {theme.code.casefold(): theme for theme in Theme.objects.all()}

    def said(self, said: Mapping[str, Any], code: str) -> str:
        """Its code as it is kept, where it is known; else as the file says it."""
        title = said.get("area_title") or ""
        if code and title:
            self.titles.setdefault(code.casefold(), facts.line(title))
        titled = [] if code else self.called(title)
        known = self.known.get(code.casefold()) if code else titled[0] if len(titled) == 1 else None
        return known.code if known else code

    def called(self, title: str) -> list[Theme]:
        wanted = facts.line(title).casefold()
        return [each for each in self.known.values() if wanted and facts.line(each.title).casefold() == wanted]

    def titled(self, change: Change, missing: str) -> Theme:
        """The one that a row without a code means. Raises Refused."""
        title = change.said.get("area_title") or ""
        called = self.called(title)
        match [theme for theme in called if change.was and theme.code == change.was["area"]] or called:
            case [theme]:
                return theme
            case []:
                sentence = f"There is no area of focus ‘{title}’. A new one needs its code"
                raise Refused(sentence if title else missing, "area_title" if title else "area")
            case _:
                raise Refused(f"Several areas of focus are called ‘{title}’. Say the code of one", "area_title")

    def coded(self, change: Change, asked: Asked, tell: Telling) -> Theme:
        """One that the plan has, or a new one, where any row of the file says its title. Raises Refused."""
        code, said = change.becomes["area"], change.said.get("area_title") or ""
        if known := self.known.get(code.casefold()):
            if change.was is None and said and known not in self.called(said):
                words = f"The plan calls area {known.code} ‘{known.title}’: the action goes there"
                tell.warn("area_title", "other_title", words)
            return known
        title = self.titles.get(code.casefold(), "")
        if not title:
            there = ", ".join(sorted(theme.code for theme in self.known.values())) or "none yet"
            raise Refused(f"There is no area of focus {code}. There are: {there}. A new one needs its title")
        facts.refuse_reference(code)
        last = max((theme.position for theme in self.known.values()), default=0)
        theme = Theme(code=code, title=title, position=last + 1)
        tracking.save(theme, by=asked.by, at=asked.at, reason=asked.why)
        tell.warn("area", "new_area", f"The plan has no area {code}: it is added as ‘{title}’")
        self.known[code.casefold()] = theme
        return theme
