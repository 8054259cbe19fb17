"""What must hold for the flags and sentences of any series."""

from hypothesis import given, settings
from hypothesis import strategies as st

from figures.control_charts import control_chart, finding, sentences


def named(count):
    return [f"Month {i + 1}" for i in range(count)]


SERIES = st.lists(st.one_of(st.none(), st.integers(-200, 200)), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(SERIES, st.integers(-1000, 1000), st.sampled_from([0.5, 2, 3, 8, 100]), st.booleans())
def test_flags_do_not_depend_on_where_zero_is_or_on_the_unit(values, moved, factor, screen):
    other = [None if value is None else value * factor + moved for value in values]

    chart, changed = control_chart(values, screen=screen), control_chart(other, screen=screen)

    assert changed.flags == chart.flags
    assert changed.directions == chart.directions


@settings(max_examples=150, deadline=None)
@given(SERIES)
def test_a_mirrored_series_has_mirrored_flags(values):
    mirror = {"high": "low", "low": "high", None: None}

    chart, mirrored = control_chart(values), control_chart([None if value is None else -value for value in values])

    assert mirrored.flags == chart.flags
    assert mirrored.directions == tuple(mirror[direction] for direction in chart.directions)


@settings(max_examples=100, deadline=None)
@given(SERIES, st.integers(0, 40))
def test_every_series_can_be_put_into_words(values, rebase):
    chart, labels = control_chart(values, rebase_at=[rebase]), named(len(values))

    said = [*sentences(chart, labels), *sentences(chart, labels, "%"), *sentences(chart, labels, brief=True)]

    assert said
    assert all(sentence.endswith(".") and "None" not in sentence for sentence in said)
    assert finding(chart, "Contacts", labels, plural=True).startswith("Contacts")
    assert all(flag is None for flag, value in zip(chart.flags, chart.values, strict=True) if value is None)
