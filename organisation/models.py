"""People, services and teams. A team or service that ended keeps its past: it gets an end date, it is never deleted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class UserManager(BaseUserManager["User"]):
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
    is_active = models.BooleanField(default=True)
    generated = models.BooleanField(default=False, help_text="Made up for the demonstration")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["job_title"]
    PERSONAL: ClassVar[set[str]] = {"email", "name", "job_title", "password", "last_login"}

    objects = UserManager()

    def __str__(self) -> str:
        return self.job_title

    def get_full_name(self) -> str:
        return self.name or self.job_title


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
        """The row, or a stand-in until somebody has named the council."""
        return cls.objects.first() or cls(name="Your council", email="improvement@council.example")


class Service(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = set()

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

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="team_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return self.name
