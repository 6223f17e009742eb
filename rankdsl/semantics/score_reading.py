"""Scores and the shares of their parts, typed: one statement of a document at a time, for `mechanisms`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Place, Text, did_you_mean, nearest
from rankdsl.ir import mechanisms as ir
from rankdsl.ir.nodes import Apply, Const, Expr
from rankdsl.ir.operators import Op
from rankdsl.ir.types import INTEGER, PERCENT, RATIONAL
from rankdsl.semantics import findings_mechanisms as messages
from rankdsl.semantics.documents import Note, written
from rankdsl.semantics.expansion import guard_of, part_norm
from rankdsl.semantics.near import near_text
from rankdsl.semantics.operative import Operative
from rankdsl.semantics.rule_lowering import Names
from rankdsl.semantics.stated_mechanisms import StatedMechanisms, What
from rankdsl.syntax import ast

_OPS = {op: Op[op.name] for op in ast.CompareOp}


class ScoreReader(Struct, frozen=True):
    """`at` takes note of what has no meaning: what was read then is not to be used."""

    at: Operative
    known: StatedMechanisms
    names: Names
    note: Note

    def score(self, node: ast.Score, place: Place) -> Iterator[ir.Scoring]:
        full = self._full(node, place)
        lowest = self.at.count(node.lowest if node.lowest is not None else ast.Number(Fraction(0), node.span))
        parts: list[ir.ScorePart] = []
        for group in node.groups:
            written_guard = guard_of(node, group)
            guard = self.at.truth(written_guard) if written_guard is not None else None
            for part in group.parts:
                where = replace(place, span=part.span, item=part.label.text)
                weight, amount = self._weight(part, full)
                rater = part.rater.text if part.rater is not None else None
                norm, form = part_norm(node, part), ir.PartForm[part.form.name]
                parts.append(ir.ScorePart(part.name.text, norm, form, guard, weight, amount, rater, where))
        if full is not None and lowest is not None:
            yield ir.Scoring(node.name.text, full, lowest, tuple(parts), place)

    def _full(self, node: ast.Score, place: Place) -> Const | None:
        full = self.at.constant(node.full, INTEGER, messages.NOT_A_COUNT)
        if full is None or full.value > 0:  # type: ignore[operator]
            return full
        where, text = replace(place, span=node.full.span), written(node.full.span)
        self.note(messages.NO_MARKS.at(where, subject=node.name.text, name=node.name.text, written=text))
        return None

    def _weight(self, part: ast.ScorePart, full: Const | None) -> tuple[Expr | None, Expr | None]:
        """The share of the score, and the amount as written."""
        if part.amount is None:
            return None, None
        match part.form:
            case ast.PartForm.WEIGHT:
                weight = self.at.share(part.amount)
                return weight, weight
            case ast.PartForm.MARKS:
                amount = self.at.count(part.amount)
                if amount is None or full is None:
                    return None, amount
                one_mark = Const(1 / Fraction(full.value), RATIONAL)  # type: ignore[arg-type]
                return Apply(Op.MUL, (amount, one_mark), PERCENT), amount
            case ast.PartForm.DEDUCTION:
                return None, self.at.count(part.amount)
            case _:
                assert_never(part.form)

    def shares(self, node: ast.Shares, place: Place) -> Iterator[ir.ShareRule]:
        if self._misspelt(node, place):
            return
        for rule in node.rules:
            where = replace(place, span=rule.span)
            if not self._is_of_score(node.score.text, rule.subject, place):
                continue
            bound: Expr | None = None
            other: str | None = None
            match rule.bound:
                case ast.Name(ident=ident) if self._is_part(node.score.text, ident.text):
                    other = ident.text
                case formula:
                    bound = self.at.share(formula)
                    if bound is None:
                        continue
            text = written(rule.span)
            yield ir.ShareRule(node.score.text, rule.subject.text, _OPS[rule.op], bound, other, where, text)

    def _misspelt(self, node: ast.Shares, place: Place) -> bool:
        """Whether the score is one that is known, misspelt: by its name and by the parts that are asked of. Documents
        below may call a score of their own anything else."""
        name, known = node.score.text, self.known.named(What.SCORE)
        near = [other for other in nearest(name, known) if self._has_one_of(other, node)]
        if name in self.known.parts or not near:
            return False
        where, text = replace(place, span=node.score.span), did_you_mean(near) + Text("", " ")
        what = What.SCORE.value
        self.note(messages.MECHANISM_UNKNOWN.at(where, subject=name, name=name, what=what, near=text))
        return True

    def _has_one_of(self, score: str, node: ast.Shares) -> bool:
        asked = {rule.subject.text for rule in node.rules}
        return bool(asked & self.known.parts[score] & set(self.names.visible))  # whoever rates is no norm

    def _is_of_score(self, score: str, ident: ast.Ident, place: Place) -> bool:
        """Whether a share can be asked of it; of a score that is not known here, whatever documents below call so."""
        parts = self.known.parts.get(score, frozenset((ident.text,)))
        if ident.text not in parts:
            where, name, near = replace(place, span=ident.span), ident.text, near_text(ident.text, parts)
            listed = "、".join(sorted(parts))
            self.note(messages.NOT_IN_SCORE.at(where, subject=name, name=name, score=score, near=near, parts=listed))
        return ident.text in parts

    def _is_part(self, score: str, name: str) -> bool:
        """Whether a bare name is a part, or who rates: of the score where that is known, else what is no norm."""
        parts = self.known.parts.get(score)
        return name in parts if parts is not None else name not in self.names.visible
