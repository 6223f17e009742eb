"""What English says in another order than Chinese; each method is one construct of the writer it derives from."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from rankdsl.syntax import ast
from rankdsl.syntax.writing.formulas import ATOM, COMPARISON, SUM
from rankdsl.syntax.writing.layout import ALIGNED, BREAK, CLOSE, FILLED, SPACE
from rankdsl.syntax.writing.mechanisms_english import EnglishMechanisms


class EnglishWriter(EnglishMechanisms):
    _replacing = False

    def document_line(self, title: ast.TitleRef) -> str:
        """document "T\""""
        return f"{self.word('DOCUMENT')} {self.surface.title(title.text)}"

    # --- formulas

    def _formula(self, node: ast.Expr) -> None:
        match node:
            case ast.Not(operand=ast.AtLeastFull() as operand):  # `not a has reached b` reads badly
                self.row.append(f"{self.word('NOT')} ")
                self.formula(operand, ATOM)
            case _:
                super()._formula(node)

    def aggregate(self, node: ast.Aggregate) -> None:
        """count of annual_assessments in the last 3 years where (grade = excellent) taking score"""
        self.row.append(f"{self.counting(node)} ")
        self.name(node.records)
        if node.window is not None:
            self.row.append(" ")
            self.window(node.window)
        if node.where is not None:
            self.row.append(" ")
            self.where(node.where)
        if node.field is not None:
            self.row.append(f" {self.word('OF')} ")
            self.name(node.field)

    def counting(self, node: ast.Aggregate) -> str:
        """count of, 3 in a row of"""
        if node.kind is ast.AggregateKind.RUN:
            return f"{self.surface.number(Fraction(node.times or 1))} {self.word('IN_A_ROW')}"
        return f"{self.word(node.kind.name)} {self.word('OF_LIST')}"

    def window(self, window: ast.LastYears | ast.NamedWindow) -> None:
        match window:
            case ast.LastYears(years=years):
                span = self.surface.quantity(Fraction(years), ast.WrittenUnit.YEAR)
                self.row.append(f"{self.word('RECENT')} {span}")
            case ast.NamedWindow(ident=ident):
                self.name(ident)
            case _:
                assert_never(window)

    def where(self, formula: ast.Expr) -> None:
        opening, closing = self.surface.brackets
        self.row += (f"{self.word('AMONG')} {opening}", ALIGNED, BREAK)
        self.formula(formula)
        self.row += (CLOSE, closing)

    def places(self, number: int) -> str:
        return f"{number} {self.word('PLACES')}"

    # --- parameters, definitions, tables

    def since(self, day: str) -> str:
        """from 1 July 2022"""
        return f"{self.word('SINCE')} {day}"

    def when(self, guard: ast.Expr) -> None:
        """when g,"""
        self.row += (f"{self.word('WHEN')} ", ALIGNED)
        self.formula(guard)
        self.row += (CLOSE, self.surface.comma, self.next)

    def columns(self, columns: tuple[ast.Expr, ...]) -> None:
        """a and b"""
        for number, column in enumerate(columns):
            if number:
                self.row += (SPACE, "and ")
            self.formula(column, SUM)

    def cell_values(self, values: tuple[ast.Expr, ...]) -> None:
        """a or b"""
        for number, value in enumerate(values):
            if number:
                self.row += (SPACE, "or ")
            self.formula(value, SUM)

    # --- decisions

    def decide_same(self, node: ast.DecideSame) -> None:
        """decision X is the same as Y of article 3 of "T\""""
        self.row.append(f"{self.word('DECISION')} ")
        self.name(node.name)
        self.row.append(f" {self.word('SAME_AS')} ")
        self.name(node.target)
        if node.article is not None:
            self.row.append(f" {self.word('OF_TITLE')} {self.surface.article(node.article)}")
        self.row.append(f" {self.word('OF_TITLE')} ")
        self.title(node.title)

    # --- exceptions and amendments

    def article_ref(self, ref: ast.ArticleRef) -> None:
        """article 3 of "T", with a blank before it"""
        self.before(ref.span)
        self.row.append(f" {self.surface.article(ref.article)}")
        if ref.title is not None:
            self.row.append(f" {self.word('OF_TITLE')} ")
            self.title(ref.title)
        self.after(ref.span)

    after_is = COMPARISON  # `is not` would be one word

    def excepting(self, node: ast.ExceptWhen) -> str:
        """exception to article 3 of "T" over article 4 when g, X is f / X is deemed met"""
        return "exception to" if node.article is not None else "exception"

    def amend(self, node: ast.Amend) -> None:
        self._replacing = isinstance(node.change, ast.ReplaceBody)
        super().amend(node)
        self._replacing = False

    def by(self) -> str:
        """table X by a; X is replaced by a table by a"""
        return "a table by" if self._replacing else super().by()

    def amended(self, node: ast.Amend) -> None:
        """amend article 3 of "T": X"""
        self.row.append(self.word("AMEND"))
        self.article_ref(node.article)
        self.row.append(f"{self.word('AS_TO')} ")
        self.norm_ref(node.target)

    def replaced(self, group: ast.ItemGroup) -> None:
        """one of these conditions: (1) f of a decision, one of: (a) f of an item"""
        label = group.items[0].label if group.items else None
        some = group.mode is ast.ItemMode.ANY
        if label is not None and label.inner is not None:
            self.row.append(self.inner_mode(group.mode))
        else:
            self.row.append("one of these conditions" if some else "these conditions")
        self.group(group)

    # --- below

    def between(self, low: ast.Expr, high: ast.Expr) -> None:
        """may be set from a to b"""
        self.row.append(f"{self.word('SET_FROM')} ")
        self.formula(low, SUM)
        self.row.append(f" {self.word('TO')} ")
        self.formula(high, SUM)

    def besides(self, facts: tuple[ast.Ident, ...]) -> None:
        """except (a, b)"""
        opening, closing = self.surface.brackets
        self.row.append(f" {self.word('EXCEPT')} {opening}")
        self.names(facts)
        self.row.append(closing)

    # --- assertions and cases

    def assert_monotone(self, node: ast.AssertMonotone) -> None:
        """assert: X does not fall with f"""
        self._asserted(node.subject, "NEVER_FALLS_WITH" if node.direction > 0 else "NEVER_RISES_WITH", node.fact)

    def assert_independent(self, node: ast.AssertIndependent) -> None:
        """assert: X is independent of f"""
        self._asserted(node.subject, "INDEPENDENT_OF", node.fact)

    def assert_exclusive(self, node: ast.AssertExclusive) -> None:
        """assert: A excludes B"""
        self._asserted(node.first, "EXCLUDES", node.second)

    def rest_typical(self) -> str:
        return self.word("REST_TYPICAL")

    def records(self, node: ast.RecordsLiteral) -> None:
        """{2004 to 2014: competent; 2015: grade excellent, score 90; 2016: unknown}"""
        opening, closing = self.surface.braces
        self.row += (opening, FILLED)
        for number, years in enumerate(node.years):
            if number:
                self.row += (self.surface.semicolon, self.next)
            self.before(years.span)
            self.record(years)
            self.after(years.span)
        self.row += (CLOSE, closing)
