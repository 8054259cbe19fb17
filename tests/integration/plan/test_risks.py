"""The register of risks, one risk's page, and the forms by which the programme office and owners keep them."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from improvement.models import Risk, RiskReview
from tests.factories import (
    ActionFactory,
    HoldingFactory,
    OwnerRoleFactory,
    RiskFactory,
    RiskReviewFactory,
    ServiceFactory,
    ThemeFactory,
    UserFactory,
)
from tests.integration.plan.growing import queries
from tests.integration.plan.reading import words

REVIEW = {
    "likelihood": "4", "impact": "4", "mitigation": "A second supplier is chosen", "words": "The first one hesitates",
    "review_on_day": "9", "review_on_month": "12", "review_on_year": "2020",
}  # fmt: skip


@pytest.fixture
def area():
    return ThemeFactory(code="6", title="Modern kit", position=6)


@pytest.fixture
def raised(area):
    return RiskFactory(reference="R1", theme=area, owner__job_title="Head of ICT", review__review_on=date(2020, 10, 30))


def date_at(*day):
    return datetime(*day, 10, tzinfo=UTC)


def signed_in(client, role, service=None):
    user = HoldingFactory(role=role, service=service).user
    client.force_login(user)
    return user


def test_the_register_says_what_is_open_how_great_and_what_is_overdue(office, raised, area):
    RiskFactory(reference="R2", title="Money runs out", theme=area, review__likelihood=5, review__impact=5)
    RiskFactory(reference="R3", title="It rains", theme=area, closed_on=date(2020, 10, 1), why_closed="It did")

    said = words(office.get("/plan/risks/"))

    assert "Two risks are open, one of them very high. One review is overdue." in said
    assert "R1 The supplier fails Area 6 Modern kit High 12 New A second supplier stands by Head of ICT" in said
    assert "30 Oct 2020 Review 10 days overdue" in said
    assert said.index("R2 Money runs out") < said.index("R1 The supplier fails")
    assert "It rains" not in said


def test_the_matrix_counts_open_risks_and_leads_to_them(office, raised):
    page = office.get("/plan/risks/").content.decode()

    assert '<a class="govuk-link" href="?likelihood=3&amp;impact=4#risks">1<' in page
    assert "R1 The supplier fails" in words(office.get("/plan/risks/?likelihood=3&impact=4"))
    assert "No risk is like that." in words(office.get("/plan/risks/?likelihood=4&impact=4"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"R1", "R2"}), ("list=late", {"R1"}), ("list=closed", {"R3"}), ("list=all", {"R1", "R2", "R3"}),
        ("theme=6", {"R1"}), ("level=very_high", {"R2"}), ("list=nonsense&colour=red", {"R1", "R2"}),
    ],
)  # fmt: skip
def test_the_address_says_which_risks_and_so_does_the_file(office, raised, asked, found):
    RiskFactory(reference="R2", review__likelihood=4, review__impact=4)
    RiskFactory(reference="R3", closed_on=date(2020, 10, 1), why_closed="It did")

    file = b"".join(office.get(f"/plan/risks/export.csv?{asked}").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))

    assert {row["Reference"] for row in rows} == found


def test_a_risk_tells_its_story_newest_first(office, raised):
    RiskReviewFactory(
        risk=raised, likelihood=2, impact=4, words="The contract is signed", at=date_at(2020, 10, 5),
    )  # fmt: skip

    said = words(office.get("/plan/risks/R1/"))

    assert "Medium 8 of 25, down from 12 since the review before." in said
    assert "Unlikely (2), major (4); down from 12 The contract is signed" in said
    assert said.index("The contract is signed") < said.index("Possible (3), major (4); new Raised")


def test_a_risk_is_raised_to_an_action_with_its_first_review(office, october):
    action = ActionFactory(reference="6.1")
    RiskFactory(reference="R7")
    owner = UserFactory(job_title="Head of ICT")
    typed = REVIEW | {"title": "Kit comes late", "place": f"action-{action.pk}", "owner": f"person-{owner.pk}"}

    said = words(office.post("/plan/risks/raise/", typed, follow=True))

    risk = Risk.objects.get(reference="R8")
    assert (risk.action, risk.theme, risk.owner, risk.raised_on) == (action, None, owner, date(2020, 11, 9))
    assert "R8 Kit comes late is raised." in said
    assert "R8 Kit comes late Very high 16 New. Next review 9 December 2020." in words(office.get("/plan/actions/6.1/"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"likelihood": ""}, "Select how likely it is"),
        ({"impact": "6"}, "Select"),
        ({"mitigation": ""}, "Say what is done about it"),
        ({"review_on_month": "11"}, "The next review must be after today"),
        ({"place": "area-0"}, "Select"),
        ({"title": "Amy Example, born 4 May 2012, is not seen"}, "check these words"),
    ],
)
def test_what_is_wrong_is_said_and_no_risk_is_raised(office, area, changes, says):
    typed = REVIEW | {"title": "Kit comes late", "place": f"area-{area.pk}", "owner": f"person-{UserFactory().pk}"}

    assert says in words(office.post("/plan/risks/raise/", typed | changes))
    assert not Risk.objects.exists()


def test_an_owner_reviews_their_own_risk_and_closes_none(client, raised):
    client.force_login(raised.owner)

    said = words(client.post("/plan/risks/R1/review/", REVIEW, follow=True))

    assert "The review of R1 is saved." in said
    assert "Very high 16 of 25, up from 12 since the review before." in said
    assert client.get("/plan/risks/R1/close/").status_code == 403


def test_of_two_who_review_a_risk_at_once_the_second_sees_both(client, office, raised):
    [seen] = RiskReview.objects.values_list("pk", flat=True)
    form = office.get("/plan/risks/R1/review/")
    assert f'name="seen" value="{seen}"' in form.content.decode()
    assert "It was last reviewed on 6 July 2020 by the Head of ICT: high, 12 of 25." in words(form)
    client.force_login(raised.owner)
    client.post("/plan/risks/R1/review/", REVIEW | {"seen": seen})

    other = REVIEW | {"seen": seen, "likelihood": "2", "mitigation": "Ask elsewhere", "words": "Prices fell"}
    page = office.post("/plan/risks/R1/review/", other)

    said = words(page)
    assert "saved while you typed. Both are below." in said
    assert "Likelihood 4 of 5, impact 4 of 5; looked at next on 9 December 2020." in said
    assert "“A second supplier is chosen” “The first one hesitates”" in said
    assert "Ask elsewhere" in said, "what the second typed is there still"
    assert RiskReview.objects.count() == 2
    newest = RiskReview.objects.order_by("pk").last().pk
    assert f'name="seen" value="{newest}"' in page.content.decode()
    office.post("/plan/risks/R1/review/", other | {"seen": newest})
    assert list(RiskReview.objects.order_by("pk").values_list("likelihood", flat=True)) == [3, 4, 2]


def test_a_review_that_is_sent_twice_is_saved_once(office, raised):
    [seen] = RiskReview.objects.values_list("pk", flat=True)

    for _ in range(2):
        said = words(office.post("/plan/risks/R1/review/", REVIEW | {"seen": seen}, follow=True))

    assert "The review of R1 is saved." in said
    assert RiskReview.objects.count() == 2


def test_a_risk_of_a_role_is_whoever_s_who_holds_it(office, area):
    role = OwnerRoleFactory(title="Designated Nurse", held_by__job_title="Nurse")
    typed = REVIEW | {"title": "Kit comes late", "place": f"area-{area.pk}", "owner": f"role-{role.pk}"}
    office.post("/plan/risks/raise/", typed)
    risk = Risk.objects.get()
    assert (risk.owner, risk.owner_role) == (role.held_by, role)
    assert "Designated Nurse A role, held by Nurse" in words(office.get(f"/plan/risks/{risk.reference}/"))
    leaving, coming = f"/plan/people/{role.held_by_id}/hand-over/", UserFactory(job_title="New nurse")
    assert "Which risks?" not in words(office.get(leaving)), "it goes with the role"

    office.post(leaving, {"roles": role.pk, "to": coming.pk})

    assert Risk.objects.get().owner == coming
    office.post(f"/plan/roles/{role.pk}/appoint/", {"to": ""})
    assert Risk.objects.get().owner is None
    assert "A role that nobody holds: no owner yet" in words(office.get(f"/plan/risks/{risk.reference}/"))
    assert "No owner yet Designated Nurse 9 Dec 2020" in words(office.get("/plan/risks/?owner=none"))


def test_somebody_who_only_sees_a_risk_does_not_review_it(client, raised):
    signed_in(client, "director")

    assert client.get("/plan/risks/R1/").status_code == 200
    assert client.post("/plan/risks/R1/review/", REVIEW).status_code == 404
    assert RiskReview.objects.count() == 1


def test_a_closed_risk_stays_with_its_reason_and_takes_no_review(office, raised):
    said = words(office.post("/plan/risks/R1/close/", {"words": "The kit is delivered"}, follow=True))

    assert "Closed on 9 November 2020. The kit is delivered" in said
    for form in ("review", "close", "hand-over"):
        assert office.get(f"/plan/risks/R1/{form}/").status_code == 404


def test_a_risk_is_handed_over_and_its_page_says_so(office, raised):
    to = UserFactory(job_title="Deputy Director", name="")

    said = words(office.post("/plan/risks/R1/hand-over/", {"owner": f"person-{to.pk}"}, follow=True))

    assert "R1 has another owner." in said
    assert "Owner changed from Head of ICT to Deputy Director" in said.replace(raised.owner.name, "")


def test_risks_are_seen_by_service_and_those_of_a_whole_area_by_whom_sees_the_whole_plan(client, raised):
    duty, homes = ServiceFactory(slug="duty"), ServiceFactory(slug="homes")
    RiskFactory(reference="R2", of_action=ActionFactory(service=duty))
    RiskFactory(reference="R3", of_action=ActionFactory(service=homes))
    head = signed_in(client, "head_of_service", duty)
    RiskFactory(reference="R4", of_action=ActionFactory(service=homes), owner=head)
    RiskFactory(reference="R5", of_action=ActionFactory(service=homes, owner=head))

    answers = {f"R{n}": client.get(f"/plan/risks/R{n}/").status_code for n in range(1, 6)}

    assert answers == {"R1": 404, "R2": 200, "R3": 404, "R4": 200, "R5": 200}


def test_queries_do_not_grow_with_risks_and_reviews(office, raised):
    before = queries(office, "/plan/risks/")
    for _ in range(3):
        more = RiskFactory(of_action=ActionFactory())
        RiskReviewFactory.create_batch(3, risk=more, at=date_at(2020, 8, 1))

    assert queries(office, "/plan/risks/") == before


def test_risks_go_with_what_somebody_who_leaves_owns(office, raised):
    RiskFactory(reference="R2", owner=raised.owner, closed_on=date(2020, 10, 1), why_closed="It did")
    to = UserFactory(job_title="Deputy Director")

    said = words(
        office.post(f"/plan/people/{raised.owner.pk}/hand-over/", {"risks": raised.pk, "to": to.pk}, follow=True)
    )

    assert "One risk handed over to" in said
    assert list(Risk.objects.filter(owner=to)) == [raised]
