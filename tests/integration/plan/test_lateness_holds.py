"""Whatever an owner does alone lessens no lateness and makes nothing Blue; whatever anybody does changes no closed
cycle. Both by sequences of the real changes, on the database."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from figures.models import Cycle
from figures.reader import Reader
from figures.registry import figure
from improvement.actions import keeping
from improvement.closing import close_cycle
from improvement.decisions import assuring, deciding
from improvement.evidence import keeping as evidence
from improvement.models import Action, Brag, DateRequest, Evidence, Milestone, Reported, Standing
from improvement.owners import handing_over
from improvement.told import told
from improvement.updates import updating
from organisation import working_days
from organisation.refused import Refused
from tests.factories import (
    ActionFactory,
    CycleFactory,
    HoldingFactory,
    MilestoneFactory,
    ServiceFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FEW = settings(max_examples=12, stateful_step_count=14, deadline=None)
DAYS = st.integers(1, 40)
DATES = st.dates(date(2020, 9, 1), date(2021, 6, 30))
FIGURES = [figure(f"improvement.{name}") for name in ("actions", "days_overdue", "updated_on_time")]


class Council(RuleBasedStateMachine):
    """Time passes and cycles close, by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = datetime(2020, 11, 2, 10, tzinfo=UTC)
        self.cycle = CycleFactory(month=date(2020, 10, 1))
        self.director = HoldingFactory(role="director").user
        self.closed: list[dict] = []

    def teardown(self) -> None:
        try:
            self.at_the_end()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def at_the_end(self) -> None:
        """Each machine has its own."""

    @rule(days=DAYS)
    def days_pass(self, days):
        self.now += timedelta(days=days)

    @rule()
    def the_cycle_closes(self):
        close_cycle(cycle=self.cycle, by=self.director, at=self.now)
        month = (self.cycle.month + timedelta(days=32)).replace(day=1)
        opened = max(self.now.date(), working_days.first_from((month + timedelta(days=32)).replace(day=1)))
        self.now = datetime(opened.year, opened.month, opened.day, 10, tzinfo=UTC)
        self.cycle = Cycle.objects.create(month=month, opened_on=opened)
        self.closed = list(Standing.objects.order_by("pk").values())

    @invariant()
    def what_closed_cycles_said_is_what_they_say(self):
        assert list(Standing.objects.order_by("pk").values())[: len(self.closed)] == self.closed

    def try_to(self, change, **options) -> None:
        """Refusals are no news here. The clock moves, so that nothing happens at once."""
        self.now += timedelta(minutes=1)
        with suppress(Refused):
            change(at=self.now, **options)

    def update(self, action, by, reported, **said) -> None:
        newest = action.updates.order_by("pk").last()
        self.try_to(
            updating.save_update,
            action=action,
            cycle=self.cycle,
            said=updating.Said(reported=reported, words="As it is.", **said),
            files=evidence.StoredFiles(),
            seen=newest.pk if newest else 0,
            by=by,
        )

    def bring(self, action, by) -> None:
        piece = evidence.Piece(title="Minutes", dated_on=date(2020, 11, 1), where="In the file")
        with evidence.StoredFiles() as files:
            self.try_to(evidence.add_evidence, action=action, piece=piece, files=files, by=by)


class OwnerAlone(Council):
    """The owner may assure and agree dates of others: of their own they may not."""

    @initialize(due=DATES)
    def an_action(self, due):
        self.owner = HoldingFactory(role="director").user
        self.action = ActionFactory(owner=self.owner, original_date=due)
        MilestoneFactory.create_batch(2, action=self.action)
        self.due, self.late = due, 0

    @rule(
        reported=st.sampled_from(Reported.values),
        why_better=st.sampled_from(["", "It is nearly done"]),
        forecast=st.none() | DATES,
        new_date=st.none() | DATES,
        ticks=st.booleans(),
    )
    def writes_an_update(self, reported, why_better, forecast, new_date, ticks):
        done = Milestone.objects.values_list("pk", flat=True)[:1] if ticks else ()
        asks = {"new_date": new_date, "new_date_reason": "The supplier is late"} if new_date else {}
        self.update(
            self.action, self.owner, reported, why_better=why_better, forecast_date=forecast, done=list(done), **asks
        )

    @rule(to_date=DATES)
    def asks_for_another_date(self, to_date):
        self.try_to(updating.ask_for_date, action=self.action, to_date=to_date, reason="Later", by=self.owner)

    @rule()
    def keeps_a_draft(self):
        self.try_to(updating.keep, action=self.action, cycle=self.cycle, typed={"words": ["x"]}, by=self.owner)

    @rule()
    def brings_evidence(self):
        self.bring(self.action, self.owner)

    @rule()
    def withdraws_evidence(self):
        for piece in Evidence.objects.standing()[:1]:
            self.try_to(evidence.withdraw, piece=piece, reason="Wrong file", by=self.owner)

    @rule()
    def decides_and_assures_what_is_their_own(self):
        for request in DateRequest.objects.waiting():
            with pytest.raises(Refused):
                deciding.agree(request=request, by=self.owner, at=self.now)
        with pytest.raises(Refused):
            assuring.assure(action=self.action, by=self.owner, at=self.now)
        with pytest.raises(Refused):
            assuring.return_to_owner(action=self.action, words="Do it again", by=self.owner, at=self.now)

    @invariant()
    def no_lateness_is_lessened_and_nothing_is_blue(self):
        """As long as nobody agrees to another date, it is late from the day on which it was due."""
        [one] = told(Action.objects.all(), self.cycle, self.now)
        late = one.judgement.days_overdue + one.judgement.days_late
        until = one.action.completed_on or self.now.date()
        assert late == max(0, (until - self.due).days)
        assert late >= self.late
        assert one.judgement.brag != Brag.BLUE
        assert one.judgement.brag == Brag.RED or not one.judgement.days_overdue
        assert not any(row["brag"] == Brag.BLUE for row in self.closed)
        self.late = late


