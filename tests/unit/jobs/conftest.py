import pytest

import tests.jobs_for_tests.tasks  # noqa: F401 - registers the jobs that these tests queue
from organisation.models import User


@pytest.fixture
def analyst(db) -> User:
    return User.objects.create(email="analyst@council.example", job_title="Workforce analyst")
