"""Contacts that were taken on."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from frontdoor.models.codes import UNKNOWN_WORDS, Source
from intake.models import Loaded, LoadedQuerySet
from intake.references.fields import ReferenceField
from organisation.models import Team
from organisation.permissions import Permission


class ReferralQuerySet(LoadedQuerySet):
    SEEN_WITH = Permission.SEE_CONTACTS

    def of_unknown_words(self) -> Self:
        return self.filter(UNKNOWN_WORDS)


class Referral(Loaded):
    """A contact that was taken on, as a list of referrals has it."""

    reference = ReferenceField()
    child = ReferenceField()
    referred_on = models.DateField()
    source = models.CharField(max_length=20, choices=Source)
    source_code = models.CharField(max_length=3, blank=True, help_text="Code of the children in need census")
    source_said = models.CharField(max_length=100, blank=True, help_text="As the file has it, where it is no code")
    age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Years, at the referral")
    closed_at_once = models.BooleanField(null=True, blank=True, help_text="With no further action. Empty: not known")
    earlier = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Referrals of the 12 months before")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team_said = models.CharField(max_length=60, blank=True, help_text="As the file names it")
    row = models.PositiveIntegerField(default=0, help_text="In its file, as a spreadsheet numbers them")

    PERSONAL: ClassVar[set[str]] = {"reference", "child", "referred_on", "age"}
    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("load", "month"), name="referral_as_counted"),
            models.Index(fields=("reference", "load"), name="referral_by_reference"),
            models.Index(fields=("child", "referred_on"), name="referral_by_child"),
        )

    def __str__(self) -> str:
        return self.reference[:8]
