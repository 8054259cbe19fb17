"""What waits for somebody's decision stands before all else of their home."""

from datetime import date

from tests.factories import ActionFactory, DateRequestFactory, ServiceFactory, UserFactory


def test_a_director_reads_decisions_before_what_is_overdue(arrive, october):
    DateRequestFactory(action=ActionFactory(reference="1.2", original_date=date(2020, 10, 31)))
    ActionFactory(reference="1.1", complete=True)

    page = arrive("director")

    assert "Where October 2020 stands" in page
    link = '<a class="govuk-link" href="/plan/waiting/">'
    asked = page.index(f"{link}One new date to agree or refuse</a><br>1.2")
    complete = page.index(f"{link}One complete action to assure or return</a><br>1.1")
    assert page.index("Needs you") < asked < complete < page.index("No report is set up") < page.index("overdue, with")
    assert "for you</h" not in page


def test_they_stand_first_while_no_cycle_is_open(arrive):
    DateRequestFactory(action=ActionFactory(reference="1.2", original_date=date(2020, 10, 31)))

    page = arrive("director")

    assert page.index("Needs you (2)") < page.index("One new date to agree or refuse") < page.index("overdue, with")


def test_whoever_agrees_dates_of_an_area_reads_them_before_their_service(arrive, october):
    service = ServiceFactory(name="Front door")
    asked = DateRequestFactory(action=ActionFactory(reference="1.2", service=service))
    head = UserFactory(name="Robin Specimen")
    theme = asked.action.theme
    theme.approver = head
    theme.save()

    page = arrive(("head_of_service", service), user=head)

    assert page.index("One decision waits for you") < page.index("One new date to agree or refuse: 1.2.")
    assert page.index("One new date to agree or refuse: 1.2.") < page.index("Front door</h2>")
