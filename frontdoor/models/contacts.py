"""Contacts: requests that reached the Integrated Front Door, one row a child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Substr

from figures import months as calendar
from frontdoor.models.categories import Category
from frontdoor.models.codes import AGE_BANDS, CONTACTS_SOURCE, IN_TIME, UNKNOWN_WORDS, Outcome, Source
from intake.models import Load, Loaded, LoadedQuerySet
from intake.references.fields import ReferenceField
from organisation.models import Team
from organisation.permissions import Permission


class ContactQuerySet(LoadedQuerySet):
    SEEN_WITH = Permission.SEE_CONTACTS

    def no_further_action(self) -> Self:
        return self.filter(outcome=Outcome.NFA)

    def closed_for(self, codes: Iterable[str]) -> Self:
        return self.no_further_action().filter(category__code__in=list(codes))

    def threshold_or_consent(self) -> Self:
        return self.no_further_action().filter(category__threshold_or_consent=True)

    def told_apart(self) -> Self:
        """With what tells them apart and is not stored as such."""
        return self.annotate(age_band=age_band(), area_known=NullIf("area", Value("")))

    def received_in(self, months: Iterable[date]) -> Self:
        """Told the source of their loads, SQLite goes through the loads, and so the contacts, in the order of months,
        and sorts nothing to count by month."""
        return self.in_months(months).filter(load__source=CONTACTS_SOURCE)

    def of_each_load(self) -> Self:
        """Within a question about loads: those that the load brought for its month."""
        return self.filter(load=OuterRef("pk"), month=OuterRef("month"))

    def of_unknown_words(self) -> Self:
        return self.filter(UNKNOWN_WORDS)

    def referred(self) -> Self:
        return self.filter(outcome=Outcome.REFERRAL)

    def taken_on(self) -> Self:
        return self.exclude(outcome__in=(Outcome.NFA, Outcome.NOT_RECORDED))

    def decided_in_time(self) -> Self:
        return self.filter(working_days__lte=IN_TIME)

    def waiting(self) -> Self:
        """Closed for a reason that nothing has made a category of yet."""
        return self.no_further_action().filter(category__isnull=True)

    def returned_within(self, count: int, months: Sequence[date]) -> Self:
        """Of whose child another contact was received on a later day, at most so many calendar months after. `months`:
        those of these contacts.

        The last day is compared as text, which both databases do alike: three months after 30 November is
        '2020-02-30', and no day of February comes after that.
        """
        ends = [When(month=month, then=Value(f"{calendar.code(calendar.add(month, count))}-")) for month in months]
        month = Case(*ends, default=Value(""), output_field=CharField())
        until = Concat(month, Substr(Cast("received_on", CharField()), 9, 2))
        later = (
            Contact.objects.current()
            .filter(child=OuterRef("child"), received_on__gt=OuterRef("received_on"))
            .annotate(day=Cast("received_on", CharField()))
            .filter(day__lte=OuterRef("until"))
        )
        return self.exclude(child="").annotate(until=until).filter(Exists(later))

    def one_an_incident(self) -> Self:
        """The first contact in the file of each incident. One without an incident stands for itself."""
        return self.filter(pk__in=self.by_incident().values("first"))

    def one_an_incident_closed(self) -> Self:
        """Of incidents that were closed with no further action for every child."""
        closed = Count("pk", filter=Q(outcome=Outcome.NFA))
        return self.filter(pk__in=self.by_incident().annotate(closed=closed).filter(closed=F("all")).values("first"))

    def by_incident(self) -> models.QuerySet:
        incident = Coalesce(NullIf("incident", Value("")), "reference")
        rows = self.order_by().annotate(of=incident).values("load", "of")
        return rows.annotate(first=Min("pk"), all=Count("pk"))


def age_band() -> Case:
    bands = [When(age__lte=most, then=Value(code)) for code, _, most in AGE_BANDS if most is not None]
    return Case(*bands, When(age__isnull=False, then=Value(AGE_BANDS[-1][0])), output_field=CharField())


class Contact(Loaded):
    """A request about one child. References are keyed hashes: the source system's own ids are not kept here."""

    # A database checks each row's references one by one, which takes a quarter of a load: see decision 0014
    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    # An index of months alone would lead readings away from the one that holds all they count
    month = models.DateField(help_text="First day of the month that it belongs to")
    reference = ReferenceField()
    child = ReferenceField(blank=True, help_text="Empty: not known, so nobody's return")
    incident = ReferenceField(blank=True)
    received_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    working_days = models.SmallIntegerField(null=True, blank=True, help_text="From the day received to the decision")
    source = models.CharField(max_length=20, choices=Source)
    age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Years, at the contact")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    outcome = models.CharField(max_length=13, choices=Outcome)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    row = models.PositiveIntegerField(default=0, help_text="In its file, as a spreadsheet numbers them")
    referral = ReferenceField(blank=True, help_text="That it led to")
    source_code = models.CharField(max_length=3, blank=True, help_text="Code of the children in need census")
    area = models.CharField(max_length=60, blank=True, help_text="As the file names it")
    team_said = models.CharField(max_length=60, blank=True, help_text="As the file names it")
    closure_reason = models.CharField(max_length=200, blank=True, help_text="As the file has it")
    source_said = models.CharField(max_length=100, blank=True, help_text="As the file has it, where it is no code")
    outcome_said = models.CharField(max_length=200, blank=True, help_text="As the file has it, where it is no code")
    flags = models.CharField(max_length=160, blank=True, help_text="Those that the source system ticked, by code")
    contact_id_kept = models.BinaryField(null=True, blank=True, help_text="Encrypted, for the auditor of the case")

    PERSONAL: ClassVar[set[str]] = {
        "reference", "child", "incident", "referral", "age", "received_on", "decided_on", "area", "contact_id_kept",
    }  # fmt: skip
    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("load", "month", "outcome", "source", "category", "team"), name="contact_as_counted"),
            models.Index(fields=("reference", "load"), name="contact_by_reference"),
            models.Index(fields=("child", "received_on"), name="contact_by_child"),
            models.Index(fields=("month", "source_said"), condition=UNKNOWN_WORDS, name="contact_of_unknown_words"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(category__isnull=True) | Q(outcome="nfa"), name="only_nfa_has_a_category"
            ),
        )

    def __str__(self) -> str:
        return self.reference[:8]
