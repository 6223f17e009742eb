"""An obligation's question as a commented SMT-LIB file: which article each group of commands comes from.

The same obligation gives the same bytes, whatever else was asked. Comments are in the language of messages; names are
those of the documents. Nothing but the commands of the standard is used, so any solver of the logic reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec import Struct

from rankdsl.diagnostics import Page, Text, Verdict
from rankdsl.diagnostics.report import ObligationReport
from rankdsl.diagnostics.text import Language
from rankdsl.explanation.wording import expr_text
from rankdsl.ir.facts import AS_OF
from rankdsl.prove import Compared, Found, Nobody, Undecided, Wanted
from rankdsl.prove.questions import Condition, Question, Spaced, Unlike
from rankdsl.prove.record import Asked, AskedExtension
from rankdsl.prove.record import Record as Recorded
from rankdsl.prove.script import (
    About,
    Aid,
    OfDay,
    OfExtension,
    OfFact,
    OfInvariant,
    OfList,
    OfNorm,
    OfQuestion,
    OfYears,
    Quotient,
    Script,
)
from rankdsl.reporters.paper import width
from rankdsl.reporters.smtlib_claims import claim
from rankdsl.reporters.smtlib_words import coding, norm, where, whose, years

COLUMNS = 110


class Title(Struct, frozen=True):
    """Which question it is: of which obligation, the how manieth from 1, of how many; under which reading (None: the
    only one, or the adopted one)."""

    obligation: ObligationReport
    page: Page
    number: int
    count: int
    reading: Text | None = None


def smtlib_text(title: Title, record: Recorded, script: Script | None, language: Language) -> str:
    """The whole file. `script` None: the question cannot be put in terms."""
    words = _Words(language)
    lines = [*words.header(title, record), ""]
    if script is None:
        lines += words.comment(
            Text("这一问题无法写成算式，所以没有结论", "this question cannot be put in terms: undecided")
        )
        return "\n".join(lines) + "\n"
    lines += [f"(set-logic {script.logic})"]
    if script.expected is not None:
        lines += [f"(set-info :status {script.expected})"]
    before: About | None = None
    for command in script.commands:
        if command.about != before:
            lines += ["", *words.comment(words.about(command.about))]
            before = command.about
        lines.append(command.code)
    return "\n".join([*lines, "", "(check-sat)"]) + "\n"


def without_question(title: Title, language: Language) -> str:
    """The file of an obligation that was decided by reading alone."""
    words = _Words(language)
    lines = [*words.obligation(title), *words.comment(Text("无须求解", "decided without asking a solver"))]
    return "\n".join(lines) + "\n"


class _Words:
    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    def comment(self, text: Text, indent: str = "") -> list[str]:
        return [f"; {line}" for line in _wrapped(self.say(text), indent)]

    def row(self, zh: str, en: str, text: Text) -> list[str]:
        return self.comment(Text(f"{zh}：{text.zh}", f"{en}: {text.en}"), "  ")

    # -- the header

    def obligation(self, title: Title) -> list[str]:
        obligation, page = title.obligation, title.page
        lines = self.row("检查", "check", Text.same(f"{page.code} {page.name}") + Text(f"（{page.title.zh}）", ""))
        lines += self.row("文件", "document", Text.same(f"《{obligation.document}》"))
        lines += self.row("对象", "subject", Text.same(obligation.subject))
        if obligation.articles:
            joined = Text("、".join(obligation.articles), ", ".join(obligation.articles))
            lines += self.row("条文", "articles", joined)
        if obligation.period is not None:
            start, end = obligation.period
            until = (
                Text(f"{start} 起", f"from {start}")
                if end is None
                else Text(f"{start} 至 {end} 前", f"{start} until {end}")
            )
            lines += self.row("期间", "period", until)
        if title.reading is not None:
            lines += self.row("读法", "read so", title.reading)
        lines += self.row("要证明的是", "to be proved", claim(page))
        return [*lines, *self.row("结论", "verdict", _VERDICTS[obligation.verdict])]

    def header(self, title: Title, record: Recorded) -> Iterator[str]:
        yield from self.obligation(title)
        yield ";"
        if title.count > 1:
            place = f"第 {title.number} 个问题，共 {title.count} 个", f"question {title.number} of {title.count}"
            yield from self.comment(Text(*place))
        yield from self.question(record)
        outcome = _outcome(title.obligation.verdict, record) if title.count == 1 else None
        for status, found in (("sat", True), ("unsat", False)):
            means = _there_is(record, found)
            if outcome is not None:
                means += _PROVES if outcome == found else _REFUTES
            yield from self.row(status, status, means)
        yield from self.row("本工具的回答", "answer given", _answer(record))

    def question(self, record: Recorded) -> Iterator[str]:
        if isinstance(record, AskedExtension):
            yield from self.comment(
                Text(
                    "问：有没有上位词表允许的人，新增事实无论取什么值都不满足新增约束",
                    "asked: is there a person of the superior's vocabulary whom no values of the new facts fit",
                )
            )
            return
        question = record.question
        whom = Text("问：有没有这样一个可能的人", "asked: is there a possible person such that")
        if question.moved is not None:
            moved = Text("、".join(sorted(question.moved)), ", ".join(sorted(question.moved)))
            whom = Text(
                f"问：有没有这样两个可能的人，除“{moved.zh}”外全都相同",
                f"asked: are there two possible persons, equal in all but {moved.en}, such that",
            )
        yield from self.comment(whom)
        rows = [self.condition(c, question) for c in question.conditions]
        rows += [] if question.raised is None else [self.raised(question)]
        if question.apart and question.raised is None:
            rows.append(Text("两人确有不同", "the two do differ"))
        for number, row in enumerate(rows, 1):
            yield from self.comment(Text.same(f"  {number}. ") + row, "     ")
        if not rows:
            yield from self.comment(Text("  （没有其他条件）", "  (nothing else is asked)"))

    def condition(self, condition: Condition, question: Question | None) -> Text:
        match condition:
            case Wanted(person, program, formula, answer):
                title, words = program.document.title, expr_text(formula)
                return _nth(person, question) + Text(
                    f"按《{title}》：{words.zh} 为{'是' if answer else '否'}",
                    f"by 《{title}》: {words.en} is {'yes' if answer else 'no'}",
                )
            case Compared(program, expr, second):
                title, words = program.document.title, expr_text(expr)
                return Text(
                    f"按《{title}》：{words.zh}，第二人{_SECOND[second].zh}第一人",
                    f"by 《{title}》: {words.en} of the second {_SECOND[second].en} the first's",
                )
            case Spaced(program, expr, op, by):
                title, words, distance = program.document.title, expr_text(expr), expr_text(by)
                return Text(
                    f"按《{title}》：{words.zh}，第二人的减去第一人的 {op.value} {distance.zh}",
                    f"by 《{title}》: {words.en} of the second less the first's {op.value} {distance.en}",
                )
            case Unlike(person, program, expr, other, there, differ):
                here, above = expr_text(expr), expr_text(there)
                return _nth(person, question) + Text(
                    f"按《{program.document.title}》的 {here.zh} 与按《{other.document.title}》的 {above.zh}"
                    f" 都有值，{'并且不同' if differ else '并且相同'}",
                    f"{here.en} by 《{program.document.title}》 and {above.en} by 《{other.document.title}》"
                    f" both have a value, {'not the same' if differ else 'the same'}",
                )
        assert_never(condition)

    def raised(self, question: Question) -> Text:
        assert question.raised is not None
        name = question.raised.fact
        if question.raised.direction > 0:
            return Text(f"第二人的“{name}”高于第一人", f"the second person's {name} lies above the first's")
        return Text(f"第二人的“{name}”低于第一人", f"the second person's {name} lies below the first's")

    # -- the commands

    def about(self, about: About) -> Text:
        match about:
            case OfDay():
                return Text(
                    f"{AS_OF}：月（年×12＋月−1）与日",
                    "the day of evaluation: its month (year * 12 + month - 1) and its day",
                )
            case OfFact(fact, second, part, steps):
                which = Text("", "")
                if part == "month":
                    which = Text("的月（年×12＋月−1）", ", its month (year * 12 + month - 1)")
                elif part == "day":
                    which = Text("的日", ", its day of the month")
                return whose(second) + Text.same(fact.name) + which + coding(fact, steps)
            case OfList(fact, second):
                return whose(second) + Text(
                    f"{fact.name}：各段年数不少于零，不多于该段的年数和记录数上限",
                    f"{fact.name}: numbers of years, none below zero, within each stretch and the bound of the list",
                )
            case OfYears():
                return years(about)
            case OfNorm(program, definition, second, what):
                return whose(second) + norm(definition, program.document.title, what)
            case OfInvariant(_, invariant, second):
                words = expr_text(invariant.holds)
                whole = Text(f"约束“{invariant.name}”：{words.zh}", f"invariant “{invariant.name}”: {words.en}")
                return whose(second) + whole + where(invariant.place)
            case OfQuestion(condition, question):
                if condition is None:
                    return Text("所问：两人的差别", "asked: how the two differ")
                words = self.condition(condition, question)
                return Text(f"所问：{words.zh}", f"asked: {words.en}")
            case OfExtension(program, superior):
                own, other = program.vocabulary.name, superior.vocabulary.name
                return Text(
                    f"所问：词表“{own}”新增的事实，没有一组取值使词表“{other}”中的这个人成为可能",
                    f"asked: no values of the facts that “{own}” adds make this person of “{other}” possible",
                )
            case Quotient():
                return Text("商，舍去零头", "a quotient, rounded down")
            case Aid():
                return Text("辅助量", "an aid")
        assert_never(about)


_VERDICTS = {
    Verdict.PROVED: Text("成立", "proved"),
    Verdict.REFUTED: Text("不成立", "refuted"),
    Verdict.UNKNOWN: Text("未得出结论", "unknown"),
}
_PROVES = Text("；要证明的成立", ": what is to be proved holds")
_REFUTES = Text("；要证明的不成立", ": what is to be proved does not hold")
_SECOND = {
    "below": Text("低于", "stands below"),
    "above": Text("高于", "stands above"),
    "other": Text("不同于", "differs from"),
    "same": Text("等同于", "is the same as"),
}


def _outcome(verdict: Verdict, record: Recorded) -> bool | None:
    """Whether it is "sat" that would prove the obligation, where its only question decided it."""
    match verdict, record.answer:
        case (Verdict.PROVED, Found()) | (Verdict.REFUTED, Nobody()):
            return True
        case (Verdict.PROVED, Nobody()) | (Verdict.REFUTED, Found()):
            return False
        case _:
            return None


def _there_is(record: Recorded, found: bool) -> Text:
    if isinstance(record, Asked) and record.question.moved is not None:
        return (
            Text("有这样两个人", "there are two such persons")
            if found
            else Text("没有这样两个人", "there are no two such persons")
        )
    return Text("有这样的人", "there is such a person") if found else Text("没有这样的人", "there is nobody such")


def _answer(record: Recorded) -> Text:
    match record.answer:
        case Found():
            return Text.same("sat")
        case Nobody():
            return Text.same("unsat")
        case Undecided(reason):
            return Text("没有结论：", "none: ") + reason
    assert_never(record.answer)


def _nth(person: int, question: Question | None) -> Text:
    """Of which person a condition speaks, where there are two."""
    if question is None or question.moved is None:
        return Text("", "")
    return Text(f"第{'一二'[person]}人，", ("first", "second")[person] + " person, ")


def _wrapped(words: str, indent: str) -> Sequence[str]:
    """Lines of at most COLUMNS; those after the first begin with `indent`. Breaks at a space where there is one."""
    lines: list[str] = []
    line = ""
    for character in words.replace("\n", " "):
        if width(line + character) > COLUMNS:
            head, space, tail = line.rpartition(" ")
            if space and len(head) > len(line) // 2:
                lines.append(head)
                line = indent + tail
            else:
                lines.append(line)
                line = indent
        line += character
    return [*lines, line]
