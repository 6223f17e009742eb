"""One person, one decision: the outcome and everything that led to it."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from msgspec.structs import replace

from rankdsl.backends.approximate import Cause, NoValue, merge
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.diagnostics import Text
from rankdsl.explanation.by_cases import by_cases
from rankdsl.explanation.conditions import Conditions
from rankdsl.explanation.figures import Ledger
from rankdsl.explanation.next_date import last_day, later, next_yes
from rankdsl.explanation.outcomes import Outcome, outcome
from rankdsl.explanation.parts import Above, Condition, Explanation, NextYes, Standing, Trouble
from rankdsl.explanation.what_if import missing_facts, outcome_of, turns
from rankdsl.explanation.wording import answer_text, value_text
from rankdsl.ir.definitions import Cases, Definition, Kind, Mode
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.nodes import Expr, Ref, conjunction
from rankdsl.ir.program import Program
from rankdsl.ir.reading import in_order, reads_of_expr
from rankdsl.ir.types import TRUTH, Enumeration, Truth
from rankdsl.ir.values import Person

NOT_IN_FORCE = Text("文件在评定日没有施行", "the document is not in force on that day")


def explain(model: Model, person: Person, decision: str | None = None) -> tuple[Explanation, ...]:
    """The explanation of one decision (or definition), or of every decision of the document, in its order.

    `decision` must be one of `names(model)`. A model without pieces (its own mistakes left nothing) explains nothing.
    """
    piece = model.piece_at(person.as_of)
    nearest = piece or _nearest(model, person.as_of)
    if nearest is None:
        return ()
    wanted = nearest.program.decisions if decision is None else (decision,)
    return tuple(_explain(model, piece, nearest, person, name) for name in wanted)


def names(model: Model) -> tuple[str, ...]:
    """What can be asked about: decisions first, then definitions, in the order of the documents."""
    found: dict[str, None] = {}
    for piece in model.pieces:
        found.update(dict.fromkeys(piece.program.decisions))
    for piece in model.pieces:
        for name, symbol in piece.program.top.items():
            if piece.program.definitions[symbol].kind in (Kind.DEFINITION, Kind.PARAMETER, Kind.DERIVED):
                found.setdefault(name)
    return tuple(found)


def _explain(model: Model, piece: Piece | None, nearest: Piece, person: Person, name: str) -> Explanation:
    program = nearest.program
    definition = program.definitions[program.top[name]]
    blank = Explanation(
        document=program.document,
        superiors=tuple(layer.title for layer in program.layers[:-1]),
        subject=name,
        person=person,
        facts=_facts(program, person),
        classes=_classes(program, person, name),
        outcome=Outcome.NOT_IN_FORCE,
        type=definition.type,
        answer=None,
        value=NOT_IN_FORCE,
        place=definition.place,
        periods=_in_force(model),
    )
    is_truth = isinstance(definition.type, Truth)
    if piece is None:
        upcoming = is_truth and nearest.program.period.start > person.as_of
        return replace(blank, next_yes=next_yes(model, person, name)) if upcoming else blank
    above = _above(piece, person, name) if is_truth else ()
    return replace(_in_one_piece(model, evaluate(program, person), blank, is_truth), above=above)


def _in_one_piece(model: Model, evaluation: Evaluation, blank: Explanation, is_truth: bool) -> Explanation:
    program, person, name = evaluation.program, evaluation.person, blank.subject
    symbol = program.top[name]
    ledger = Ledger(evaluation)
    conditions = Conditions(evaluation, ledger)
    covered = evaluation.value_of(conjunction(program.coverage))
    answer = evaluation.answer(symbol)
    found = outcome(covered, answer)
    scope = conditions.of_scope()
    told = replace(blank, outcome=found, answer=answer, value=answer_text(answer, blank.type), scope=scope)
    if found is Outcome.NOT_IN_SCOPE:
        return replace(told, figures=ledger.figures())

    if is_truth:
        whole = conditions.of_decision(symbol)
        if whole.ruling is not None and whole.ruling.surely:
            told = replace(told, ruling=whole.ruling, uses=whole.uses)
        else:
            parts = whole.parts if whole.mode is not None else (replace(whole, ruling=None),)
            told = replace(told, ruling=whole.ruling, mode=whole.mode or Mode.ALL, conditions=parts)
    else:
        told = replace(told, root=ledger.note(Ref(symbol, blank.type))[0])
    told = replace(told, figures=ledger.figures())

    match found:
        case Outcome.NO:
            usual = next_yes(model, person, name)
            if usual is not None and usual.day is None:
                usual = replace(usual, stuck=_stuck(model, person, name))
            best = next_yes(model, person, name, best=True)
            sooner = best if _is_sooner(best, usual) else None
            return replace(told, next_yes=usual, sooner=sooner, turns=turns(program, name, person))
        case Outcome.CANNOT_TELL:
            hinges = in_order(program, covered.hinges | answer.hinges)
            asked: tuple[Expr, ...] = (conjunction(program.coverage), Ref(symbol, blank.type))
            reasons = merge(by_cases(evaluation, part) for part in asked)
            missing = missing_facts(program, name, person, hinges)
            return replace(told, missing=missing, troubles=troubles(evaluation, reasons))
        case Outcome.NO_VALUE:
            reasons = covered.reasons if covered.no_value else answer.reasons
            return replace(told, troubles=troubles(evaluation, reasons))
        case _:
            return told


def _above(piece: Piece, person: Person, name: str) -> tuple[Above, ...]:
    found = []
    for _, program in piece.ancestors:
        if name in program.top:
            place = program.definitions[program.top[name]].place
            found.append(Above(program.document, place, outcome_of(program, name, person)))
    return tuple(found)


def _stuck(model: Model, person: Person, name: str) -> tuple[Condition, ...]:
    """The conditions that time alone does not bring about: not met on the last day either."""
    last = last_day(model, person)
    piece = model.piece_at(last)
    if piece is None or name not in piece.program.top:
        return ()
    evaluation = evaluate(piece.program, later(piece.program, person, last))
    whole = Conditions(evaluation, Ledger(evaluation)).of_decision(piece.program.top[name])
    return tuple(c for c in whole.parts if c.standing is Standing.NOT_MET)


def _is_sooner(best: NextYes | None, usual: NextYes | None) -> bool:
    if best is None or best.day is None or not best.certain:
        return False
    return usual is None or usual.day is None or best.day < usual.day


def _nearest(model: Model, day: date) -> Piece | None:
    """The piece to name what a document that is not in force on `day` would say: the next one, else the last."""
    upcoming = (p for p in model.pieces if p.program.period.start > day)
    return next(upcoming, model.pieces[-1] if model.pieces else None)


def _in_force(model: Model) -> tuple[tuple[date, date | None], ...]:
    """The stretches of time in which the document says something; adjacent pieces are one."""
    found: list[tuple[date, date | None]] = []
    for period in (p.program.period for p in model.pieces):
        end = None if period.open_end else period.end
        if found and found[-1][1] == period.start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((period.start, end))
    return tuple(found)


def _facts(program: Program, person: Person) -> tuple[tuple[str, Text], ...]:
    known = (fact for fact in program.vocabulary.facts if fact.name in person.facts)
    return tuple((fact.name, value_text(person.facts[fact.name], fact.type)) for fact in known)


def _classes(program: Program, person: Person, name: str) -> tuple[Text, ...]:
    """What class of people this is (科员级), as far as the decision looks at it."""
    read = reads_of_expr(program, *program.coverage, Ref(program.top[name], TRUTH))
    return tuple(
        value_text(person.facts[fact.name], fact.type)
        for fact in program.vocabulary.facts
        if fact.divides_people
        and isinstance(fact.type, Enumeration)
        and fact.name in read
        and fact.name in person.facts
    )


# --- no value ----------------------------------------------------------------------------------------------------


def troubles(evaluation: Evaluation, reasons: tuple[NoValue, ...]) -> tuple[Trouble, ...]:
    """Why there is no value, with the articles at fault and what they looked at."""
    return tuple(dict.fromkeys(_trouble(evaluation, reason) for reason in reasons))


def _trouble(evaluation: Evaluation, reason: NoValue) -> Trouble:
    program = evaluation.program
    definition = program.definitions[reason.symbol] if reason.symbol is not None else None
    name = "" if definition is None else Ledger(evaluation).label(definition.symbol).zh
    place = None if definition is None else definition.place
    subject = Text(f"“{name}”", f"“{name}”") if name else Text("适用范围", "the scope")
    match reason.cause:
        case Cause.GAP:
            seen = _looked_at(evaluation, definition)
            words = Text("没有规定这种情形", " has no rule for this case")
            words = subject + words + (Text(f"：{seen.zh}", f": {seen.en}") if seen.zh else Text("", ""))
        case Cause.CONTRADICTION:
            said = _sayings(evaluation, definition)
            words = subject + Text("有几处规定同时适用，结果不同：", ": several rules apply and differ: ") + said
        case Cause.EMPTY_LIST:
            words = subject + Text(
                "要看记录，但所看的年份里没有记录", " looks at records, and there are none in those years"
            )
        case Cause.DIVISION:
            words = subject + Text("要除以零", " divides by zero")
        case _:
            assert_never(reason.cause)
    return Trouble(reason.cause, name, place, reason.places, words)


def _looked_at(evaluation: Evaluation, definition: Definition | None) -> Text:
    """The values of what the branches look at: `现职级 正处级`."""
    if definition is None or not isinstance(definition.body, Cases):
        return Text("", "")
    ledger = Ledger(evaluation)
    keys = ledger.note(*(b.guard for b in definition.body.branches if b.guard is not None))
    figures = {figure.key: figure for figure in ledger.figures()}
    shown = [figures[key].label + Text.same(" ") + figures[key].value for key in keys]
    return Text.join(shown, "，", ", ")


def _sayings(evaluation: Evaluation, definition: Definition | None) -> Text:
    """What each of the rules that apply says, with its article."""
    if definition is None:
        return Text("", "")
    result = evaluation.result(definition.symbol)
    rules = [(definition.exceptions[i].place, definition.exceptions[i].value) for i in result.exceptions.perhaps]
    if not rules and isinstance(definition.body, Cases):
        branches = (definition.body.branches[i] for i in result.branches.perhaps)
        rules = [(branch.place, branch.value) for branch in branches]
    said = []
    for place, value in rules:
        words = answer_text(evaluation.value_of(value), definition.type)
        said.append(Text(f"{place.citation}为{words.zh}", f"{place.citation} says {words.en}"))
    return Text.join(said, "，", ", ")
