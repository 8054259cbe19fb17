"""A small paper by hand, with every kind of node and of run."""

import copy

from reports.renderers import Paper
from reports.tree import figure, ref, strong, text

VACANCY = "workforce.vacancy_rate"
VACANCY_READING = "workforce.vacancy_rate@2020-08:team=assessment,level=3"
MONTHS = ["Mar 2020", "Apr 2020", "May 2020", "Jun 2020", "Jul 2020", "Aug 2020"]


def column(words, align="right", width=10):
    return {"text": words, "align": align, "width": width}


def chart(number, id, spec, note=None):
    return {
        "kind": "chart",
        "number": number,
        "id": id,
        "title": f"Finding {number} & its reason",
        "what": "Contacts a month",
        "alt": f"What drawing {number} shows, with <1% left out.",
        "spec": spec,
        "note": note,
    }


def action(ref, brag, **changes):
    usual = {
        "kind": "action",
        "ref": ref,
        "id": f"a{ref}",
        "what": f"Action {ref} of the plan",
        "owner": "Head of Workforce",
        "brag": brag,
        "reason": [text("on track")],
        "original": "2020-09-30",
        "agreed": "2020-10-31",
        "forecast": "2020-10-30",
        "completed": None,
        "moved": 1,
        "update": {"on": "2020-08-24", "runs": [text("Drafted; see "), ref_to_table(), text(".")]},
        "mark": "",
    }
    return usual | changes


def ref_to_table():
    return ref("t-vacancies", "Table 1")


def heading(level, number, id, words):
    return {"kind": "heading", "level": level, "number": number, "id": id, "text": words}


def para(number, *runs, keep=False):
    return {"kind": "para", "number": number, "id": f"p{number}", "runs": list(runs), "keep": keep}


