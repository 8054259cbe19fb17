"""What a contact may be: who made it, what became of it, how old the child was."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


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


CONTACTS_SOURCE = "contacts"  # the source of their loads
UNKNOWN_WORDS = Q(source="unknown", source_code="") & ~Q(source_said="")  # a source that nobody knows the words of
