"""Formulas as written, lowered and evaluated over a small vocabulary with a fact of every type."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.definitions import Definition, Formula, Kind
from rankdsl.ir.facts import DerivedFact, Field, InvariantText, Vocabulary, Window
from rankdsl.ir.nodes import Const, Expr, Ref, Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    WORKDAYS,
    YEAR_MONTH,
    Enumeration,
    Type,
)
from rankdsl.ir.values import Person, Scalar, Value, year_month
from rankdsl.semantics.formulas import Lowering
from rankdsl.semantics.intervals import Interval
from rankdsl.semantics.meanings import Broken, Typed, TypedBody
from rankdsl.semantics.vocabulary_terms import VocabularyTerms, vocabulary_program
from rankdsl.source import SourceFile
from rankdsl.syntax import ast, parse, parse_formula
from tests.building import definition, fact, program, record_list, vocabulary

RANK = Enumeration("职级", ("办事员级", "科员级", "副科级", "正科级"), ordered=True)
GRADE = Enumeration("考核等次", ("不称职", "基本称职", "称职", "优秀"), ordered=True)
LEVEL = Enumeration("级别", ("27级", "26级", "25级", "24级", "23级"), ordered=True)
STANDING = Enumeration("机构规格", ("副科级", "正科级", "副处级"), ordered=True)
SEX = Enumeration("性别", ("女", "男"), ordered=False)

ASSESSMENTS = record_list(
    "年度考核",
    [
        Field("等次", "grade", GRADE, Fraction(0), Fraction(3), better=1),
        Field("得分", "score", RATIONAL, Fraction(0), Fraction(100), places=1),
        Field("奖励", "award", TRUTH),
    ],
    bound=20,
    since="任职起",
    typical={"等次": "称职", "得分": 80, "奖励": False},
)
WARNINGS = record_list("谈话", [Field("次数", "times", INTEGER, Fraction(0), Fraction(9))], bound=10, first_year=2000)

WORDS = vocabulary(
    [
        fact("现职级", RANK, typical="科员级"),
        fact("级别", LEVEL, typical="25级"),
        fact("机构规格", STANDING, typical="正科级"),
        fact("性别", SEX, typical="女"),
        fact("任职起", YEAR_MONTH, year_month(1960, 1), year_month(2099, 12), typical=year_month(2000, 7)),
        fact("任现职级起", YEAR_MONTH, year_month(1960, 1), year_month(2099, 12), typical=year_month(2012, 1)),
        fact("受理日", DAY, date(1990, 1, 1).toordinal(), date(2099, 12, 31).toordinal(), typical=date(2016, 1, 4)),
        fact("处分期内", TRUTH, typical=False),
        fact("群众公认", TRUTH, typical=True, judged_by="党委"),
        fact("中层正职年限", MONTHS, 0, 45 * 12, typical=0, absent=0),
        fact("公示天数", DAYS, 0, 365, typical=7),
        fact("办理工作日", WORKDAYS, 0, 250, typical=5),
        fact("成绩", RATIONAL, 0, 100, typical=80, places=2),
        fact("论文数", INTEGER, 0, 50, typical=1),
        fact("获奖数", INTEGER, 1, 9, typical=1),
        fact("票率", PERCENT, 0, 1, typical=Fraction(4, 5)),
        fact("工资", MONEY, 0, 100000, typical=5000, places=2),
        fact("人口", INTEGER),
        ASSESSMENTS,
        WARNINGS,
    ],
    windows=[Window("任现职级以来", "since_rank", "任现职级起", counts_first_year=True)],
    enumerations=[RANK, GRADE, LEVEL, STANDING, SEX],
)
DERIVED = {"任现职级年限": "月数（任现职级起，评定日）", "任职年限": "月数（任职起，评定日）"}


def with_formulas(
    words: Vocabulary, derived: Mapping[str, str], invariants: Mapping[str, str] | None = None
) -> Vocabulary:
    """The vocabulary with formulas, whose origins are spans of a file that holds one a line."""
    invariants = invariants or {}
    file = SourceFile("trial.yaml", "\n".join([*derived.values(), *invariants.values()]))
    found = []
    for line, (name, text) in enumerate([*derived.items(), *invariants.items()]):
        start = file.line_starts[line]
        found.append((name, text, file.span(start, start + len(text))))
    split = len(derived)
    return replace(
        words,
        derived=tuple(DerivedFact(name, f"derived_{name}", text, "", span) for name, text, span in found[:split]),
        invariants=tuple(InvariantText(name, text, span) for name, text, span in found[split:]),
    )


FULL = with_formulas(WORDS, DERIVED)


_TERMS: dict[int, tuple[Vocabulary, VocabularyTerms]] = {}


def terms_of(words: Vocabulary) -> VocabularyTerms:
    """The terms of a vocabulary without mistakes, lowered once."""
    if id(words) not in _TERMS:
        findings: list[Finding] = []
        _TERMS[id(words)] = words, vocabulary_program(words, findings.append)
        assert not findings, [f.message.zh for f in findings]
    return _TERMS[id(words)][1]


class Scene(Struct, dict=True):
    """`norms`: definitions by formula, lowered in order; `parameters`: names for constants."""

    vocabulary: Vocabulary = FULL
    broken: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    definitions: dict[Symbol, Definition] = field(default_factory=dict)
    intervals: dict[Symbol, Interval | None] = field(default_factory=dict)
    constants: dict[str, Const] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.terms: VocabularyTerms = terms_of(self.vocabulary)
        self.definitions.update(self.terms.definitions)
        self.intervals.update(self.terms.intervals)

    # --- the meaning of names

    @property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        return self.terms.behind

    @property
    def stands_for(self) -> Mapping[str, str]:
        return {}

    def norm(self, ident: ast.Ident) -> Expr | Broken | None:
        if ident.text in self.broken:
            return Broken.BROKEN
        if ident.text in self.constants:
            return self.constants[ident.text]
        for symbol, found in self.definitions.items():
            if symbol.name == ident.text:
                return Ref(symbol, found.type)
        return None

    def names(self) -> Collection[str]:
        return [*(symbol.name for symbol in self.definitions), *self.constants, *self.broken]

    def interval(self, symbol: Symbol) -> Interval | None:
        return self.intervals[symbol]

    # --- lowering

    @property
    def lowering(self) -> Lowering:
        return Lowering(self, lambda span: Place(span, "试行办法", "第一条"), self.findings.append)

    def value(self, text: str, wanted: Type | None = None) -> Typed | None:
        return self.lowering.value(formula(text), wanted)

    def expr(self, text: str) -> Any:
        """What a formula without mistakes becomes."""
        found = self.value(text)
        assert found is not None, self.said
        return found.expr

    def text_at_fault(self) -> str:
        span = self.only().place.span
        assert span is not None
        return span.text

    def told(self) -> str:
        """The help of the only finding."""
        help_text = self.only().help
        assert help_text is not None
        return help_text.zh

    def define(self, name: str, text: str) -> Definition:
        """A definition by a formula without mistakes."""
        found = self.value(text)
        assert found is not None, self.said
        made = definition(name, Formula(found.expr), found.type, kind=Kind.DEFINITION)
        self.definitions[made.symbol] = made
        self.intervals[made.symbol] = found.interval
        return made

    def body(self, text: str, wanted: Type | None = None) -> TypedBody | None:
        return self.lowering.body(body_of(text), wanted)

    def case(self, text: str) -> ast.Case:
        statement = statement_of(f"案例 “甲”：{text}")
        assert isinstance(statement, ast.Case)
        return statement

    # --- evaluating

    def evaluate(self, text: str, as_of: date = date(2016, 7, 1), **facts: Value) -> Scalar | None:
        """What a formula without mistakes is for a person; None for no value."""
        found = self.value(text)
        assert found is not None, self.said
        return self.evaluated(found.expr, as_of, **facts)

    def evaluated(self, expr: Expr, as_of: date = date(2016, 7, 1), **facts: Value) -> Scalar | None:
        answer = evaluate(self.program(), Person(facts, as_of)).value_of(expr)
        return None if answer.no_value else answer.value

    def program(self) -> Program:
        return program(self.vocabulary, list(self.definitions.values()))

    # --- what was said

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(f.code, f.message.zh) for f in self.findings]

    def only(self) -> Finding:
        assert len(self.findings) == 1, self.said
        return self.findings[0]


def formula(text: str) -> ast.Expr:
    file = SourceFile("trial.rank", text)
    found, mistakes = parse_formula(file, 0, len(text))
    assert not mistakes, [m.message.zh for m in mistakes]
    assert found is not None
    return found


def statement_of(text: str) -> Any:
    head = "文件《试行办法》\n  层级：省级。 词表：试。 施行：2015年1月1日。\n第一条【试】\n"
    parsed = parse(SourceFile("trial.rank", f"{head}  {text}。\n"))
    assert not parsed.findings, [m.message.zh for m in parsed.findings]
    return parsed.node.documents[0].articles[0].statements[0]


def body_of(text: str) -> ast.DefinitionBody:
    """`：…` of a definition, or `按 …` of a table."""
    statement = statement_of(f"表 甲项 {text}" if text.startswith("按") else f"定义 甲项：{text}")
    assert isinstance(statement, ast.Define)
    return statement.body


def idents(*names: str) -> Sequence[ast.Ident]:
    file = SourceFile("trial.rank", "".join(names))
    found, start = [], 0
    for name in names:
        found.append(ast.Ident(name, file.span(start, start + len(name))))
        start += len(name)
    return found
