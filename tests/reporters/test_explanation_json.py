"""One person in the shape of `rankdsl-eval/1`."""

import json
from datetime import date
from fractions import Fraction

from rankdsl.explanation.explain import explain
from rankdsl.ir.types import DAY, INTEGER, MONTHS, TRUTH, YEAR_MONTH
from rankdsl.ir.values import Person, year_month
from rankdsl.reporters.explanation_json import data, person_json
from rankdsl.reporters.json import dumps
from tests.building import model
from tests.opinion import GRADE, TITLE, clerk, opinion

OPINION = model(opinion())
KEYS = [
    "subject", "outcome", "text", "value", "as_of", "document", "under", "place", "in_force", "facts", "scope",
    "exception", "mode", "conditions", "uses", "figures", "root", "troubles", "missing", "turns", "next_yes", "sooner",
    "above",
]  # fmt: skip


def written(person: Person, language="zh", name=None):
    return json.loads(dumps(person_json(explain(OPINION, person), language, name)))


def test_a_no():
    found = written(clerk(date(2016, 1, 1)), name="张某")
    assert found["name"] == "张某"
    (told,) = found["explanations"]
    assert list(told) == KEYS
    assert (told["subject"], told["outcome"], told["text"], told["value"]) == ("可晋升", "no", "否", False)
    assert told["facts"]["任现职级起"] == "2005年3月"
    assert told["place"] == {"document": TITLE, "article": "第三条", "item": None, "location": None}
    first, second = told["conditions"]
    assert first["place"]["item"] == "（一）"
    assert (first["standing"], first["decides"], second["standing"]) == ("not met", True, "met")
    assert first["comparison"] == {
        "operator": "≥",
        "left": {"words": "任现职级年限", "text": "10年10个月", "value": 130},
        "right": {"words": "应任年限", "text": "12年", "value": 144},
        "gap": "还差 1年2个月",
    }
    figures = {figure["key"]: figure for figure in told["figures"]}
    assert figures["应任年限"]["uses"] == ["规定年限", "优秀年数", "基本称职年数"]
    assert figures["任现职级起"]["value"] == "2005-03"
    assert figures["规定年限"]["rules"][0]["when"] == "现职级 = 科员级"
    assert figures["规定年限"]["rules"][0]["applies"] == "surely"
    assert told["next_yes"] == {
        "date": "2017-03-01",
        "by_month": True,
        "months": 14,
        "days": 425,
        "assumption": "今后每年年度考核为称职，其他情况不变",
        "certain": True,
        "missing": [],
        "searched_until": "2051-01-01",
        "complete": True,
        "stuck": [],
    }
    assert told["sooner"]["date"] == "2017-01-01"
    assert told["in_force"] == [["2015-01-01", None]]


def test_missing_facts():
    person = clerk(date(2017, 3, 1))
    known = {name: value for name, value in person.facts.items() if name != "处分期内"}
    (told,) = written(Person(known, person.as_of), "en")["explanations"]
    assert (told["outcome"], told["value"]) == ("cannot tell", None)
    assert told["missing"] == [
        {
            "fact": "处分期内",
            "year": None,
            "meaning": "",
            "judged_by": None,
            "decides": True,
            "trials": [{"values": "yes", "outcome": "no"}, {"values": "no", "outcome": "yes"}],
        }
    ]
    assert told["next_yes"] is None


def test_nothing_is_left_out_where_there_is_nothing_to_say():
    (told,) = written(clerk(date(2014, 1, 1)))["explanations"]
    assert list(told) == KEYS
    assert (told["outcome"], told["value"], told["conditions"]) == ("not in force", None, [])


def test_values_as_data():
    assert data(True, TRUTH) is True
    assert data(144, MONTHS) == 144
    assert data(Fraction(7, 2), INTEGER) == "7/2"
    assert data(Fraction(4, 2), INTEGER) == 2
    assert data(year_month(2005, 3), YEAR_MONTH) == "2005-03"
    assert data(date(2017, 3, 1), DAY) == "2017-03-01"
    assert data("优秀", GRADE) == "优秀"


def test_the_same_explanation_gives_the_same_bytes():
    told = explain(OPINION, clerk())
    assert dumps(person_json(told, "zh")) == dumps(person_json(explain(OPINION, clerk()), "zh"))
