"""The overlap and gap questions of `documents.write_definitions`, put to the solver by hand: one solver, push and pop.

    python benchmarks/raw_questions.py 500

What `rankdsl check` is compared with: no reading, no types, no messages, only the questions.
"""

from __future__ import annotations

import sys

import z3
from documents import FACTS, rules


def ask(count: int) -> int:
    """Ask both questions of every definition; the number asked. Every answer must be that there is nobody."""
    numbers = {name: z3.Int(name) for name in FACTS[0::2]}
    truths = {name: z3.Bool(name) for name in FACTS[1::2]}
    solver = z3.Solver()
    for number in numbers.values():
        solver.add(number >= 0, number <= 99)
    asked = 0
    for rule in rules(count):
        first = z3.And(numbers[rule.number] >= rule.bound, truths[rule.truth])
        second = z3.Or(numbers[rule.number] < rule.bound, z3.Not(truths[rule.truth]))
        for question in (z3.And(first, second), z3.And(z3.Not(first), z3.Not(second))):
            solver.push()
            solver.add(question)
            if solver.check() != z3.unsat:
                raise AssertionError(f"{rule.name}: the measuring document is not clean")
            solver.pop()
            asked += 1
    return asked


if __name__ == "__main__":
    print(ask(int(sys.argv[1])))
