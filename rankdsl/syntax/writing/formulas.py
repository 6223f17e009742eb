"""Formulas as rows of tokens, with the brackets that the tree needs and no others."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.syntax.writing.layout import ALIGNED, CLOSE, FILLED, GROUP, INDENTED, SPACE, Break, Remark
from rankdsl.syntax.writing.remarks import Remarks
from rankdsl.syntax.writing.surface import Surface

ANY, CONJUNCTION, NEGATION, COMPARISON, SUM, PRODUCT, SIGNED, ATOM = range(8)
"""How closely a formula holds together. What stands where a closer one is wanted is put in brackets."""
_ARITHMETIC = {
    ast.BinaryOp.ADD: SUM,
    ast.BinaryOp.SUB: SUM,
    ast.BinaryOp.MUL: PRODUCT,
    ast.BinaryOp.DIV: PRODUCT,
}
_FUNCTIONS = {
    ast.Function.LARGER: "LARGER",
    ast.Function.SMALLER: "SMALLER",
    ast.Function.MONTHS: "MONTHS",
    ast.Function.DAYS: "DAYS",
    ast.Function.YEAR: "YEAR_OF",
    ast.Function.MONTH: "MONTH_OF",
}


class Formulas:
    """Writes into `row`. `remarks`: the comments, which are written where `before` and `after` come past them."""

    def __init__(self, surface: Surface, remarks: Remarks | None = None) -> None:
        self.surface = surface
        self.remarks = remarks or Remarks()
        self.heeding = True
        """Whether there are comments at what is being written."""
        self.row: list[str] = []
        self.remarked = False
        """Whether a comment stands in the row."""
        self.next = Break(surface.gap)
        """After a punctuation mark, where the line may be broken."""
        opening, closing = surface.brackets
        self._opening, self._closing = opening, closing

    # --- comments

    def before(self, span: Span) -> None:
        """The comments that stand above what begins with `span`."""
        for comment in self.remarks.above.pop(span.start, ()):
            if comment.blank_before:
                self._remark("", own_line=True)
            self._remark(self.surface.comment(comment.text), own_line=True)
            if comment.blank_after:
                self._remark("", own_line=True)

    def after(self, span: Span) -> None:
        """The comments that stand beside what ends with `span`."""
        for comment in self.remarks.beside.pop(span.end, ()):
            self._remark(self.surface.comment(comment.text), own_line=False)

    def _remark(self, text: str, *, own_line: bool) -> None:
        self.row.append(Remark(text, own_line=own_line))
        self.remarked = True

    # --- words

    def word(self, terminal: str) -> str:
        return self.surface.word(terminal)

    def name(self, ident: ast.Ident) -> None:
        if self.heeding:
            self.before(ident.span)
            self.row.append(self.surface.name(ident.text))
            self.after(ident.span)
        else:
            self.row.append(self.surface.name(ident.text))

    def names(self, idents: tuple[ast.Ident, ...]) -> None:
        """A、B、C, broken where it has to be."""
        for number, ident in enumerate(idents):
            if number:
                self.row += (self.surface.pause, self.next)
            self.name(ident)

    # --- formulas

    def formula(self, node: ast.Expr, wanted: int = ANY) -> None:
        """A formula, in brackets where it holds together less than is wanted."""
        if self.heeding:
            self.before(node.span)
        if _closeness(node) < wanted:
            self.row += (self._opening, ALIGNED)
            self._formula(node)
            self.row += (CLOSE, self._closing)
        else:
            self._formula(node)
        if self.heeding:
            self.after(node.span)

    def _formula(self, node: ast.Expr) -> None:
        surface = self.surface
        match node:
            case ast.Name(ident=ident):
                self.row.append(surface.name(ident.text))
            case ast.Comparison(op=op, left=left, right=right, word=word):
                self._infix(left, surface.comparison(op, word), right)
            case ast.Quantity(value=value, unit=unit, word=word):
                self.row.append(surface.quantity(value, unit, word))
            case ast.Number(value=value):
                self.row.append(surface.number(value))
            case ast.Logic():
                self.logic(node)
            case ast.Arithmetic():
                self.row.append(GROUP)
                self._arithmetic(node)
                self.row.append(CLOSE)
            case ast.Aggregate():
                self.aggregate(node)
            case ast.Not(operand=operand):
                self.row.append(f"{self.word('NOT')} ")
                compared = isinstance(operand, ast.Comparison | ast.Membership)
                self.formula(operand, ATOM if compared else NEGATION)  # `非 a = b` could be taken for `（非 a） = b`
            case ast.Negative(operand=operand):
                self.row.append(ast.BinaryOp.SUB.value)
                self.formula(operand, SIGNED)
            case ast.Membership():
                self.membership(node)
            case ast.AtLeastFull(operand=operand, quantity=quantity):
                self._infix(operand, self.word("FULL"), quantity)
            case ast.Call(function=function, args=args):
                self._call(_FUNCTIONS[function], args)
            case ast.Rounding():
                self.rounding(node)
            case ast.DayLiteral(day=day):
                self.row.append(surface.day(day))
            case ast.MonthLiteral(month=month):
                self.row.append(surface.month(month))
            case ast.TruthLiteral(value=truth):
                self.row.append(self.word("TRUE" if truth else "FALSE"))
            case ast.AsOfDay():
                self.row.append(self.word("AS_OF"))
            case ast.Judged(ident=ident):
                self.row.append(f"{self.word('JUDGED')} ")
                self.name(ident)
            case _:
                assert_never(node)

    def _infix(self, left: ast.Expr, sign: str, right: ast.Expr) -> None:
        self.row.append(INDENTED)
        self.formula(left, SUM)
        self._second(SPACE, f"{sign} ", right, SUM)
        self.row.append(CLOSE)

    def _arithmetic(self, node: ast.Arithmetic) -> None:
        """A chain of one closeness is one group, broken before its signs."""
        closeness = _ARITHMETIC[node.op]
        left = node.left
        if isinstance(left, ast.Arithmetic) and _ARITHMETIC[left.op] == closeness:
            self.before(left.span)
            self._arithmetic(left)
            self.after(left.span)
        else:
            self.formula(left, closeness)
        self._second(SPACE, f"{node.op.value} ", node.right, closeness + 1)

    def _second(self, between: Break, sign: str, operand: ast.Expr, wanted: int) -> None:
        """A sign and what follows it; a comment above that stands above the sign."""
        self.row.append(between)
        if self.heeding:
            self.before(operand.span)
        self.row.append(sign)
        self.formula(operand, wanted)

    def logic(self, node: ast.Logic) -> None:
        """a 且 b; a 或 b; a 且 b，或 c: a comma where a choice is between conditions of several parts."""
        either = node.op is ast.LogicOp.OR
        parted = either and any(isinstance(part, ast.Logic) and part.op is ast.LogicOp.AND for part in node.operands)
        joined = f"{self.word('OR' if either else 'AND')} "
        wanted = CONJUNCTION if either else NEGATION
        self.row.append(GROUP)
        self.formula(node.operands[0], wanted)
        for operand in node.operands[1:]:
            if parted:
                self.row.append(self.surface.comma)
            self._second(self.next if parted else SPACE, joined, operand, wanted)
        self.row.append(CLOSE)

    def membership(self, node: ast.Membership) -> None:
        opening, closing = self.surface.braces
        self.row.append(FILLED)
        self.formula(node.operand, SUM)
        self.row += (SPACE, f"{self.word('BELONGS' if node.positive else 'NOT_BELONGS')} {opening}")
        for number, member in enumerate(node.members):
            if number:
                self.row += (self.surface.pause, self.next)
            self.formula(member, SUM)
        self.row += (closing, CLOSE)

    def _call(self, terminal: str, arguments: tuple[ast.Expr, ...]) -> None:
        self.row += (self.word(terminal) + self._opening, ALIGNED)
        for number, argument in enumerate(arguments):
            if number:
                self.row += (self.surface.comma, self.next)
            self.formula(argument)
        self.row += (CLOSE, self._closing)

    def rounding(self, node: ast.Rounding) -> None:
        """取整（x，四舍五入，2位）"""
        comma = self.surface.comma
        self.row += (self.word("ROUND") + self._opening, ALIGNED)
        self.formula(node.operand)
        self.row += (comma, self.next, self.word(node.mode.name))
        if node.places:
            self.row += (comma, self.next, self.places(node.places))
        self.row += (CLOSE, self._closing)

    def places(self, number: int) -> str:
        return f"{number}{self.word('PLACES')}"

    # --- lists of records

    def aggregate(self, node: ast.Aggregate) -> None:
        """计数 近3年 年度考核 中（等次 = 优秀）的 得分"""
        self.row.append(f"{self.counting(node)} ")
        if node.window is not None:
            self.window(node.window)
            self.row.append(" ")
        self.name(node.records)
        if node.where is not None:
            self.row.append(" ")
            self.where(node.where)
        if node.field is not None:
            self.row.append(f"{'' if node.where is not None else ' '}{self.word('OF')} ")
            self.name(node.field)

    def counting(self, node: ast.Aggregate) -> str:
        """计数, 连续3次"""
        if node.kind is ast.AggregateKind.RUN:
            return self.word("RUN") + self.surface.quantity(Fraction(node.times or 1), ast.WrittenUnit.TIMES)
        return self.word(node.kind.name)

    def window(self, window: ast.LastYears | ast.NamedWindow) -> None:
        match window:
            case ast.LastYears(years=years):
                self.row.append(self.word("RECENT") + self.surface.quantity(Fraction(years), ast.WrittenUnit.YEAR))
            case ast.NamedWindow(ident=ident):
                self.name(ident)
            case _:
                assert_never(window)

    def where(self, formula: ast.Expr) -> None:
        self.row += (self.word("AMONG") + self._opening, ALIGNED)
        self.formula(formula)
        self.row += (CLOSE, self._closing)


def _closeness(node: ast.Expr) -> int:
    match node:
        case ast.Logic(op=op):
            return ANY if op is ast.LogicOp.OR else CONJUNCTION
        case ast.Not():
            return NEGATION
        case ast.Comparison() | ast.Membership() | ast.AtLeastFull():
            return COMPARISON
        case ast.Arithmetic(op=op):
            return _ARITHMETIC[op]
        case ast.Negative():
            return SIGNED
        case _:
            return ATOM
