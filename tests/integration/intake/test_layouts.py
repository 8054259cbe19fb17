"""Contacts as case systems have them, loaded by command."""

from datetime import date

import pytest

from frontdoor.models import Contact, Flag, FlagOutcome, Outcome
from tests.factories import SourceWordFactory

LCS = (
    "FACT_CONTACT_ID,DIM_PERSON_ID,CONTACT_DTTM,DIM_LOOKUP_CONT_SORC_ID,DIM_LOOKUP_CONT_SORC_ID_DESC,"
    "OUTCOME_NEW_REFERRAL_FLAG,OUTCOME_EXISTING_REFERRAL_FLAG,OUTCOME_CP_ENQUIRY_FLAG,OUTCOME_NFA_FLAG,"
    "OUTCOME_NON_AGENCY_ADOPTION_FLAG,OUTCOME_PRIVATE_FOSTERING_FLAG,OUTCOME_ADVICE_FLAG,OUTCOME_MISSING_FLAG,"
    "OUTCOME_OLA_CP_FLAG,OTHER_OUTCOMES_EXIST_FLAG,TOTAL_NO_OF_OUTCOMES,OUTCOME_COMMENTS,Age"
)
MOSAIC = "Step ID,Mosaic ID,Contact date,Date completed,Contact source,Next action(s),Age,Closure reason"
ACCEPTED = ("--accept-warnings", "They are known")


@pytest.fixture
def order(db):
    """Of what leads furthest, down to nothing."""
    ranked = (
        (Flag.CP_ENQUIRY, Outcome.REFERRAL),
        (Flag.NEW_REFERRAL, Outcome.REFERRAL),
        (Flag.EXISTING_REFERRAL, Outcome.EXISTING),
        (Flag.EARLY_HELP, Outcome.EARLY_HELP),
        (Flag.OTHER_OUTCOMES_EXIST, Outcome.OTHER),
        (Flag.ADVICE, Outcome.NFA),
        (Flag.NFA, Outcome.NFA),
    )
    for position, (flag, outcome) in enumerate(ranked, 1):
        FlagOutcome.objects.create(holds_from=date(2000, 1, 1), position=position, flag=flag, outcome=outcome)


def lcs(contact, child="7001", when="2020-08-03 09:30:00.000", source="4217,Police", flags="NNNYNNNNNN", total=1):
    written = ",".join(flags) if len(flags) == 10 else flags
    return f"{contact},{child},{when},{source},{written},{total},seen by duty,4"


def contacts(*fields):
    return list(Contact.objects.current().order_by("row").values_list(*fields))


# --- Outcome flags ----------------------------------------------------------------------------------------------------


def test_flags_become_one_outcome_and_are_kept_as_they_stood(file_of, load, order):
    told = load(
        file_of(
            lcs("1"),
            lcs("2", flags="YNNYNNNNNN", total=2),
            lcs("3", flags="NYNNNNYNNN", total=2),
            lcs("4", flags="NNNYNNYNNN", total=2),
            lcs("5", flags="NNNYNNNNNY", total=2),
            lcs("6", flags="NNNNNNNNNN", total=0),
            headings=LCS,
        )
    )

    assert (told["errors"], told["warnings"], told["layout"]) == ([], [], "lcs")
    assert contacts("outcome", "flags") == [
        ("nfa", "nfa"),
        ("referral", "new_referral nfa"),
        ("existing_case", "existing_referral advice"),
        ("nfa", "nfa advice"),
        ("other", "nfa other_outcomes_exist"),
        ("not_recorded", ""),  # nothing was ticked: it is not taken for closed
    ]


@pytest.mark.parametrize(("yes", "no"), [("Y", "N"), ("YES", "NO"), ("TRUE", "FALSE"), ("1", "0"), ("Yes", "")])
def test_flags_are_read_however_they_are_written(file_of, load, order, yes, no):
    flags = ",".join([no, no, no, yes, no, no, no, no, no, no])

    told = load(file_of(lcs("1", flags=flags), headings=LCS))

    assert told["errors"] == []
    assert contacts("outcome", "flags") == [("nfa", "nfa")]


@pytest.mark.parametrize("named", ["outcome_{}_flag", "OUTCOME_{}", "{}_FLAG", "{}", "Outcome {} flag"])
def test_flags_are_known_with_and_without_what_stands_about_them(file_of, load, order, named):
    headings = ",".join(["contact id", "person id", "contact date", "contact source", named.format("nfa"),
                         named.format("new_referral"), "age"])  # fmt: skip

    told = load(file_of("1,2,03/08/2020,Police,N,Y,3", headings=headings))

    assert (told["errors"], told["refused"], told["layout"]) == ([], None, "lcs")
    assert contacts("outcome") == [("referral",)]


