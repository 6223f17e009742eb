"""Loans of the unit file that change nothing, so that nobody takes them for counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rankdsl.diagnostics import Severity, Text
from rankdsl.explanation.wording import many
from rankdsl.population.alerts.told import About, Remark
from rankdsl.population.proposal import Proposal
from rankdsl.population.roster import Loan, Roster

OTHERS = Text(
    "只有借出或者借入单位与 unit 的 name 写得一样的才计入；别的单位之间的，不必改",
    "only loans whose lender or borrower is written as the name of unit count; those between other units may stay",
)
TIME = Text("请核对 since、until 和评定日", "see whether since and until are right, and the day of evaluation")
NO_LINE = Text(
    "职数没有限制的职级不必借；请核对 value", "what no slots bound need not be lent: see whether value is right"
)
NO_SLOTS = Text("请核对 selection，或者删去 pool", "see whether selection is right, or delete pool")


def not_counted(roster: Roster, proposal: Proposal) -> Iterator[Remark]:
    """One remark for each reason, at the first loan that it concerns. Where nobody could be proposed nothing was
    counted, and nothing is said."""
    if proposal.obstacles or not roster.loans:
        return
    if proposal.take is not None:
        words = Text(
            f"“{proposal.selection.name}”按名额取人，不按职数，pool 没有计入",
            f"“{proposal.selection.name}” takes a number of people and has no slots: pool does not count",
        )
        yield _remark(roster.loans, words, NO_SLOTS)
        return
    unit, day = proposal.unit.name, Text.day(proposal.as_of)
    bounded = {value for line in proposal.lines for value in line.values}
    reasons: Sequence[tuple[Callable[[Loan], bool], Text, Text]] = (
        (
            lambda loan: unit not in (loan.lender, loan.borrower),
            Text(f"借出、借入单位都不是“{unit}”", f"neither lender nor borrower is “{unit}”"),
            OTHERS,
        ),
        (
            lambda loan: not loan.in_force(proposal.as_of),
            Text(f"评定日（{day.zh}）不在期限以内", f"the day of evaluation ({day.en}) is not within its time"),
            TIME,
        ),
        (
            lambda loan: loan.value not in bounded,
            Text("没有哪一项职数限制这个职级", "no slots bound the rank"),
            NO_LINE,
        ),
    )
    left = list(roster.loans)
    for concerns, why, help_ in reasons:
        found = [loan for loan in left if concerns(loan)]
        if found:
            left = [loan for loan in left if loan not in found]
            number = len(found)
            words = Text(
                f"pool 有{number}笔没有计入：{why.zh}", f"{many(number, 'loan')} of pool not counted: {why.en}"
            )
            yield _remark(found, words, help_)


def _remark(loans: Sequence[Loan], message: Text, help_: Text) -> Remark:
    return Remark(About.LOANS, Severity.NOTE, message, help_, loans[0].place, figures={"loans": len(loans)})
