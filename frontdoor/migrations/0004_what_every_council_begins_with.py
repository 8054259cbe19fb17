"""Categories of closure and the order of flags that a council begins with. Where there are categories, none is added."""

from datetime import UTC, date, datetime

from django.db import migrations

RECORDED_FROM = date(2020, 7, 1)
CATEGORIES = (  # (code, label, closed for threshold or want of consent)
    ("below_threshold", "Does not meet threshold for Early Help", True),
    ("no_consent", "No consent (sent back to gain consent)", True),
    ("moved_away", "Family moved out of area", False),
    ("advice_given", "Information and advice provided", False),
    ("signposted", "Signposted to other agency (universal services)", False),
)
ALWAYS = date(2000, 1, 1)
FLAGS = (  # what leads furthest first; closed only where nothing else came of it
    ("cp_enquiry", "referral"),
    ("new_referral", "referral"),
    ("existing_referral", "existing_case"),
    ("ola_cp", "existing_case"),
    ("early_help", "early_help"),
    ("private_fostering", "other"),
    ("non_agency_adoption", "other"),
    ("missing", "other"),
    ("other_outcomes_exist", "other"),
    ("advice", "nfa"),
    ("nfa", "nfa"),
)


def begin(apps, schema_editor):
    category, version = apps.get_model("frontdoor", "Category"), apps.get_model("frontdoor", "HistoricalCategory")
    if not category.objects.exists():
        for position, (code, label, threshold_or_consent) in enumerate(CATEGORIES, 1):
            said = {
                "code": code, "label": label, "position": position, "holds_from": RECORDED_FROM,
                "threshold_or_consent": threshold_or_consent,
            }  # fmt: skip
            made = category.objects.create(**said)
            version.objects.create(
                id=made.pk, **said, history_type="+", history_date=datetime(2020, 7, 1, 8, tzinfo=UTC)
            )
    order = apps.get_model("frontdoor", "FlagOutcome")
    order.objects.bulk_create(
        order(holds_from=ALWAYS, position=position, flag=flag, outcome=outcome)
        for position, (flag, outcome) in enumerate(FLAGS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0003_contacts_as_files_have_them")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=False)]
