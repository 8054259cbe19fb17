"""A scope: the part of the organisation that is asked about. None stands for the whole council."""

from dataclasses import dataclass

from organisation.models import Service, Team


@dataclass(frozen=True)
class Scope:
    """A team or a service, by its slug."""

    kind: str  # "team" or "service"
    slug: str
    label: str


class NoSuchScope(LookupError):
    pass


def scope(slug: str | None) -> Scope | None:
    """The scope of that slug; a service goes before a team of the same slug. Raises NoSuchScope with a sentence."""
    if slug is None:
        return None
    for kind, model in (("service", Service), ("team", Team)):
        found = model.objects.filter(slug=slug).first()
        if found:
            return Scope(kind, found.slug, found.name)
    known = [*Service.objects.values_list("slug", flat=True), *Team.objects.values_list("slug", flat=True)]
    raise NoSuchScope(f"There is no service or team '{slug}'. There are: {', '.join(known) or 'none yet'}.")
