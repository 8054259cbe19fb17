"""The files of contacts and referrals, in the layouts in which systems export them."""

from __future__ import annotations

from frontdoor.coverage import CONTACTS_FILE
from frontdoor.layouts import annex_a, canonical, ticked
from frontdoor.models import Contact, Decision, Referral
from frontdoor.month_figures import figures_of
from frontdoor.settling import settle
from intake.dataset import Layout, Records
from intake.references.rotating import Encrypted, Hashed
from intake.sources import Source
from organisation.permissions import Permission

REFERRALS_FILE = Source("referrals", "List of referrals")


def layouts_of_contacts() -> list[Layout]:
    return [canonical.layout(), *ticked.layouts(), annex_a.contacts()]


CONTACTS = Records(
    name="contacts",
    label="Contacts",
    means="Every contact that reached the Integrated Front Door, one row a child.",
    source=CONTACTS_FILE,
    model=Contact,
    layouts=layouts_of_contacts,
    month_of="received",
    key="contact_id",
    key_field="reference",
    compared=(
        "child", "incident", "referral", "received_on", "decided_on", "source", "source_code", "source_said", "age",
        "area", "team_said", "outcome", "outcome_said", "flags", "closure_reason",
    ),
    loaded_with=Permission.LOAD_CONTACTS,
    figures=figures_of,
    settle=settle,
)  # fmt: skip
REFERRALS = Records(
    name="referrals",
    label="Referrals",
    means="Contacts that were taken on as referrals to social care, one row a child.",
    source=REFERRALS_FILE,
    model=Referral,
    layouts=annex_a.referrals,
    month_of="referred",
    key="referral_id",
    key_field="reference",
    compared=(
        "child", "referred_on", "source", "source_code", "source_said", "age", "closed_at_once", "earlier", "team_said",
    ),
    loaded_with=Permission.LOAD_CONTACTS,
)  # fmt: skip

DATASETS = [CONTACTS, REFERRALS]
HASHED = [
    Hashed(Contact, "reference", "contact"),
    Hashed(Contact, "child", "child"),
    Hashed(Contact, "incident", "incident"),
    Hashed(Contact, "referral", "referral"),
    Hashed(Decision, "reference", "contact"),
    Hashed(Decision.versions.model, "reference", "contact"),
    Hashed(Referral, "reference", "referral"),
    Hashed(Referral, "child", "child"),
]
ENCRYPTED = [Encrypted(Contact, "contact_id_kept")]
