"""Charts of each kind to draw: ordinary ones, and ones with too little, too much or too long."""

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def months(count):
    """The labels of that many months up to August 2020."""
    return [f"{MONTHS[n % 12]} {n // 12}" for n in range(2020 * 12 + 8 - count, 2020 * 12 + 8)]


def control(y, *, mean=None, low=None, high=None, **changes):
    spec = {"type": "control", "x": months(len(y)), "y": y, "mean": mean, "low": low, "high": high}
    return spec | {"flags": [None] * len(y), "marks": [], "unit": "", "limits": True} | changes


def flagged(count, **flags):
    """Flags by position: flagged(9, outside=[2])."""
    found = [None] * count
    for flag, places in flags.items():
        for i in places:
            found[i] = flag
    return found


CONTACTS = [2812, 3050, 2954, 2601, 2987, 2890, 3122, 2745, 2968, 3035, 2893, 2650, 2931, 3146, 3018, 2688, 3077, 2995]
CONTACTS += [2862, 1987, 2214, 2706, 3012, 2861]
LONG = "Counted per child and no longer per incident, as agreed with the partners in the health check of July"
BARS = {
    "type": "bars",
    "labels": ["Does not meet the threshold for Early Help", "No consent", "Signposted"],
    "series": [{"name": "August 2020", "y": [389, 201, 214]}, {"name": "July 2020", "y": [402, 229, 221]}],
    "share": ["48.4%", "25.0%", "26.6%"],
    "emphasis": [0, 1],
}
STATES = ["Red", "Amber", "Green", "Blue", "Grey"]
LINES = {
    "type": "lines",
    "x": ["2017", "2018", "2019"],
    "series": [
        {"name": "Metropolitan District Council (demo)", "y": [12.0, 14.5, 26.1]},
        {"name": "Yorkshire and The Humber", "y": [11.0, 11.2, 11.9]},
        {"name": "England", "y": [15.9, 16.5, 16.4]},
    ],
    "unit": "%",
    "threshold": {"value": 15, "label": "above it, recruitment is not keeping up"},
}


def brag(*rows):
    return {
        "type": "brag",
        "rows": [{"label": label, "values": list(map(list, zip(STATES, row, strict=True)))} for label, row in rows],
    }


SPECS = {
    "contacts": control(
        CONTACTS, mean=2841.8, low=2140.6, high=3543.0, flags=flagged(24, outside=[19]), marks=[[22, "New"]]
    ),
    "one": control([12], limits=False),
    "two": control([12, 30], limits=False),
    "thirteen": control([3, 5, 2, 0, 4, 6, 1, 2, 3, 5, 4, 2, 3], mean=3.1, low=-2.6, high=8.8),
    "twenty-five": control(
        [40 + n % 7 for n in range(25)], mean=43, low=38, high=48, flags=flagged(25, shift=range(9))
    ),
    "forty-nine": control(
        [2000 + 37 * n % 500 for n in range(49)],
        mean=2250,
        low=1500,
        high=3000,
        flags=flagged(49, outside=[0, 10, 11, 12, 30, 47, 48]),
        marks=[[0, "First"], [5, LONG], [6, "Two"], [44, LONG]],
    ),
    "notes": control(
        CONTACTS,
        mean=[2900] * 12 + [None] * 12,
        marks=[[3, "One", ","], [4, "Two", ","], [5, LONG], [6, LONG], [7, LONG], [8, LONG], [20, LONG, ","]],
    ),
    "constant": control([7] * 13, mean=7, low=7, high=7),
    "zeros": control([0] * 13, mean=0, low=0, high=0),
    "nulls": control([None] * 13),
    "empty": control([]),
    "gaps": control([40, None, 42, 44, None, None, 41] * 2, mean=42, low=38, high=46),
    "huge": control([1234567890 * n for n in (1, 2, 1, 2, 3, 1, 2, 1, 2, 1, 2, 1, 2)], mean=2e9, low=1e9, high=3e9),
    "below zero": control([-4, 2, -3, 5] * 4, mean=0, low=-9, high=9),
    "long labels": control(
        CONTACTS[:13], mean=2900, low=2289, high=3501, x=[f"The month {LONG} {n}" for n in range(13)]
    ),
    "shares": control(
        [100, 90, 95, 98] * 4, mean=96, low=85, high=107, unit="%", flags=flagged(16, outside=[1], trend=[8])
    ),
    "phases": control(
        CONTACTS, mean=[2900] * 12 + [2700] * 12, low=[2300] * 12 + [1500] * 12, high=[3500] * 12 + [3900] * 12
    ),
    "bars": BARS,
    "bars of one series": BARS | {"series": BARS["series"][:1], "share": [], "emphasis": []},
    "bars with long labels": BARS | {"labels": [LONG, "W" * 90, LONG + LONG]},
    "bars of nothing": BARS
    | {"series": [{"name": "August 2020", "y": [0, None, 0]}, {"name": "July 2020", "y": [0, 0, None]}]},
    "bars without labels": BARS | {"labels": [], "series": [{"name": "August 2020", "y": []}], "share": []},
    "bars of huge numbers": BARS | {"series": [{"name": LONG, "y": [1234567, 999999, 12]}]},
    "brag": brag(("September 2020", [3, 7, 15, 4, 4]), ("August 2020", [0, 6, 22, 1, 4])),
    "brag of zeros": brag(("September 2020", [0, 0, 0, 0, 0])),
    "brag of many": brag((LONG, [1, 1, 2200, 1, 40])),
    "lines": LINES,
    "one point": LINES | {"x": ["2019"], "series": [{"name": LONG, "y": [3]}], "unit": "", "threshold": None},
    "lines of nothing": LINES | {"series": [{"name": "England", "y": [None] * 3}], "threshold": None},
    "close lines": LINES | {"series": [{"name": f"Area {n}", "y": [None, 16.4, 16.4 + n / 10]} for n in range(5)]},
}