CONTROL = {
    "type": "control",
    "x": MONTHS,
    "y": [2862, 1987, 2214, None, 3012, 2861],
    "mean": 2700.0,
    "low": 2100.0,
    "high": 3300.0,
    "flags": [None, "outside", None, None, None, None],
    "marks": [[4, "Reasons recorded"]],
    "unit": "",
    "limits": True,
}
BARS = {
    "type": "bars",
    "labels": ["Below threshold", "No consent"],
    "series": [{"name": "August 2020", "y": [389, 201]}, {"name": "July 2020", "y": [402, 229]}],
    "share": ["65.9%", "34.1%"],
    "emphasis": [0],
}
BRAG = {
    "type": "brag",
    "rows": [{"label": "August", "values": [["Red", 1], ["Amber", 2], ["Green", 9], ["Blue", 1], ["Grey", 2]]}],
}
LINES = {
    "type": "lines",
    "x": ["2018", "2019", "2020"],
    "series": [{"name": "Council", "y": [10.5, 22.4, 26.1]}, {"name": "England", "y": [16.5, 16.4, None]}],
    "unit": "%",
    "threshold": {"value": 15, "label": "Signals a challenge"},
}
BODY = [
    heading(1, "1", "summary", "Summary"),
    para(
        "1.1", text("The vacancy rate was "), figure(VACANCY, VACANCY_READING, "19.0%"), text(", <above> 15% & rising.")
    ),
    heading(2, None, "key-figures", "Key figures"),
    {
        "kind": "key_figures",
        "items": [
            {
                "key": VACANCY,
                "reading": VACANCY_READING,
                "value": "19.0%",
                "label": "of posts are vacant",
                "note": "Lower is better",
                "as_at": "31 August 2020",
            }
        ],
    },
    heading(1, "2", "progress", "Progress"),
    heading(2, "2.1", "areas", "Areas of focus"),
    heading(3, None, "area-1", "Area 1: recruitment"),
    para(
        "2.1.1", strong("Two actions"), text(" carry the policy. See "), ref("recommendations", "section 3"), keep=True
    ),
    action("WF1", "Amber"),
    action("WF2", "Blue", completed="2020-08-28", moved=0, update=None, mark="Owner and dates are generated."),
    action("WF3", "Grey", forecast=None, moved=3),
    heading(2, "2.2", "workforce", "Workforce"),
    para("2.2.1", text("Posts by team:")),
    {
        "kind": "table",
        "number": 1,
        "id": "t-vacancies",
        "caption": "Vacant posts, by team & level",
        "columns": [column("Team", "left", 26), column("Posts"), column("Rate"), column("State", "left")],
        "rows": [
            ["Assessment", "1,214", [figure(VACANCY, VACANCY_READING, "19.0%")], "Red"],
            ["=1+1", "£900,000", "No data", "Green"],
            ["All teams", "1,300.5", "9%", "Not agreed"],
        ],
        "total": True,
        "note": [text("Full-time equivalents. Definition: "), ref(f"def-{VACANCY}", "A.1"), text(".")],
    },
    chart(1, "c-control", CONTROL, [text("Data as at 31 August 2020.")]),
    chart(2, "c-bars", BARS),
    chart(3, "c-brag", BRAG),
    chart(4, "c-lines", LINES),
    {
        "kind": "table",
        "number": 2,
        "id": "t-requests",
        "caption": "What the committee asked for",
        "columns": [column("Request", "left"), column("Answer", "left")],
        "rows": [["1.10", "Answered"]],
        "total": False,
        "note": None,
    },
    heading(1, "3", "recommendations", "Recommendations"),
    para("3.1", text("That the committee notes the report.")),
    {"kind": "list", "items": [[text("Plan, as at 31 August 2020")], [text("Audit, August 2020")]]},
    heading(1, "Appendix A", "definitions", "Definitions"),
    {
        "kind": "definitions",
        "items": [
            {
                "number": "A.1",
                "key": VACANCY,
                "label": "Vacancy rate",
                "text": "Vacant posts, of all funded posts.",
                "source": "establishment file",
                "better": "lower is better",
            }
        ],
    },
    heading(1, "Appendix B", "abbreviations", "Abbreviations"),
    {"kind": "abbreviations", "items": [["BRAG", "Blue, red, amber, green"], ["NFA", "No further action"]]},
]
TREE = {
    "schema": 1,
    "lang": "en",
    "region": "GB",
    "council": "Anyshire Council",
    "notice": "Demonstration",
    "title": "Children\u2019s services improvement programme",
    "month": "August 2020",
    "period": "2020-08",
    "committee": "Children Overview & Scrutiny Committee",
    "letter": "AE",
    "meeting": "2020-10-07",
    "author": "Strategic Director, Children\u2019s Services",
    "as_at": "2020-08-31",
    "cover": {
        "lead": "Report of the Strategic Director to the committee of 7\u00a0October\u00a02020",
        "fields": [["Portfolio", "Children & Families"]],
        "asks": ["note the report"],
    },
    "body": BODY,
}
LOADS = [
    {
        "id": 7,
        "source": "establishment",
        "month": "2020-08",
        "name": "posts.csv",
        "sha256": "ab" * 32,
        "rows": 366,
        "loaded_at": "2020-09-02T09:30:00+00:00",
        "loaded_by": "Data officer",
        "generated": True,
    }
]
DEFINITIONS = [
    {
        "key": VACANCY,
        "label": "Vacancy rate",
        "unit": "%",
        "definition": "Vacant posts, of all funded posts.",
        "source": "establishment file",
        "better": "lower",
        "version": 1,
    }
]


def reading(**changes):
    usual = {
        "key": VACANCY,
        "label": "Vacancy rate",
        "month": "2020-08",
        "scope": None,
        "by": {"team": "assessment", "level": "3"},
        "counted": 69.5,
        "of": 366,
        "value": 18.989071038251367,
        "unit": "%",
        "as_at": "2020-08-31",
        "loads": [7, 8],
        "definition_version": 1,
        "suppressed": False,
        "generated": True,
        "ref": VACANCY_READING,
    }
    return usual | changes


READINGS = [
    reading(),
    reading(by=None, scope="-social-work", counted=-3, of=None, value=-3, unit="", label="=Change", loads=[]),
    reading(month="2020-07", counted=None, of=None, value=None, as_at=None, suppressed=True),
]


def tree():
    return copy.deepcopy(TREE)


def paper():
    return Paper(tree(), copy.deepcopy(READINGS), LOADS, DEFINITIONS)
