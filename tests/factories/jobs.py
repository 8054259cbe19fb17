"""Jobs in each state."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from jobs.models import Job, State


class JobFactory(DjangoModelFactory):
    """Waiting, unless `running`, `done` or `failed` is given."""

    class Meta:
        model = Job

    class Params:
        running = factory.Trait(
            state=State.RUNNING,
            started_at=datetime(2020, 9, 28, 5, 1, tzinfo=UTC),
            lease_until=datetime(2020, 9, 28, 5, 2, tzinfo=UTC),
            worker="worker-1",
            attempts=1,
        )
        done = factory.Trait(state=State.DONE, finished_at=datetime(2020, 9, 28, 5, 2, tzinfo=UTC))
        failed = factory.Trait(
            state=State.FAILED,
            finished_at=datetime(2020, 9, 28, 5, 2, tzinfo=UTC),
            problem="The file could not be read.",
            remedy="Save it as CSV and upload it again.",
        )

    task = "reports.compile"
    queued_at = datetime(2020, 9, 28, 5, tzinfo=UTC)
