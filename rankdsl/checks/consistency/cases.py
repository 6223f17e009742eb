"""案例, of a document or a case file, run through the reference evaluator (RD209 where one fails)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from rankdsl.backends.approximate import Answer, Range
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.checks.consistency.failed_assertion import PAGE
from rankdsl.diagnostics import Diagnostic, Evidence, Finding, Place, Text
from rankdsl.diagnostics.report import CaseResult, ExpectationResult
from rankdsl.ir.model import Model
from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Program
from rankdsl.ir.remarks import Expectation, WrittenCase
from rankdsl.ir.types import Type
from rankdsl.ir.values import Scalar, render
from rankdsl.prove import Side, grounds

CASE_FAILS = Diagnostic(
    PAGE,
    zh="案例“{name}”的结果与期望不同：{differences}",
    en="case “{name}” does not come out as expected: {differences}",
    help_zh="先核对案例写得对不对；案例无误的，改正规则",
    help_en="see first whether the case is right; if it is, mend the rule",
)
DIFFERENCE = Text(
    "“{subject}”期望为“{expected}”，实际为“{actual}”", "“{subject}” was expected to be {expected} and is {actual}"
)
OUTSIDE = Text("无值（此人不在适用范围内）", "no value (this person is out of scope)")
NOT_IN_FORCE = Text("无值（文件在评定日没有施行）", "no value (the document is not in force on that day)")
CANNOT_TELL = Text("不能确定", "cannot be determined")
NO_VALUE = Text("无值", "no value")


def run_cases(model: Model) -> Iterator[CaseResult]:
    for case in model.cases:
        yield run_case(model, case)


def run_case(model: Model, case: WrittenCase) -> CaseResult:
    """Out of scope, or not in force, there is no value: the document says nothing of that person."""
    piece = model.piece_at(case.person.as_of)
    core: tuple[Place, ...] = ()
    if piece is None:
        results = tuple(_absent(n, w, NOT_IN_FORCE, _type_at_any_time(model, n)) for n, w in case.expected.items())
    else:
        evaluation = evaluate(piece.program, case.person)
        results = tuple(_result(piece.program, evaluation, name, w) for name, w in case.expected.items())
        core = _core(piece.program, evaluation, results)
    foreseen = any(e.code == "RD209" and e.article in (None, case.place.article) for e in model.expected)
    return CaseResult(case.name, model.name.title, case.place, case.person.as_of, results, foreseen, core)


def _core(program: Program, evaluation: Evaluation, results: Iterable[ExpectationResult]) -> tuple[Place, ...]:
    """What the outcomes that are not as expected rest on."""
    if any(evaluation.value_of(formula).surely(False) for formula in program.coverage):
        return ()
    missed = [r.name for r in results if not r.met and evaluation.named(r.name).certain]
    return grounds([Side(program, evaluation.person, Ref(program.top[n], _type_of(program, n))) for n in missed])


def failed_case(result: CaseResult) -> Finding:
    """The finding for a case that did not pass."""
    differences = Text.join([_difference(r) for r in result.expectations if not r.met], zh="；", en="; ")
    finding = CASE_FAILS.at(result.place, subject=result.name, name=result.name, differences=differences)
    return replace(finding, evidence=Evidence(core=result.core)) if result.core else finding


def _result(program: Program, evaluation: Evaluation, name: str, wanted: Scalar | Expectation) -> ExpectationResult:
    if any(evaluation.value_of(formula).surely(False) for formula in program.coverage):
        return _absent(name, wanted, OUTSIDE, _type_of(program, name))
    answer, type_ = evaluation.named(name), _type_of(program, name)
    actual = in_words(answer, type_)
    match wanted:
        case Expectation.CANNOT_TELL:
            return ExpectationResult(name, CANNOT_TELL, actual, not answer.certain)
        case Expectation.NO_VALUE:
            return ExpectationResult(name, NO_VALUE, actual, answer.no_value)
        case _:
            return ExpectationResult(name, _said(wanted, type_), actual, answer.surely(wanted))


def _absent(name: str, wanted: Scalar | Expectation, why: Text, type_: Type | None = None) -> ExpectationResult:
    met = wanted is Expectation.NO_VALUE
    match wanted:
        case Expectation.CANNOT_TELL:
            expected = CANNOT_TELL
        case Expectation.NO_VALUE:
            expected = NO_VALUE
        case _:
            expected = _said(wanted, type_)
    return ExpectationResult(name, expected, why, met)


def in_words(answer: Answer, type_: Type) -> Text:
    """An answer as people read it: a value, a range (`8年至12年`), 不能确定, 无值."""
    value = answer.value
    if value is not None:
        return _said(value, type_)
    if answer.no_value:
        return NO_VALUE
    if isinstance(answer.values, Range) and not answer.reasons:
        low, high = render(answer.values.low, type_), render(answer.values.high, type_)
        return Text(f"不能确定（{low}至{high}）", f"cannot be determined ({low} to {high})")
    return CANNOT_TELL


def _said(value: Scalar, type_: Type | None) -> Text:
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    return Text.same(render(value, type_) if type_ is not None else str(value))


def _type_at_any_time(model: Model, name: str) -> Type | None:
    """The type of a norm of a document that is not in force on the day in question."""
    return next((_type_of(p.program, name) for p in model.pieces if name in p.program.top), None)


def _type_of(program: Program, name: str) -> Type:
    return program.definitions[program.top[name]].type


def _difference(result: ExpectationResult) -> Text:
    return Text(
        DIFFERENCE.zh.format(subject=result.name, expected=result.expected.zh, actual=result.actual.zh),
        DIFFERENCE.en.format(subject=result.name, expected=result.expected.en, actual=result.actual.en),
    )
