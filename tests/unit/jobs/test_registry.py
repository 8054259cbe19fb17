import pytest

from jobs import registry


def test_a_name_finds_its_function():
    @registry.job("tests.found")
    def work(running):
        pass

    assert registry.function_of("tests.found") is work


def test_an_unknown_name_is_refused():
    with pytest.raises(registry.UnknownJob):
        registry.function_of("tests.unheard_of")


def test_two_functions_cannot_share_a_name():
    @registry.job("tests.shared")
    def first(running):
        pass

    def second(running):
        pass

    with pytest.raises(ValueError, match=r"Two jobs are called tests\.shared"):
        registry.job("tests.shared")(second)
