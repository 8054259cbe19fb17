"""Posts, the people in them, and agency workers: who they are, and what befalls them in a month.

A post is held by at most one employed worker, of its own team and level, who works its hours or fewer; what is left
is vacant. So in each team and level the hours of posts less what is vacant are the hours of those employed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from demo.shares import SMALLEST, pick, split

TEAM_SHARES = {
    "integrated-front-door": 10,
    "assessment": 18,
    "locality-east": 18,
    "locality-west": 18,
    "children-in-care-team": 16,
    "leaving-care": 8,
    "fostering-and-adoption": 12,
}
POSTS = {"1": 15, "2": 40, "3": 45}
VACANT_AT_FIRST = {"1": 5, "2": 35, "3": 60}
EASE_OF_FILLING = {"1": 6, "2": 3, "3": 1}
TEAM_EASE = {"locality-east": 2, "locality-west": 3, "assessment": 3}  # others 4
PRESSURE_TO_LEAVE = {"1": 2, "2": 3, "3": 4}
NEW = 12  # months of service within which people leave twice as often
GOING = 6  # per cent of agency workers who go in a month
HOLDING_FIRST = {"integrated-front-door": 400, "fostering-and-adoption": 300}  # these hold fewer cases


@dataclass(eq=False)
class Person:
    reference: str
    agency: bool
    team: str
    level: str
    fte: int
    since: int  # month of arrival; those there at the beginning have -NEW
    rank: int  # the lower, the sooner they are given cases
    pace: int  # cases they hold, in proportion to others
    moved: int = -NEW  # month of the last move
    post: PostHeld | None = None


@dataclass(eq=False)
class PostHeld:
    reference: str
    team: str
    level: str
    fte: int
    holder: Person | None = None

    @property
    def vacant(self) -> int:
        return self.fte - (self.holder.fte if self.holder else 0)


class Spread:
    """Deals hours to teams and levels, always to whichever is furthest behind its share."""

    def __init__(self, levels: Mapping[str, int]) -> None:
        self.weights = {(team, level): TEAM_SHARES[team] * levels[level] for team in TEAM_SHARES for level in levels}
        self.dealt = dict.fromkeys(self.weights, 0)

    def next(self, fte: int) -> tuple[str, str]:
        total = sum(self.dealt.values()) + fte
        cell = max(self.weights, key=lambda cell: self.weights[cell] * total - self.dealt[cell] * 10_000)
        self.dealt[cell] += fte
        return cell


@dataclass
class Establishment:
    rng: Random
    month: int = -NEW
    posts: list[PostHeld] = field(default_factory=list)
    employed: list[Person] = field(default_factory=list)
    agency: list[Person] = field(default_factory=list)
    spread: Spread = field(default_factory=lambda: Spread(POSTS))
    people_so_far: int = 0
    agency_so_far: int = 0

    def add_post(self, fte: int, spread: Spread | None = None) -> PostHeld:
        team, level = (spread or self.spread).next(fte)
        post = PostHeld(f"P{len(self.posts) + 1:04}", team, level, fte)
        self.posts.append(post)
        return post

    def new_person(self, prefix: str, number: int, team: str, level: str, fte: int) -> Person:
        agency = prefix == "AG"
        rank = self.rng.randrange(1000) + HOLDING_FIRST.get(team, 0) - 400 * agency
        pace = self.rng.randrange(75, 126) - (25 if level == "1" else 0)
        return Person(f"{prefix}{number:04}", agency, team, level, fte, self.month, rank, pace)

    def start(self, fte: int, post: PostHeld | None = None) -> Person:
        """Somebody new, in that post or in a vacant one that is easy to fill."""
        post = post or self.vacancy_for(fte)
        self.people_so_far += 1
        person = self.new_person("SW", self.people_so_far, post.team, post.level, fte)
        person.post, post.holder = post, person
        self.employed.append(person)
        return person

    def vacancy_for(self, fte: int) -> PostHeld:
        open_posts = [post for post in self.posts if post.holder is None and post.fte >= fte]
        exact = [post for post in open_posts if post.fte == fte]
        return pick(self.rng, exact or open_posts, ease)

    def leave(self, fte: int) -> Person:
        """Somebody of these hours, not of those who came or moved this month."""
        settled = [person for person in self.employed if person.fte == fte and person.since < self.month]
        person = pick(self.rng, settled, self.pressure)
        self.employed.remove(person)
        if person.post:
            person.post.holder = None
        return person

    def pressure(self, person: Person) -> int:
        return PRESSURE_TO_LEAVE[person.level] * (2 if 0 <= self.month - person.since < NEW else 1)

    def move(self) -> tuple[Person, str] | None:
        """Somebody to a vacant post of another team, often a level up. The person, and the team left."""
        settled = [one for one in self.employed if max(one.since, one.moved) < self.month - 6]
        person = pick(self.rng, settled, lambda one: 1)
        up = str(min(int(person.level) + 1, 3))
        vacant = [post for post in self.posts if post.holder is None and post.fte == person.fte]
        posts = [post for post in vacant if post.team != person.team and post.level in (person.level, up)]
        if not posts:
            return None
        return self.settle(person, pick(self.rng, posts, lambda post: 3 if post.level == up else 1))

    def settle(self, person: Person, post: PostHeld) -> tuple[Person, str]:
        left = person.team
        if person.post:
            person.post.holder = None
        person.team, person.level, person.post, post.holder = post.team, post.level, post, person
        person.moved = self.month
        return person, left

    def bring(self, fte: int) -> Person:
        """An agency worker, where most of what is vacant is not yet covered."""
        uncovered = dict.fromkeys(self.spread.weights, 0)
        for post in self.posts:
            uncovered[post.team, post.level] += post.vacant
        for person in self.agency:
            uncovered[person.team, person.level] -= person.fte
        weights = self.spread.weights
        team, level = pick(self.rng, list(weights), lambda cell: max(uncovered[cell], 0) * 20 + weights[cell])
        self.agency_so_far += 1
        person = self.new_person("AG", self.agency_so_far, team, level, fte)
        self.agency.append(person)
        return person

    def change_agency(self, total: int) -> None:
        """Some agency workers go and others come, until those there work `total` tenths of FTE."""
        stay = self.rng.sample(self.agency, len(self.agency) * (100 - GOING) // 100)
        while not enough_is_missing(total - sum(person.fte for person in stay)):
            stay.pop()
        self.agency = [person for person in self.agency if person in stay]
        for fte in split(self.rng, total - sum(person.fte for person in stay)):
            self.bring(fte)


def ease(post: PostHeld) -> int:
    return EASE_OF_FILLING[post.level] * TEAM_EASE.get(post.team, 4)


def enough_is_missing(hours: int) -> bool:
    """Whether newcomers can make up the hours: nobody works fewer than SMALLEST."""
    return hours == 0 or hours >= SMALLEST
