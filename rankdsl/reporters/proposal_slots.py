"""The slots of a unit in a table, and what loans would change, in sentences: parts of the proposal.

Invariants: as in `proposal_text`. What may be long stands last in a row, so that figures stay below their heads where a
terminal breaks lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from rankdsl.diagnostics import Place, Text
from rankdsl.population.proposal import LineShown, PoolEffect, Proposal, Ranked
from rankdsl.population.roster import Loan
from rankdsl.reporters.paper import Paper

_HEADS = (
    Text("职数", "line"),
    Text("核定", "number"),
    Text("现有", "held"),
    Text("空缺", "free"),
    Text("本轮后", "after"),
)


def slots_lines(proposal: Proposal, paper: Paper, at: Callable[[Place], str]) -> Iterator[str]:
    """`at`: how an article is named."""
    if not proposal.lines:
        return
    yield from ("", paper.style(paper.choose("职数", "slots"), "strong"))
    by = paper.choose(f"{proposal.fact}（依据）", f"{proposal.fact} (by)")
    rows = [[*map(paper.say, _HEADS), by]]
    rows += (_row(line, paper, at(line.place)) for line in proposal.lines)
    yield from paper.table(rows)
    for line in proposal.lines:
        if line.exceeded:
            yield "    " + paper.style(paper.say(_exceeded(line)), "warning")


def _row(line: LineShown, paper: Paper, at: str) -> list[str]:
    number = str(line.number)
    number += f"-{line.lent}" * bool(line.lent) + f"+{line.borrowed}" * bool(line.borrowed)
    least, most = line.used
    after = str(least) if least == most else f"{least}~{most}"
    values = paper.choose("、", ", ").join(line.values)
    whom = paper.choose(f"{values}（{at}）", f"{values} ({at})") if at else paper.fit(values)
    return [paper.fit(line.label), number, str(line.held), str(line.free), after, whom]


def _exceeded(line: LineShown) -> Text:
    """Why nobody can be added in slots of the unit's own."""
    label, left = line.label, line.number - line.lent
    if left < 0:
        return Text(
            f"“{label}”核定{line.number}名，借出{line.lent}名，多借出{-left}名，本轮不能增加",
            f"“{label}” has {line.number} and lends {line.lent}, {-left} too many; nobody can be added",
        )
    if line.borrowed:
        return Text(
            f"“{label}”除借入的以外现有{line.own}名，已经超过{left}名，本轮只能使用借入的职数",
            f"“{label}” is exceeded already: {line.own} held of {left}, borrowed slots aside; only those can be used",
        )
    return Text(
        f"“{label}”现有{line.held}名，已经超过{left}名，本轮不能再增加",
        f"“{label}” is exceeded already: {line.held} held of {left}; nobody can be added",
    )


# --- loans


def pool_lines(proposal: Proposal, paper: Paper) -> Iterator[str]:
    pool = proposal.pool
    if pool is None:
        return
    yield from ("", paper.style(paper.choose("借用职数以后", "with the loans of the pool"), "strong"))
    for loan in pool.loans:
        yield "  " + paper.say(_loan(loan, proposal.unit.name))
    for line in pool.exceeded:
        yield "  " + paper.style(paper.say(_occupied(line)), "warning")
    changes = _changes(pool)
    for words, people in changes:
        named = (_moved(each, paper) for each in people)
        yield "  " + paper.say(words) + paper.choose("、", ", ").join(named)
    if not changes:
        yield "  " + paper.choose("人选不变", "the proposal stays the same")


def _changes(pool: PoolEffect) -> list[tuple[Text, Iterable[Ranked]]]:
    changes = (
        (Text("多晋升：", "promoted as well: "), pool.more),
        (Text("不再晋升：", "no longer promoted: "), pool.fewer),
        (Text("变为不能确定：", "undetermined then: "), pool.unsettled),
        (Text("原来不能确定，变为未入选：", "undetermined before, and missing then: "), pool.ruled_out),
    )
    return [(words, people) for words, people in changes if people]


def _moved(each: Ranked, paper: Paper) -> str:
    member = each.member
    name = paper.fit(member.name)
    if member.name != member.id:
        name = paper.choose(f"{member.name}（{member.id}）", f"{member.name} ({member.id})")
    return name + paper.fit(f" → {each.target}")


def _occupied(line: LineShown) -> Text:
    left = max(0, line.number - line.lent)
    return Text(
        f"借出以后“{line.label}”只剩{left}名，现有{line.own}名：借出的职数有人占用",
        f"after the loans “{line.label}” has {left} left and {line.own} are held: slots that are lent are in use",
    )


def _loan(loan: Loan, unit: str) -> Text:
    borrows = loan.borrower == unit
    other = loan.lender if borrows else loan.borrower
    span = _span(loan.since, loan.until)
    if borrows:
        words = Text(f"从{other}借入{loan.value}{loan.count}名", f"{loan.count} of {loan.value} borrowed from {other}")
    else:
        words = Text(f"借给{other}{loan.value}{loan.count}名", f"{loan.count} of {loan.value} lent to {other}")
    return words + span


def _span(since: date | None, until: date | None) -> Text:
    parts = []
    if since is not None:
        parts.append(Text(f"自{Text.day(since).zh}起", f"from {Text.day(since).en}"))
    if until is not None:
        parts.append(Text(f"至{Text.day(until).zh}", f"until {Text.day(until).en}"))
    return Text("，", ", ") + Text.join(parts, "", " ") if parts else Text("", "")
