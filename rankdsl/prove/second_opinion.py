"""A second opinion: decided questions put to cvc5, through the SMT-LIB text that people can read too.

cvc5 shares nothing with the prover but that text. It is an optional dependency, imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics.report import Certification
from rankdsl.prove.questions import Undecided
from rankdsl.prove.record import Record
from rankdsl.prove.script import Script, script

STEPS = 5_000_000
"""cvc5's own count of work for one question, the same on every machine."""


class Opinion(Struct, frozen=True, eq=False):
    """What the second solver says: sat, unsat, or None where it came to no conclusion. `ours`: what the prover said."""

    ours: str
    theirs: str | None

    @property
    def agrees(self) -> bool:
        return self.theirs == self.ours

    @property
    def contradicts(self) -> bool:
        return self.theirs is not None and self.theirs != self.ours


class SecondSolver:
    """cvc5, one solver a question."""

    def __init__(self, module: Any, steps: int = STEPS) -> None:
        self._cvc5 = module
        self._steps = steps
        self.name = f"cvc5 {module.__version__}"

    def opinion(self, record: Record) -> Opinion | None:
        """None where the prover itself had no answer. A question that cannot be put as a script stays open."""
        if isinstance(record.answer, Undecided):
            return None
        put = script(record)
        if put is None:
            return Opinion("", None)
        assert put.expected is not None
        return Opinion(put.expected, self.decide(put))

    def decide(self, put: Script) -> str | None:
        """sat, unsat, or None for neither within the limit."""
        cvc5 = self._cvc5
        solver = cvc5.Solver(cvc5.TermManager())
        solver.setOption("rlimit-per", str(self._steps))
        parser = cvc5.InputParser(solver)
        parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, put.plain, "question")
        symbols = parser.getSymbolManager()
        said = ""
        while not (command := parser.nextCommand()).isNull():
            said = command.invoke(solver, symbols).strip()
            if said.startswith("(error"):
                raise UnreadableScript(said)
        return said if said in ("sat", "unsat") else None


class UnreadableScript(Exception):  # noqa: N818 - a bug of the tool, raised and never handled
    """A bug of this tool: the second solver cannot read what was written for it."""


def second_solver(steps: int = STEPS) -> SecondSolver | None:
    """None where cvc5 is not installed."""
    try:
        import cvc5
    except ImportError:
        return None
    return SecondSolver(cvc5, steps)


class Disagreement(Exception):  # noqa: N818 - a bug of the tool, raised and told as such
    """A bug of this tool or of one of the solvers: two answers to one question. Never a verdict.

    `code`, `document`, `subject`: of the obligation. `ours`, `theirs`: sat or unsat."""

    def __init__(self, code: str, document: str, subject: str, ours: str, theirs: str) -> None:
        super().__init__(f"{code} 《{document}》 {subject}: {ours} against {theirs}")
        self.code = code
        self.document = document
        self.subject = subject
        self.ours = ours
        self.theirs = theirs


class Certifier:
    """Puts decided questions to a second solver and counts what it says."""

    def __init__(self, solver: SecondSolver) -> None:
        self.result = Certification(solver.name)
        self._solver = solver

    def confirm(self, records: Iterable[Record], code: str, document: str, subject: str) -> None:
        """Raises Disagreement."""
        for record in records:
            opinion = self._solver.opinion(record)
            if opinion is None:
                continue
            if opinion.theirs is not None and opinion.contradicts:
                raise Disagreement(code, document, subject, opinion.ours, opinion.theirs)
            result = self.result
            self.result = replace(
                result,
                questions=result.questions + 1,
                confirmed=result.confirmed + opinion.agrees,
                undecided=result.undecided + (not opinion.agrees),
            )
