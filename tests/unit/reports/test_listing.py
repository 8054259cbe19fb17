import pytest

from reports.listing import size


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "1 KB"),
        (1024, "1 KB"),
        (205_485, "201 KB"),
        (1_048_575, "1,024 KB"),
        (1_048_576, "1.0 MB"),
        (2_621_440, "2.5 MB"),
    ],
)
def test_a_size_is_told_in_kb_or_mb(count, told):
    assert size(count) == told
