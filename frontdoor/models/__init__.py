"""What the front door keeps."""

from frontdoor.models.categories import Category, CategoryQuerySet
from frontdoor.models.codes import AGE_BANDS, CONTACTS_SOURCE, IN_TIME, UNKNOWN_WORDS, Flag, Outcome, Source
from frontdoor.models.contacts import Contact, ContactQuerySet
from frontdoor.models.referrals import Referral, ReferralQuerySet
from frontdoor.models.rules import ClosureRule, ClosureRuleQuerySet, Decision, FlagOutcome, FlagOutcomeQuerySet
from frontdoor.sources.models import SourceWord

__all__ = [
    "AGE_BANDS",
    "CONTACTS_SOURCE",
    "IN_TIME",
    "UNKNOWN_WORDS",
    "Category",
    "CategoryQuerySet",
    "ClosureRule",
    "ClosureRuleQuerySet",
    "Contact",
    "ContactQuerySet",
    "Decision",
    "Flag",
    "FlagOutcome",
    "FlagOutcomeQuerySet",
    "Outcome",
    "Referral",
    "ReferralQuerySet",
    "Source",
    "SourceWord",
]
