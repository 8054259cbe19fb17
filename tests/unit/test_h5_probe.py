import inspect
import pytest, tests.factories as f
from factory.django import DjangoModelFactory
ALL=[c for _,c in inspect.getmembers(f, inspect.isclass) if issubclass(c, DjangoModelFactory) and c is not DjangoModelFactory]
@pytest.mark.django_db
@pytest.mark.parametrize("c", ALL)
def test_it(c):
    a=c(); b=c(); str(a)
    print(c.__name__, a.pk)
