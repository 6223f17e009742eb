"""Evaluations that share give what each gives alone, for every norm."""

from __future__ import annotations

import random

from rankdsl.backends.reference import evaluate
from rankdsl.ir.values import Person, Records, Value
from rankdsl.population.sharing import together
from tests.population.unit_files import BY_POINTS, CONDITIONS, DAY, HEAD, model

SCORE = """\
第二条【积分】
    积分 得分 满分 100：
        （一）年限分 占 40%：任职年限 ÷ 1个月；
        （二）考核分 占 60%：20 × 计数 近5年 年度考核 中（等次 = 优秀）。
    定义 门槛：当 处分期内 时，3；当 分数 ≥ 60 且 非 处分期内 时，编制数。
"""


def test_the_same_answers_in_any_order():
    draw = random.Random(7)
    program = model(HEAD + CONDITIONS + BY_POINTS.replace("第二条", "第三条") + SCORE).pieces[0].program
    people = []
    for _ in range(60):
        facts: dict[str, Value] = {
            "现职级": draw.choice(["科员", "四级", "三级", "二级"]),
            "任职起": draw.choice([24200, 24250]),
            "分数": draw.choice([50, 60]),
            "处分期内": draw.choice([True, False]),
            "编制数": 20,
            "年度考核": Records({y: {"等次": draw.choice(["称职", "优秀"])} for y in range(2020, 2026)}),
        }
        people.append(Person({k: v for k, v in facts.items() if draw.random() < 0.8}, DAY))
    among = together(program, DAY)
    assert among.facts
    for person in people:
        shared, alone = among.evaluate(person), evaluate(program, person)
        for symbol in program.definitions:
            assert shared.result(symbol) == alone.result(symbol), (symbol, person)
    assert 0 < len(among.known) < sum(len(among.facts) for _ in people)
