"""Who owns an action, as a spreadsheet says it: a person by e-mail, a role by its title, or nobody yet."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from history import tracking
from improvement.models import OwnerRole
from improvement.owners.owning import NOBODY, Ownership, refuse_who_is_gone
from improvement.plan_files import facts
from improvement.plan_files.columns import NOT_YET
from intake.columns import folded
from intake.merging import Asked, Telling
from organisation.models import User
from organisation.refused import Refused

NOBODY_YET = {folded(words) for words in NOT_YET}  # unless a role is called so
LONGEST_TITLE = OwnerRole._meta.get_field("title").max_length or 0
COLUMNS = ("owner_role", "owner_email", "owner")  # the first that says something says it


class Owners:
    """People and roles, read once."""

    def __init__(self) -> None:
        self.people = {user.email.casefold(): user for user in User.objects.all()}
        self.roles = {
            facts.line(role.title).casefold(): role for role in OwnerRole.objects.select_related("held_by")
        }  # fmt: skip

    def are_said(self, said: Mapping[str, Any]) -> bool:
        return any(name in said for name in COLUMNS)

    def said(self, said: Mapping[str, Any]) -> str:
        """As it is kept, where it is known: the e-mail address or the title; '' for nobody yet."""
        for column in COLUMNS:
            words = said.get(column) or ""
            if role := None if column == "owner_email" else self.role(words):
                return role.title
            if words and folded(words) not in NOBODY_YET:
                person = self.people.get(words.casefold())
                return person.email if person else words
        return ""

    def role(self, words: str) -> OwnerRole | None:
        """A title may begin with the apostrophe that a file has before a formula."""
        return (self.roles.get(words.casefold()) or self.roles.get(f"'{words}".casefold())) if words else None

    def known(self, fact: str) -> Ownership:
        """Raises Refused where nobody is called so any more."""
        if not fact:
            return NOBODY
        if role := self.roles.get(facts.line(fact).casefold()):
            return Ownership(role=role)
        if "@" in fact:
            if person := self.people.get(fact.casefold()):
                return Ownership(person=person)
            near = get_close_matches(fact.casefold(), self.people, n=1, cutoff=0.85)
            meant = f" Did you mean {near[0]}?" if near else " An administrator adds people"
            raise Refused(f"Nobody has the e-mail address {fact}.{meant}", "owner")
        raise Refused(f"There is no role ‘{fact}’", "owner")

    def found(self, fact: str, tell: Telling, asked: Asked) -> Ownership:
        """A role that is not there yet is added: nobody holds it. Raises Refused."""
        if fact and "@" not in fact and facts.line(fact).casefold() not in self.roles:
            if len(fact) > LONGEST_TITLE:
                raise Refused(f"A role has a title of up to {LONGEST_TITLE} characters; a person is given by e-mail")
            role = OwnerRole(title=fact)
            tracking.save(role, by=asked.by, at=asked.at, reason=asked.why)
            self.roles[facts.line(fact).casefold()] = role
            tell.warn("owner", "new_role", f"There is no role ‘{fact}’ yet: it is added, held by nobody")
        owner = self.known(fact)
        if owner.person:
            refuse_who_is_gone(owner.person, "owner")
        return owner