def test_what_stands_for_nothing_is_not_known(file_of, load, order):
    told = load(
        file_of(
            lcs("1", child="-1", total=-1),
            lcs("2", when="1900-01-01"),
            lcs("3", when="99991231"),
            lcs("-1"),
            headings=LCS,
        ),
        *ACCEPTED,
    )

    assert [(one["row"], one["column"], one["code"]) for one in told["errors"]] == [
        (3, "CONTACT_DTTM", "too_early"),
        (4, "CONTACT_DTTM", "missing"),
        (5, "FACT_CONTACT_ID", "missing"),
    ]
    assert [(one["row"], one["column"], one["code"]) for one in told["warnings"]] == [(2, "DIM_PERSON_ID", "not_known")]


def test_a_child_that_is_not_known_is_nobody(file_of, load, order):
    load(file_of(lcs("1", child="-1"), lcs("2", child="-1"), headings=LCS), *ACCEPTED)

    assert contacts("child") == [("",), ("",)]


def test_a_number_of_the_systems_own_list_is_no_census_code(file_of, load, order):
    load(
        file_of(
            lcs("1", source="6,School nurse"), lcs("2", source="6,"), lcs("3", source="2A,"), lcs("4", source="-1,"),
            headings=LCS,
        ),
        *ACCEPTED,
    )  # fmt: skip

    assert contacts("source", "source_code", "source_said") == [
        ("health_services", "3C", "School nurse"),
        ("unknown", "", "6"),
        ("schools", "2A", "2A"),
        ("unknown", "", ""),
    ]


def test_an_order_holds_from_its_month_on(file_of, load, order):
    FlagOutcome.objects.create(holds_from=date(2020, 9, 1), position=1, flag=Flag.NFA, outcome=Outcome.NFA)
    FlagOutcome.objects.create(
        holds_from=date(2020, 9, 1), position=2, flag=Flag.NEW_REFERRAL, outcome=Outcome.REFERRAL
    )

    load(
        file_of(
            lcs("1", when="2020-08-31 23:59:59", flags="YNNYNNNNNN"), lcs("2", when="2020-09-01", flags="YNNYNNNNNN"),
            lcs("3", when="2020-09-01", flags="NNNNNNYNNN"), headings=LCS,
        )
    )  # fmt: skip

    assert contacts("outcome") == [("referral",), ("nfa",), ("not_recorded",)]


def test_another_number_of_outcomes_than_are_ticked_is_told(file_of, load, order):
    told = load(
        file_of(
            lcs("1", flags="YNNYNNNNNN", total=2), lcs("2", flags="YNNYNNNNNN", total=1),
            lcs("3", flags="NNNNNNNNNN", total=3), lcs("4", flags="NNNNNNNNNN", total=0),
            lcs("5", flags="NNNYNNNNNN", total=2), lcs("6", flags="NNNYNNNNNY", total=4),
            lcs("7", flags="NNNNNNNNNN", total=-1), lcs("8", flags="NNNY,,,,,N".replace("NNNY", "N,N,N,Y,"), total=3),
            lcs("9", flags=",,,,,,,,,", total=1),
            headings=LCS,
        )
    )  # fmt: skip

    assert told["errors"] == []
    assert [(one["row"], one["column"], one["code"]) for one in told["warnings"]] == [
        (row, "TOTAL_NO_OF_OUTCOMES", "another_count_of_outcomes") for row in (3, 4, 6, 10)
    ]
    assert told["warnings"][1]["message"] == "It says 3, and 0 are ticked. What is ticked is counted"
    assert told["load"] is not None


def test_comments_about_a_child_are_kept_nowhere(file_of, load, order):
    told = load(file_of(lcs("1"), headings=LCS))

    assert told["load"] is not None
    assert "seen by duty" not in str(list(Contact.objects.values()))


def test_a_file_without_outcome_or_flags_is_refused(file_of, load, order):
    told = load(file_of("1,2,03/08/2020,Police,3", headings="contact_id,child_id,received,source,age"))

    assert told["refused"].startswith("The file has no column ‘outcome’")


# --- Pick-lists -------------------------------------------------------------------------------------------------------