class Everybody(Council):
    """After the cycle of October has closed."""

    actions = Bundle("actions")

    @initialize(target=actions)
    def some_actions(self):
        self.owner, self.office = UserFactory(), HoldingFactory(role="programme_office").user
        self.head = HoldingFactory(role="head_of_service").user
        late = ActionFactory(owner=self.owner, original_date=date(2020, 10, 15))
        MilestoneFactory(action=late, due_on=date(2020, 10, 1))
        self.bring(late, self.owner)
        waits = ActionFactory(owner=self.owner, waits_for=[late])
        done = ActionFactory(owner=self.owner, complete=True)
        self.bring(done, self.owner)
        self.the_cycle_closes()
        self.first = self.read()
        assert {row["brag"] for row in self.closed} == {"red", "amber", "green"}
        return multiple(late, waits, done)

    def read(self):
        month = [date(2020, 10, 1)]
        return [
            (each.ref, each.counted, each.of)
            for one in FIGURES
            for by in ("theme", "service", "owner")
            for each in Reader().readings(one, month, None, [by])
            if each.counted
        ]

    @rule(action=actions, reported=st.sampled_from(Reported.values), new_date=st.none() | DATES)
    def the_owner_updates(self, action, reported, new_date):
        action.refresh_from_db()
        self.update(action, action.owner, reported, new_date=new_date, new_date_reason="Later", why_better="So it is")

    @rule(agrees=st.booleans())
    def the_director_decides(self, agrees):
        for request in DateRequest.objects.waiting():
            if agrees:
                self.try_to(deciding.agree, request=request, by=self.director)
            else:
                self.try_to(deciding.refuse, request=request, words="No", by=self.director)

    @rule(action=actions, assures=st.booleans())
    def the_head_of_service_assures(self, action, assures):
        if assures:
            self.try_to(assuring.assure, action=action, by=self.head)
        else:
            self.try_to(assuring.return_to_owner, action=action, words="A draft", by=self.head)

    @rule(action=actions)
    def evidence_comes_and_goes(self, action):
        self.bring(action, self.office)
        for piece in Evidence.objects.standing().filter(action=action)[:1]:
            self.try_to(evidence.withdraw, piece=piece, reason="Wrong file", by=self.office)

    @rule(action=actions)
    def the_programme_office_changes_it(self, action):
        others = Action.objects.exclude(pk=action.pk)[:1]
        self.try_to(
            keeping.change_action,
            action=Action.objects.get(pk=action.pk),
            title="Another title",
            theme=ThemeFactory(),
            service=ServiceFactory(),
            waits_for=list(others),
            success="It is done",
            answers=[],
            origin="",
            by=self.office,
        )
        self.try_to(keeping.add_milestone, action=action, title="Another", due_on=date(2020, 10, 2), by=self.office)

    @rule()
    def all_is_handed_over(self):
        owner = Action.objects.first().owner
        held = list(Action.objects.filter(owner=owner))
        chosen = {"actions": held}
        self.try_to(handing_over.hand_over, owner=owner, to=UserFactory(), chosen=chosen, by=self.office)

    def at_the_end(self) -> None:
        """Figures of the month say what they said."""
        assert self.read() == self.first


@pytest.mark.parametrize("machine", [OwnerAlone, Everybody])
def test_by_any_sequence(machine):
    run_state_machine_as_test(machine, settings=FEW)
