"""What is said of the people for whom weights do not add up, and of what counts for them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.mechanisms.weights_page import PAGE
from rankdsl.checks.shares import Off, Portion
from rankdsl.diagnostics import Citation, Diagnostic, Place, Severity, Text, Verdict
from rankdsl.ir.reading import reads_of_expr, reads_the_day
from rankdsl.ir.types import PERCENT, RATIONAL
from rankdsl.ir.values import Exact, Person, render

NO_VALUE = Diagnostic(
    PAGE,
    zh="“{subject}”的比重无从核对：对适用范围内的任何人，有的条件或者权重都没有值",
    en="the shares of “{subject}” cannot be verified: a condition or a weight has no value for anybody in scope",
    help_zh="补全所用的定义，使它们有值",
    help_en="complete the definitions that are used, so that they have values",
)
EVERYBODY = Text("适用范围内的人都是如此", "everybody in scope")
AS_SHOWN = Text("如例中的人", "such as the person shown")
_PLACES = 4
MOST_NAMED = 3
"""Facts by which a category is named."""


def no_value(subject: str, place: Place) -> Outcome:
    """Of what comes to nothing for anybody, which is not to pass as proved."""
    found = NO_VALUE.at(place, subject=subject)
    found = replace(found, severity=Severity.WARNING, verdict=Verdict.UNKNOWN, distinguishing="=")
    return Outcome(subject, articles_of(place), Verdict.UNKNOWN, (found,))


def counted(under: Examination, off: Off, marks: Exact | None = None) -> tuple[Citation, ...]:
    """Each part that counts for the person on the left, and with how much. `marks`: in points of so many."""
    evaluation = evaluate(under.program, under.program.describes(off.found.persons[0]))

    def said(portion: Portion) -> Text:
        value = evaluation.value_of(portion.amount).value
        assert isinstance(value, int | Fraction)
        if marks is not None or portion.unit != PERCENT:
            amount = number(value * (marks or 1))
            return Text(f"“{portion.name}”{amount}分", f"“{portion.name}” has {amount} points")
        share = percent(value)
        return Text(f"“{portion.name}”占{share.zh}", f"“{portion.name}” counts {share.en}")

    return tuple(Citation(portion.place, said(portion)) for portion in off.left)


def who_is(under: Examination, off: Off) -> Text:
    """The category, by the facts that tell it from others."""
    program, person = under.program, off.found.persons[0]
    read = reads_of_expr(program, *off.parts)
    if not read:
        if not any(reads_the_day(program, part) for part in off.parts):
            return EVERYBODY
        day = Text.day(person.as_of)
        return Text(f"评定日为{day.zh}时，{EVERYBODY.zh}", f"{EVERYBODY.en} on {day.en}")
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


def missing(total: Exact, full: Exact | None) -> Text:
    """How far a sum of shares is from the whole; in points, of `full` marks."""
    gap = abs(1 - Fraction(total))
    points = number(gap * Fraction(full)) if full is not None else ""
    amount = Text(f"{points}分", points) if full is not None else percent(gap)
    if total > 1:
        return Text(f"多{amount.zh}", f"{amount.en} too much")
    return Text(f"差{amount.zh}", f"{amount.en} too little")


def number(number: Exact) -> str:
    return render(number, RATIONAL)


def percent(share: Exact) -> Text:
    """`59.9%`; of a share without end `约41.6667%`, unless that would look like another share than it is."""
    near = round(Fraction(share) * 100, _PLACES)
    if near == share * 100:
        return Text.same(render(share, PERCENT))
    shown = render(near / 100, PERCENT)
    return Text(f"约{shown}", f"about {shown}") if near * 100 % 1 else Text.same(render(share, PERCENT))