def test_words_of_pick_lists_are_matched_whole_or_kept(file_of, load, order):
    told = load(
        file_of(
            "1,9,03/08/2020,04/08/2020,Police,No further action,3,Did not meet threshold \u2013 EH",
            "2,9,03/08/2020,,Police \u2013 Essex Police,NFA,3,",
            "3,9,03/08/2020,,Flat 6 caller,Child and family assessment; NFA,3,",
            "4,9,03/08/2020,,Health_Services,Refer EHH,3,",
            "5,9,03/08/2020,,LA Services - Social Care,Chronology,3,",
            "6,9,03/08/2020,,q) 6: Police,NFA; Chronology,3,",
            "7,9,03/08/2020,,GP,,3,",
            name="mosaic.csv",
            encoding="cp1252",
            headings=MOSAIC,
        )
    )

    assert (told["errors"], told["layout"]) == ([], "mosaic")
    assert [(warning["row"], warning["code"]) for warning in told["warnings"]] == [
        (3, "unknown_words"),
        (4, "unknown_words"),
        (6, "unknown_outcome"),
        (7, "unknown_outcome"),  # half of it is not known
    ]
    assert contacts("source", "source_code", "source_said", "outcome") == [
        ("police", "6", "Police", "nfa"),
        ("unknown", "", "Police \u2013 Essex Police", "nfa"),
        ("unknown", "", "Flat 6 caller", "referral"),
        ("health_services", "", "Health_Services", "early_help"),
        ("la_services", "5A", "LA Services - Social Care", "not_recorded"),
        ("police", "6", "q) 6: Police", "not_recorded"),  # half of it is not known
        ("health_services", "3A", "GP", "not_recorded"),
    ]
    assert contacts("closure_reason", "outcome_said")[0] == ("Did not meet threshold \u2013 EH", "No further action")


def test_words_of_which_the_council_said_what_they_mean_are_read_so_and_told_no_more(file_of, load, order):
    SourceWordFactory(text="Police \u2013 Essex Police", folded="police \u2013 essex police", stands_for="6")
    SourceWordFactory(text="4217", folded="4217", stands_for="2A")

    mosaic = "2,9,03/08/2020,,POLICE \u2013 Essex  Police,NFA,3,"
    told = load(file_of(mosaic, name="mosaic.csv", encoding="cp1252", headings=MOSAIC))

    assert (told["errors"], told["warnings"]) == ([], [])
    assert contacts("source", "source_code", "source_said") == [("police", "6", "POLICE \u2013 Essex  Police")]
    load(file_of(lcs("1", source="4217,"), lcs("2", source="4217,Police"), headings=LCS))
    assert contacts("source", "source_code", "source_said") == [("schools", "2A", "4217"), ("police", "6", "Police")]


def test_two_boxes_to_tick_say_an_outcome_and_neither_says_none(file_of, load, order):
    told = load(
        file_of(
            "1,9,03/08/2020,Police,Yes,No,4", "2,9,03/08/2020,Police,No,Yes,4", "3,9,03/08/2020,Police,Yes,Yes,4",
            "4,9,03/08/2020,Police,No,No,4", "5,9,03/08/2020,Police,,,4",
            headings="Step ID,Mosaic ID,Contact date,Contact source,CAFA required,Refer EHH,Age",
        )
    )  # fmt: skip

    assert (told["errors"], told["layout"]) == ([], "mosaic_boxes")
    assert contacts("outcome", "flags") == [
        ("referral", "new_referral"), ("early_help", "early_help"), ("referral", "new_referral early_help"),
        ("not_recorded", ""), ("not_recorded", ""),
    ]  # fmt: skip


# --- Sources in the product's own layout ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "group", "code"),
    [
        ("2A", "schools", "2A"), ("2a", "schools", "2A"), ("Schools", "schools", "2A"), ("10", "unknown", "10"),
        ("Health_Services", "health_services", ""), ("health services", "health_services", ""),
        ("LA_Services", "la_services", ""), ("Local authority services", "la_services", ""),
        ("Other_legal_agency", "other_legal_agency", "7"), ("Education_Services", "education_services", "2B"),
        ("q) 6: Police", "police", "6"), ("p1) 5D: LA services", "la_services", "5D"),
        ("j) 3D: Health services", "health_services", "3D"), ("b) 1B: Individual", "individual", "1B"),
        ("s) 8: Other", "other", "8"), ("A&E", "health_services", "3E"), ("  POLICE\u00a0", "police", "6"),
    ],
)  # fmt: skip
def test_sources_are_read_by_code_name_and_group(file_of, load, written, group, code):
    told = load(file_of(f"1,2,03/08/2020,,{written},4,referral,"))

    assert told["errors"] == []
    assert contacts("source", "source_code") == [(group, code)]


@pytest.mark.parametrize("written", ["4 Police Street", "16", "6a", "q) 4: Police", "Polcie"])
def test_sources_that_only_resemble_one_are_errors(file_of, load, written):
    told = load(file_of(f"1,2,03/08/2020,,{written},4,referral,"))

    assert [(one["row"], one["column"], one["code"]) for one in told["errors"]] == [(2, "source", "not_in_list")]


def test_a_category_is_not_recorded_before_its_month(file_of, load):
    load(file_of("1,2,30/06/2020,,6,4,nfa,no_consent", "2,2,01/07/2020,,6,4,nfa,no_consent"))

    assert contacts("category__code", "closure_reason") == [(None, "no_consent"), ("no_consent", "no_consent")]
