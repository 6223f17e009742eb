"""What is said of the people for whom weights do not add up, and of what counts for them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from rankdsl.backends.reference import evaluate
from rankdsl.checks.examination import Examination
from rankdsl.checks.shares import Off, Portion
from rankdsl.diagnostics import Citation, Text
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import PERCENT, RATIONAL
from rankdsl.ir.values import Exact, Person, render

EVERYBODY = Text("适用范围内的人都是如此", "everybody in scope")
AS_SHOWN = Text("如例中的人", "such as the person shown")
MOST_NAMED = 3
"""Facts by which a category is named."""


def counted(under: Examination, off: Off) -> tuple[Citation, ...]:
    """Each part that counts for the person on the left, and with how much."""
    evaluation = evaluate(under.program, under.program.describes(off.found.persons[0]))

    def said(portion: Portion) -> Text:
        value = evaluation.value_of(portion.amount).value
        assert isinstance(value, int | Fraction)
        amount = render(value, portion.unit)
        if portion.unit != PERCENT:
            return Text(f"“{portion.name}”{amount}分", f"“{portion.name}” has {amount} points")
        return Text(f"“{portion.name}”占{amount}", f"“{portion.name}” counts {amount}")

    return tuple(Citation(portion.place, said(portion)) for portion in off.left)


def who_is(under: Examination, off: Off) -> Text:
    """The category, by the facts that tell it from others."""
    program, person = under.program, off.found.persons[0]
    read = reads_of_expr(program, *off.parts)
    if not read:
        return EVERYBODY
    return category(under, person, read, off.found.decisive)


def category(under: Examination, person: Person, facts: Iterable[str], decisive: tuple[str, ...]) -> Text:
    """People like this one, by the facts that decide, else by those that are looked at."""
    known = {fact.name: fact for fact in under.program.vocabulary.facts}
    plain = [name for name in facts if known[name].records is None]
    told = ([name for name in plain if name in decisive] or plain)[:MOST_NAMED]
    if not told:
        return AS_SHOWN
    values = [(name, render(person.facts[name], known[name].type)) for name in told]
    zh = "，".join(f"“{name}”为“{value}”" for name, value in values)
    en = ", ".join(f"{name} is “{value}”" for name, value in values)
    return Text(f"例如{zh}的人", f"such as those whose {en}")


def number(number: Exact) -> str:
    return render(number, RATIONAL)


def percent(share: Exact) -> str:
    return render(share, PERCENT)
