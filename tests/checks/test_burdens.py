"""RD504: what indicators ask of each person, against every person there is; with and without a former version."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from msgspec import Struct

from rankdsl import pipeline
from rankdsl.checks.mechanisms.value_sets import value_set
from rankdsl.diagnostics import Finding
from rankdsl.diagnostics.report import Report
from rankdsl.ir.nodes import Apply, Const, Expr, FactRef, conjunction, disjunction, negation
from rankdsl.ir.operators import Op
from rankdsl.ir.types import TRUTH, Enumeration
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies
from tests.lengths import generated
from tests.test_corpus import CORPUS

WORDS = """\
vocabulary: 小词表
english: small
extends: null
month_end: clip
enumerations:
  级别: {english: grade, ordered: true, values: {低级: low, 中级: middle, 高级: high}}
facts:
  级别: {english: grade, type: 级别, typical: 中级, meaning: 级别, source: design}
  得分: {english: score, type: 整数, range: [0, 3], typical: 1, meaning: 得分, source: design}
  在编: {english: staff, type: 是否, typical: 是, meaning: 在编, source: design}
"""
Somebody = tuple[str, int, bool]
PEOPLE: list[Somebody] = list(product(("低级", "中级", "高级"), range(4), (False, True)))
GUARDS: list[tuple[str, Callable[[Somebody], bool]]] = [
    ("", lambda p: True),
    ("级别 = 低级", lambda p: p[0] == "低级"),
    ("级别 ≠ 高级", lambda p: p[0] != "高级"),
    ("级别 不低于 中级", lambda p: p[0] != "低级"),
    ("得分 ≥ 2", lambda p: p[1] >= 2),
    ("得分 ＜ 2 且 级别 = 高级", lambda p: p[1] < 2 and p[0] == "高级"),
    ("在编", lambda p: p[2]),
    ("非 在编 或 级别 = 中级", lambda p: not p[2] or p[0] == "中级"),
]
MEASURES = ("项数", "分值", "材料", "检查")


class Row(Struct, frozen=True):
    guard: int
    amounts: tuple[int, int, int]

    def text(self, number: int) -> str:
        label = "一二三四五六七八九"[number]
        applies = f"，适用 {GUARDS[self.guard][0]}" if self.guard else ""
        points, materials, visits = self.amounts
        return f"（{label}）甲{label}{applies}，分值 {points}，材料 {materials}，检查 {visits}"


def drawn(chance: random.Random) -> list[Row]:
    return [
        Row(chance.randrange(len(GUARDS)), (chance.randint(0, 9), chance.randint(0, 3), chance.randint(0, 3)))
        for _ in range(chance.randint(1, 5))
    ]


def burden(rows: list[Row], measure: int, person: Somebody) -> int:
    if measure == 0:
        return len(rows)
    return sum(row.amounts[measure - 1] for row in rows if GUARDS[row.guard][1](person))


def document(sets: list[list[Row]], caps: list[str] = [], since: int = 2025) -> str:  # noqa: B006 - never written to
    lines = [
        f"  指标 第{'一二三四五六七八九'[n]}套：{'；'.join(row.text(i) for i, row in enumerate(rows))}。"
        for n, rows in enumerate(sets)
    ]
    head = f"文件《小办法》\n  层级：县级。 词表：小词表。 施行：{since}年1月1日。\n\n第一条【指标】\n"
    return head + "\n".join([*caps, *lines]) + "\n"


def written(folder: Path, text: str) -> Path:
    (folder / "vocabulary").mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary" / "small.yaml").write_text(WORDS, encoding="utf-8")
    (folder / "a.rank").write_text(text, encoding="utf-8")
    return folder


def against(old: Path, new: Path) -> Report:
    sides = [open_workspace([p], codes=pipeline.CODES, shipped=shipped_vocabularies()) for p in (new, old)]
    former = pipeline.former_versions(*sides)
    assert former.findings == ()
    return pipeline.check(former.place, former=former.models)


def told(report: Report, word: str) -> dict[tuple[str, str], Finding]:
    """By set and measure."""
    assert not [f for f in report.findings if f.code < "RD200" or f.code == "RD901"]
    found = [f for f in report.findings if f.code == "RD504" and word in f.message.zh]
    return {(f.subject, m): f for f in found for m in MEASURES if f"的{m}" in f.message.zh}


def as_person(finding: Finding) -> Somebody | None:
    if finding.evidence is None:
        return None
    assert finding.evidence.person is not None
    facts = finding.evidence.person.facts
    return facts["级别"], int(facts["得分"]), facts["在编"] == "是"


@pytest.mark.parametrize("seed", range(generated(4, 60)))
def test_caps_against_everybody(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    sets = [drawn(chance) for _ in range(6)]
    caps, expected = [], {}
    for n, rows in enumerate(sets):
        name = f"第{'一二三四五六七八九'[n]}套"
        for at, measure in enumerate(MEASURES):
            most = max(burden(rows, at, person) for person in PEOPLE)
            limit = max(0, most - chance.choice((-1, 0, 1)))
            caps.append(f"  上限 {name} 的 {measure} 不超过 {limit}。")
            expected[name, measure] = (rows, at, limit, most > limit)
    found = told(pipeline.check_paths([written(tmp_path, document(sets, caps))]), "超过上限")
    assert set(found) == {key for key, (_, _, _, over) in expected.items() if over}
    for key, finding in found.items():
        rows, at, limit, _ = expected[key]
        for person in [shown] if (shown := as_person(finding)) is not None else PEOPLE:
            assert burden(rows, at, person) > limit
            assert f" {burden(rows, at, person)}，上限是 {limit}" in finding.message.zh


@pytest.mark.parametrize("seed", range(generated(4, 60)))
def test_growth_against_everybody(seed: int, tmp_path: Path) -> None:
    chance = random.Random(1000 + seed)
    before = [drawn(chance) for _ in range(6)]
    after = []
    for rows in before:
        changed = [
            Row(row.guard, tuple(max(0, a - chance.choice((0, 0, 0, 1))) for a in row.amounts))  # type: ignore[arg-type]
            for row in rows
        ]
        after.append([*changed, *drawn(chance)[:1]] if chance.random() < 0.4 else changed)
    old = written(tmp_path / "old", document(before, since=2024))
    new = written(tmp_path / "new", document(after))
    report = against(old, new)
    found = told(report, "比原来多")
    expected = {}
    for n, (was, now) in enumerate(zip(before, after, strict=True)):
        for at, measure in enumerate(MEASURES):
            if any(burden(now, at, p) > burden(was, at, p) for p in PEOPLE):
                expected[f"第{'一二三四五六七八九'[n]}套", measure] = (was, now, at)
    assert set(found) == set(expected)
    for key, finding in found.items():
        was, now, at = expected[key]
        for person in [shown] if (shown := as_person(finding)) is not None else PEOPLE:
            assert f" {burden(was, at, person)} → {burden(now, at, person)}" in finding.message.zh
            assert burden(now, at, person) > burden(was, at, person)
    assert report.burden is not None
    grew = {(change.name, measure) for change in report.burden for measure in change.more}
    assert grew == set(expected)
    for change, was, now in zip(report.burden, before, after, strict=True):
        assert change.before is not None
        assert change.after is not None
        assert change.before.items == len(was)
        assert change.after.items == len(now)
        assert change.after.points == sum(Fraction(row.amounts[0]) for row in now)


def test_a_set_of_values_says_who_meets_a_condition() -> None:
    type_ = Enumeration("级别", ("低级", "中级", "高级"), ordered=True)
    fact = FactRef("级别", type_)
    other = FactRef("在编", TRUTH)
    chance = random.Random(3)

    def compared() -> Expr:
        op = chance.choice((Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE))
        args: tuple[Expr, Expr] = (fact, Const(chance.choice(type_.values), type_))
        return Apply(op, args if chance.random() < 0.5 else args[::-1], TRUTH)

    def condition(depth: int) -> Expr:
        if depth == 0:
            return other if chance.random() < 0.2 else compared()
        parts = tuple(condition(depth - 1) for _ in range(2))
        return chance.choice((conjunction(parts), disjunction(parts), negation(parts[0])))

    def holds(expr: Expr, value: str, on_roll: bool) -> bool:
        match expr:
            case Apply(op=Op.AND, args=args):
                return all(holds(a, value, on_roll) for a in args)
            case Apply(op=Op.OR, args=args):
                return any(holds(a, value, on_roll) for a in args)
            case Apply(op=Op.NOT, args=(part,)):
                return not holds(part, value, on_roll)
            case Apply(op=op, args=args):
                left, right = (
                    type_.values.index(value if isinstance(a, FactRef) else str(a.value))  # type: ignore[union-attr]
                    for a in args
                )
                return {
                    Op.EQ: left == right,
                    Op.NE: left != right,
                    Op.LT: left < right,
                    Op.LE: left <= right,
                    Op.GT: left > right,
                    Op.GE: left >= right,
                }[op]
            case _:
                return on_roll

    known = 0
    for _ in range(500):
        drawn_condition = condition(chance.randint(0, 3))
        found = value_set(drawn_condition)
        if found is None:
            continue
        known += 1
        for value, on_roll in product(type_.values, (False, True)):
            met = holds(drawn_condition, value, on_roll)
            assert not met or value in found.met
            assert not found.exact or met == (value in found.met)
    assert known > 200


def test_figures_of_the_corpus() -> None:
    def messages(name: str) -> list[str]:
        return [f.message.zh for f in pipeline.check_paths([CORPUS / "bad" / name]).findings]

    points, materials, visits, items = messages("RD504-caps-by-category.rank")
    assert points.endswith("例中的人为 40 + 60 + 10 = 110，上限是 100")
    assert materials.endswith("例中的人为 1 + 5 = 6，上限是 5")
    assert visits.endswith("例中的人为 1 + 2 = 3，上限是 2")
    assert items.endswith("共 5，上限是 4")
    assert any("比《某省平时考核办法》多：例中的人为 100 → 110" in m for m in messages("RD504-more-than-above.rank"))
    departments = messages("RD504-several-departments.rank")
    assert "“信访件办结率”由“信访科”考核，“领导接访”由“办公室”考核" in departments[0]


def test_a_thousand_indicators_are_counted_in_all(tmp_path: Path) -> None:
    numerals = "一二三四五六七八九"
    labels = [*numerals, *(f"{t if t != '一' else ''}十{u}" for t in numerals for u in ("", *numerals))]
    conditions = ["", *(f"，适用 得分 ≥ {n}" for n in range(4)), *(f"，适用 级别 = {v}" for v in ("低级", "中级"))]
    sets = []
    for n in range(10):
        rows = [f"（{lab}）甲{lab}，分值 1，对象 甲{n}乙{i}{conditions[i % 7]}" for i, lab in enumerate(labels)]
        cap = f"  上限 第{numerals[n % 9]}{n}套 的 分值 不超过 99。\n"
        sets.append(cap + f"  指标 第{numerals[n % 9]}{n}套：{'；'.join(rows).replace('对象 甲', '对象 事')}。")
    text = document([]) + "\n".join(sets) + "\n"
    report = pipeline.check_paths([written(tmp_path, text)])
    assert [f.code for f in report.findings if f.code in ("RD504", "RD901")] == []
    assert sum(o.check == "RD504" for o in report.obligations) >= 10


@pytest.mark.parametrize("seed", range(generated(3, 60)))
def test_what_one_below_changes_against_everybody(seed: int, tmp_path: Path) -> None:
    """Sets and caps are a superior's; whom the first indicator of each applies to, and the cap, are changed below."""
    chance = random.Random(2000 + seed)
    above, below = [], []
    expected: dict[str, tuple[list[tuple[Somebody, int]], int]] = {}
    for n, numeral in enumerate("一二三四五六"):
        rows = drawn(chance)
        before, after = (chance.randrange(1, len(GUARDS)) for _ in range(2))
        least = chance.randint(0, 12)
        limits = least, least + chance.choice((-1, 0, 0, 1))
        first = (
            rows[0]
            .text(0)
            .replace(f"适用 {GUARDS[rows[0].guard][0]}，", "")
            .replace("，分值", f"，适用 谁{n}，分值", 1)
        )
        above.append(f"  定义 谁{n}：{GUARDS[before][0]}。\n  参数 上限{n}：{limits[0]}。")
        above.append(f"  指标 第{numeral}套：{'；'.join([first, *(r.text(i + 1) for i, r in enumerate(rows[1:]))])}。")
        above.append(f"  上限 第{numeral}套 的 分值 不超过 上限{n}。")
        below.append(f"  修改《小办法》第一条 谁{n} 改为：{GUARDS[after][0]}。")
        below.append(f"  修改《小办法》第一条 上限{n} 改为：{limits[1]}。")
        sums = [
            tuple(burden([Row(guard, rows[0].amounts), *rows[1:]], 1, person) for guard in (before, after))
            for person in PEOPLE
        ]
        expected[f"第{numeral}套"] = (
            [
                (person, now)
                for person, (then, now) in zip(PEOPLE, sums, strict=True)
                if now > limits[1] and then <= limits[0]
            ],
            limits[1],
        )
    text = (
        document([])
        + "\n".join(above)
        + "\n\n文件《小细则》\n  层级：乡级。 依据：《小办法》。 施行：2025年1月1日。\n\n第一条\n"
    )
    report = pipeline.check_paths([written(tmp_path, text + "\n".join(below) + "\n")])
    found = told(report, "本文件改动以后")
    assert {name for name, _ in found} == {name for name, (people, _) in expected.items() if people}
    for (name, _), finding in found.items():
        people, limit = expected[name]
        shown = as_person(finding)
        assert finding.message.zh.endswith(f"，上限是 {limit}")
        assert [now for person, now in people if shown in (None, person) and f" {now}，上限" in finding.message.zh]
