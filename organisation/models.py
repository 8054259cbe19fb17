"""People, services and teams. A team or service that ended keeps its past: it gets an end date, it is never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from history.tracking import tracked
from organisation import access, scopes
from organisation.permissions import Permission
from organisation.roles import ROLES


class UserQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Everybody, to those who manage people; to others, themselves."""
        return self if user.access.may(Permission.MANAGE_PEOPLE) else self.filter(pk=user.pk)

    def active(self) -> Self:
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in or owns something. Known by e-mail; shown by job title."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    job_title = models.CharField(max_length=120)
    body = models.CharField(
        max_length=120,
        blank=True,
        verbose_name="works for",
        help_text="Outside the council: who they work for",
    )
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="manages")
    is_active = models.BooleanField(default=True)
    generated = models.BooleanField(default=False, help_text="Made up for the demonstration")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["job_title"]
    PERSONAL: ClassVar[set[str]] = {"email", "name", "job_title", "body", "password", "last_login"}

    objects = UserManager()
    versions = tracked(excluded_fields=["password", "last_login"])

    def __str__(self) -> str:
        return self.job_title

    def get_full_name(self) -> str:
        return self.name or self.job_title

    @property
    def in_full(self) -> str:
        """Post and, outside the council, body: 'Detective Inspector, Ashdale Police'."""
        return ", ".join(filter(None, (self.job_title, self.body)))

    @cached_property
    def access(self) -> access.Access:
        """What they may do today: read once for as long as this object lives, which is one request."""
        from organisation import clock

        held = self.holdings.held_on(clock.today())
        return access.access(held.select_related("service", "team__service"))


# The council as a request has read it; None outside requests, where every question reads it anew
_READ: ContextVar[list[Council] | None] = ContextVar("council_of_the_request", default=None)


@contextmanager
def once_a_request() -> Iterator[None]:
    """Within it the council is read once: its name, and the clock, which asks what day a demonstration plays."""
    token = _READ.set([])
    try:
        yield
    finally:
        _READ.reset(token)


class Council(models.Model):
    """Whose instance this is: one row. A demonstration plays on a day of its own."""

    name = models.CharField(max_length=120)
    email = models.EmailField(help_text="Where the public may write")
    plays_on = models.DateField(null=True, blank=True, help_text="Today in a demonstration; empty for a real council")

    PERSONAL: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def is_demonstration(self) -> bool:
        return self.plays_on is not None

    @classmethod
    def current(cls) -> Council:
        """The row, or a stand-in until somebody has named the council. Read once for a page (see once_a_request)."""
        if (found := _READ.get()) and found:
            return found[0]
        council = cls.objects.first() or cls(name="Your council", email="improvement@council.example")
        if found is not None:
            found.append(council)
        return council


class EndingQuerySet(models.QuerySet):
    """Services or teams."""

    def open_on(self, day: date) -> Self:
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def visible_to(self, user: User) -> Self:
        """What the council is made of is no secret to those who work for it."""
        return self


class Service(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = set()
    objects = EndingQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="service_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="teams")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in tables")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    PERSONAL: ClassVar[set[str]] = set()
    objects = EndingQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="team_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(ends_on__isnull=False), name="a_team_that_merged_ended"
            ),
        )

    def __str__(self) -> str:
        return self.name


class HoldingQuerySet(models.QuerySet):
    def held_on(self, day: date) -> Self:
        """The last day is a day on which it is held."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def of_role(self, role: str) -> Self:
        return self.filter(role=role)

    def visible_to(self, user: User) -> Self:
        return self if user.access.may(Permission.MANAGE_PEOPLE) else self.filter(user=user)


class Holding(models.Model):
    """A role that a person holds, for a service, a team or the whole council, from one day to another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=30, choices=[(role.key, role.label) for role in ROLES.values()])
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(verbose_name="first day")
    ends_on = models.DateField(null=True, blank=True, verbose_name="last day")

    PERSONAL: ClassVar[set[str]] = set()
    objects = HoldingQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("user", "starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(service__isnull=True) | Q(team__isnull=True), name="a_role_is_held_for_one_part"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="a_role_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.scope_label}"

    @property
    def scope(self) -> scopes.Scope | None:
        """None: the whole council. With service, or team and its service, loaded."""
        if self.service is not None:
            return scopes.of_service(self.service)
        return scopes.of_team(self.team) if self.team is not None else None

    @property
    def scope_label(self) -> str:
        return self.scope.label if self.scope else "whole council"
