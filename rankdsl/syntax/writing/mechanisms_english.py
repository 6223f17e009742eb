"""What English says of mechanisms in another order than Chinese, or in other words for the same keyword."""

from __future__ import annotations

from rankdsl.syntax import ast
from rankdsl.syntax.writing.documents import Writer
from rankdsl.syntax.writing.formulas import SUM
from rankdsl.syntax.writing.layout import ALIGNED, CLOSE, SPACE


class EnglishMechanisms(Writer):
    def guard(self, guard: ast.Expr) -> None:
        """when g,"""
        self.row += (f"{self.word('WHEN')} ", ALIGNED)
        self.formula(guard)
        self.row += (CLOSE, self.surface.comma)

    def weighing(self, form: ast.PartForm, amount: ast.Expr | None) -> None:
        """weighs 40%, out of 30, as a deduction of at most 10"""
        if form is ast.PartForm.DEDUCTION and amount is not None:
            self.row.append(" as a deduction of")
            self._amounts("LE", amount)
        else:
            super().weighing(form, amount)

    def rater(self, rater: ast.Ident) -> None:
        self.row.append(", rated by ")
        self.name(rater)

    def cap(self, node: ast.Cap) -> None:
        """cap on X where (f): at most 20%, or cap on the items of X: at most 11"""
        self.row.append(f"{self.word('CAP')} ")
        if node.measure is not None:
            self.row.append(f"{self.word('THE')} {self.word(node.measure.name)} {self.word('OF_LIST')} ")
        self.name(node.name)
        if node.where is not None:
            self.row.append(" ")
            self.where(node.where)
        self.row.append(self.surface.colon)
        self._amounts("LE", node.limit)

    def slot_rounding(self, mode: ast.RoundingMode) -> None:
        self.row.append(f", {self.word(f'ROUNDED_{mode.name}')}")

    def slots_of(self, node: ast.SlotLine) -> None:
        """2% of the base, 40% of (2), or 3 persons"""
        self.formula(node.limit, SUM)
        if node.of is not None:
            self.row.append(f" {self.word('OF_LIST')}")
            self.line_label(node.of)
        elif node.of_base:
            self.row.append(f" {self.word('OF_LIST')} the base")

    def out_of(self, among: ast.Ident) -> None:
        self._named("OUT_OF", among)

    def then_next(self) -> None:
        self.row += (self.surface.comma, SPACE, "then ")

    def and_next(self) -> None:
        self.row += (SPACE, "and ")

    def taken(self, slots: ast.Ident) -> None:
        """take as many as Q allows"""
        self.row.append(f"{self.word('TAKE')} {self.word('AS_MANY_AS')} ")
        self.name(slots)
        self.row.append(f" {self.word('WITHIN_THEM')}")

    def moved(self, node: ast.Transfer) -> None:
        """3 persons of V"""
        self.formula(node.count, SUM)
        self.row.append(f" {self.word('OF_LIST')} ")
        self.name(node.value)

    def until(self, day: str, *, beside: bool) -> None:
        """from 1 January 2025 to 31 December 2026; , until 31 December 2026"""
        if beside:
            self.row.append(f" {self.word('TO')} {day}")
        else:
            self._clause()
            self.row.append(f"until {day}")

    def publishing(self) -> str:
        return "publishing"

    def attribute(self, terminal: str) -> str:
        return {"POINTS": "worth", "BY_WHOM": "owned by"}.get(terminal) or super().attribute(terminal)

    def grounds(self, articles: tuple[ast.ArticleRef, ...]) -> None:
        """article 3 of "T", article 5, with a blank before it"""
        for number, article in enumerate(articles):
            if number:
                self.row.append(self.surface.pause)
            self.article_ref(article)

    def period(self, within: ast.Expr) -> None:
        """within 30 days"""
        self._amounts("IN_TIME", within)
