"""Contacts: requests that reached the Integrated Front Door, one row a child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Substr

from figures import months as calendar
from frontdoor.sources.models import SourceWord  # noqa: F401 - of this app
from history.tracking import tracked
from intake.models import Load, Loaded, LoadedQuerySet
from intake.references.fields import ReferenceField
from organisation.models import Team, User
from organisation.permissions import Permission


class Source(models.TextChoices):
    """Who made contact, in the groups of the Department for Education's children in need publication."""

    INDIVIDUAL = "individual", "Individual"
    SCHOOLS = "schools", "Schools"
    EDUCATION = "education_services", "Education services"
    HEALTH = "health_services", "Health services"
    HOUSING = "housing", "Housing"
    LOCAL_AUTHORITY = "la_services", "Local authority services"
    POLICE = "police", "Police"
    LEGAL = "other_legal_agency", "Other legal agency"
    OTHER = "other", "Other"
    ANONYMOUS = "anonymous", "Anonymous"
    UNKNOWN = "unknown", "Unknown"


class Outcome(models.TextChoices):
    NFA = "nfa", "No further action"
    EARLY_HELP = "early_help", "Early help"
    REFERRAL = "referral", "Referral to social care"
    EXISTING = "existing_case", "Existing case"
    OTHER = "other", "Other"
    NOT_RECORDED = "not_recorded", "Not recorded"


class Flag(models.TextChoices):
    """What a case system may tick of a contact: several at once. How they make one outcome: FlagOutcome."""

    NEW_REFERRAL = "new_referral", "New referral"
    EXISTING_REFERRAL = "existing_referral", "Existing referral"
    CP_ENQUIRY = "cp_enquiry", "Child protection enquiry"
    NFA = "nfa", "No further action"
    NON_AGENCY_ADOPTION = "non_agency_adoption", "Non-agency adoption"
    PRIVATE_FOSTERING = "private_fostering", "Private fostering"
    ADVICE = "advice", "Advice"
    MISSING = "missing", "Missing child"
    OLA_CP = "ola_cp", "Child protection plan of another authority"
    OTHER_OUTCOMES_EXIST = "other_outcomes_exist", "Other outcomes exist"
    EARLY_HELP = "early_help", "Early help"


AGE_BANDS = (  # code, label, and the highest age in years: the bands of the children in need census
    ("under_1", "Under 1", 0),
    ("1_to_4", "1 to 4", 4),
    ("5_to_9", "5 to 9", 9),
    ("10_to_15", "10 to 15", 15),
    ("16_and_over", "16 and over", None),
)
IN_TIME = 1  # working days within which a contact is to be decided


class CategoryQuerySet(models.QuerySet):
    def held_in(self, month: date) -> Self:
        return self.filter(Q(holds_from__lte=month), Q(holds_until__isnull=True) | Q(holds_until__gte=month))

    def visible_to(self, user: User) -> Self:
        """They say how contacts are sorted, which everybody may know."""
        return self


class Category(models.Model):
    """Why a contact was closed with no further action. Recorded in the months in which it holds, never before."""

    code = models.SlugField(unique=True)
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    holds_from = models.DateField(help_text="First month in which it is recorded")
    holds_until = models.DateField(null=True, blank=True)
    threshold_or_consent = models.BooleanField(default=False, help_text="Closed for threshold or for want of consent")

    PERSONAL: ClassVar[set[str]] = set()
    objects = CategoryQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("position", "code")
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.label

    def holds_in(self, month: date) -> bool:
        return self.holds_from <= month and (self.holds_until is None or month <= self.holds_until)


class FlagOutcomeQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """They say how contacts are counted, which everybody may know."""
        return self


class FlagOutcome(models.Model):
    """Which outcome a contact has whose source system ticks several: that of the first of its flags in this order. An
    order holds from its month until the next one does."""

    holds_from = models.DateField(help_text="First day of the first month of contacts that it is for")
    position = models.PositiveSmallIntegerField(help_text="The lowest wins")
    flag = models.CharField(max_length=20, choices=Flag)
    outcome = models.CharField(max_length=13, choices=Outcome)

    PERSONAL: ClassVar[set[str]] = set()
    objects = FlagOutcomeQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("holds_from", "position")
        constraints = (
            models.UniqueConstraint(fields=("holds_from", "flag"), name="one_outcome_a_flag"),
            models.UniqueConstraint(fields=("holds_from", "position"), name="one_flag_a_position"),
        )

    def __str__(self) -> str:
        return f"{self.get_flag_display()}: {self.get_outcome_display()}"


CONTACTS = "contacts"  # the source of their loads
UNKNOWN_WORDS = Q(source="unknown", source_code="") & ~Q(source_said="")  # a source that nobody knows the words of


class ContactQuerySet(LoadedQuerySet):
    SEEN_WITH = Permission.SEE_CONTACTS

    def no_further_action(self) -> Self:
        return self.filter(outcome=Outcome.NFA)

    def closed_for(self, codes: Iterable[str]) -> Self:
        return self.no_further_action().filter(category__code__in=list(codes))

    def threshold_or_consent(self) -> Self:
        return self.no_further_action().filter(category__threshold_or_consent=True)

    def received_in(self, months: Iterable[date]) -> Self:
        """With what tells them apart and is not stored as such. Told the source of their loads, SQLite goes through the
        loads, and so the contacts, in the order of months, and sorts nothing to count by month."""
        received = self.in_months(months).filter(load__source=CONTACTS)
        return received.annotate(age_band=age_band(), area_known=NullIf("area", Value("")))

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


class ClosureRuleQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """They say how contacts are sorted, which everybody may know."""
        return self


class ClosureRule(models.Model):
    """Which category a closed contact has whose source system holds exactly this. The first that fits gives it."""

    position = models.PositiveSmallIntegerField(help_text="The lowest wins")
    closure_reason = models.CharField(max_length=200, blank=True)
    outcome_said = models.CharField(max_length=200, blank=True)
    flag = models.CharField(max_length=20, blank=True, choices=Flag)
    source = models.CharField(max_length=20, blank=True, choices=Source)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")

    PERSONAL: ClassVar[set[str]] = set()
    objects = ClosureRuleQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(closure_reason="", outcome_said="", flag="", source=""), name="a_rule_asks_something"
            ),
        )

    def __str__(self) -> str:
        said = (
            ("closure reason", self.closure_reason),
            ("outcome", self.outcome_said),
            ("ticked", self.get_flag_display() if self.flag else ""),
            ("source", self.get_source_display() if self.source else ""),
        )
        return ", ".join(f"{name} ‘{value}’" for name, value in said if value)


class Decision(models.Model):
    """Which category a person gave a contact that no rule settled. It outlives rules and loads: the contact is named by
    its reference, whichever file brings it."""

    reference = ReferenceField(unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = {"reference", "why"}
    objects = models.Manager()
    versions = tracked()

    def __str__(self) -> str:
        return f"{self.reference[:8]}: {self.category}"
