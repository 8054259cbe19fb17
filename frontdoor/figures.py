"""Figures of the Integrated Front Door."""

from __future__ import annotations

from figures.figure import PERCENT, Better
from frontdoor.coverage import CATEGORISED, DECISIONS, OUTCOMES
from frontdoor.dimensions import CATEGORY, SPLIT, WITHOUT_CATEGORY
from frontdoor.incident_figures import PER_INCIDENT
from frontdoor.return_figures import RETURNS
from frontdoor.terms import ALL, CHILDREN, CLOSED, closed, counted, of_contacts, received

CONTACTS = of_contacts(
    key="frontdoor.contacts",
    label="Contacts",
    unit=CHILDREN,
    definition="Requests that reached the Integrated Front Door in the month, counted for each child: one incident in "
    "a family of four makes four contacts.",
    counted=(counted(received, paths=SPLIT),),
    counted_label="Contacts received, counted per child",
    hidden_with=(("frontdoor.nfa_rate", ()),),  # less those closed, they are those that were not
)
NFA = of_contacts(
    key="frontdoor.nfa",
    label="Contacts closed with no further action",
    unit=CHILDREN,
    definition="Contacts received in the month that were closed with no further action (NFA), counted for each child.",
    counted=(CLOSED,),
    counted_label="Contacts closed with no further action",
)
NFA_SHARE = of_contacts(
    key="frontdoor.nfa_share",
    label="Share of closures",
    unit=PERCENT,
    definition="Contacts closed with no further action for one category, of all contacts received in the month that "
    "were closed with no further action.",
    counted=(CLOSED,),
    of=(counted(closed, source=OUTCOMES),),
    counted_label="Contacts closed for the category",
    of_label="contacts closed with no further action",
    dimensions=(CATEGORY,),
    whole_by="category",
)
NFA_RATE = of_contacts(
    key="frontdoor.nfa_rate",
    label="Share of contacts closed with no further action",
    unit=PERCENT,
    definition="Contacts received in the month that were closed with no further action, of all contacts received in "
    "the month, counted for each child.",
    counted=(CLOSED,),
    of=(ALL,),
    counted_label="Contacts closed with no further action",
    of_label="contacts received",
)
NFA_THRESHOLD_OR_CONSENT = of_contacts(
    key="frontdoor.nfa_threshold_or_consent",
    label="Closures for threshold or consent",
    unit=PERCENT,
    definition="Contacts closed as not meeting the threshold for early help or without consent, of all contacts "
    "received in the month that were closed with no further action. Recorded from the month in which these categories "
    "began.",
    counted=(counted(lambda months: received(months).threshold_or_consent(), source=CATEGORISED, paths=SPLIT),),
    of=(counted(closed, source=CATEGORISED),),
    counted_label="Contacts closed for threshold or consent",
    of_label="contacts closed with no further action",
    hidden_with=(("frontdoor.nfa", ("category",)),),  # it is the sum of two categories
)
DECIDED_IN_TIME = of_contacts(
    key="frontdoor.decided_in_time",
    label="Contacts decided within one working day",
    unit=PERCENT,
    definition="Contacts received in the month that were decided on the day they were received or by the end of the "
    "next working day in England, of all contacts received in the month, counted for each child. A contact without a "
    "day of decision is not decided in time. A month whose file says of no contact when it was decided has no data.",
    origin="Working Together to Safeguard Children: a decision within one working day of a referral",
    better=Better.HIGHER,
    counted=(counted(lambda months: received(months).decided_in_time(), source=DECISIONS),),
    of=(counted(received, source=DECISIONS),),
    counted_label="Contacts decided within one working day",
    of_label="contacts received",
    dimensions=WITHOUT_CATEGORY,
    hidden_with=(("frontdoor.contacts", ()),),
)
REFERRED = counted(lambda months: received(months).referred(), source=OUTCOMES)
REFERRAL_RATE = of_contacts(
    key="frontdoor.referral_rate",
    label="Share of contacts that became referrals",
    unit=PERCENT,
    definition="Contacts received in the month whose outcome is a referral to social care, of all contacts received in "
    "the month, counted for each child.",
    counted=(REFERRED,),
    of=(ALL,),
    counted_label="Contacts that became referrals",
    of_label="contacts received",
    dimensions=WITHOUT_CATEGORY,
    hidden_with=(("frontdoor.taken_on_referred", ()),),  # with those closed, it leaves the few other outcomes
)
TAKEN_ON_REFERRED = of_contacts(
    key="frontdoor.taken_on_referred",
    label="Share of contacts taken on that became referrals",
    unit=PERCENT,
    definition="Contacts received in the month whose outcome is a referral to social care, of all contacts received in "
    "the month with an outcome other than no further action, counted for each child. A contact whose outcome is not "
    "recorded is in neither.",
    counted=(REFERRED,),
    of=(counted(lambda months: received(months).taken_on(), source=OUTCOMES),),
    counted_label="Contacts that became referrals",
    of_label="contacts with another recorded outcome than no further action",
    dimensions=WITHOUT_CATEGORY,
    hidden_with=(("frontdoor.nfa_rate", ()),),
)

FIGURES = [
    CONTACTS, NFA, NFA_SHARE, NFA_RATE, NFA_THRESHOLD_OR_CONSENT, DECIDED_IN_TIME, REFERRAL_RATE, TAKEN_ON_REFERRED,
    *RETURNS, *PER_INCIDENT,
]  # fmt: skip
