"""What is counted once an incident, however many children it is about."""

from __future__ import annotations

from figures.figure import PERCENT, Better
from frontdoor.coverage import CATEGORISED, DECISIONS, OUTCOMES
from frontdoor.dimensions import SPLIT, WITHOUT_CATEGORY
from frontdoor.terms import INCIDENTS as UNIT
from frontdoor.terms import counted, incidents, incidents_closed, of_contacts

ONCE = (
    "Contacts of the month with the same incident are one; a contact without an incident is one by itself. Source, "
    "team, age, area and category are those of its first contact in the file."
)
WHOLLY_CLOSED = counted(incidents_closed, source=OUTCOMES, paths=SPLIT, records="incidents")

INCIDENTS = of_contacts(
    key="frontdoor.incidents",
    label="Incidents",
    unit=UNIT,
    definition=f"Incidents about which requests reached the Integrated Front Door in the month. {ONCE}",
    counted=(counted(incidents, paths=SPLIT, records="incidents"),),
    counted_label="Incidents received",
    hidden_with=(("frontdoor.incidents_nfa_rate", ()),),
)
INCIDENTS_NFA = of_contacts(
    key="frontdoor.incidents_nfa",
    label="Incidents closed with no further action",
    unit=UNIT,
    definition="Incidents of the month of which every contact was closed with no further action (NFA): one that was "
    f"closed for one child and not for another is not among them. {ONCE}",
    counted=(WHOLLY_CLOSED,),
    counted_label="Incidents closed for every child",
)
INCIDENTS_NFA_RATE = of_contacts(
    key="frontdoor.incidents_nfa_rate",
    label="Share of incidents closed with no further action",
    unit=PERCENT,
    definition="Incidents of the month of which every contact was closed with no further action, of all incidents of "
    f"the month. {ONCE}",
    counted=(WHOLLY_CLOSED,),
    of=(counted(incidents, records="incidents"),),
    counted_label="Incidents closed for every child",
    of_label="incidents received",
    hidden_with=(("frontdoor.incidents_nfa", ()),),
)
INCIDENTS_THRESHOLD_OR_CONSENT = of_contacts(
    key="frontdoor.incidents_threshold_or_consent",
    label="Incidents closed for threshold or consent",
    unit=PERCENT,
    definition="Of the incidents of the month of which every contact was closed with no further action, those closed "
    "as not meeting the threshold for early help or without consent. Recorded from the month in which these categories "
    f"began. {ONCE}",
    counted=(
        counted(
            lambda months: incidents_closed(months).threshold_or_consent(),
            source=CATEGORISED,
            paths=SPLIT,
            records="incidents",
        ),
    ),
    of=(counted(incidents_closed, source=CATEGORISED, records="incidents"),),
    counted_label="Incidents closed for threshold or consent",
    of_label="incidents closed with no further action",
    hidden_with=(("frontdoor.incidents_nfa", ("category",)),),
)
INCIDENTS_DECIDED_IN_TIME = of_contacts(
    key="frontdoor.incidents_decided_in_time",
    label="Incidents decided within one working day",
    unit=PERCENT,
    definition="Incidents of the month whose first contact in the file was decided on the day it was received or by "
    "the end of the next working day in England, of all incidents of the month. A contact without a day of decision is "
    f"not decided in time. {ONCE}",
    better=Better.HIGHER,
    counted=(counted(lambda months: incidents(months).decided_in_time(), source=DECISIONS, records="incidents"),),
    of=(counted(incidents, source=DECISIONS, records="incidents"),),
    counted_label="Incidents decided within one working day",
    of_label="incidents received",
    dimensions=WITHOUT_CATEGORY,
    hidden_with=(("frontdoor.incidents", ()),),
)

PER_INCIDENT = [
    INCIDENTS,
    INCIDENTS_NFA,
    INCIDENTS_NFA_RATE,
    INCIDENTS_THRESHOLD_OR_CONSENT,
    INCIDENTS_DECIDED_IN_TIME,
]
