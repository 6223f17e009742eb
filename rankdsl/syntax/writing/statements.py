"""What articles hold besides norms, and every statement by its kind."""

from __future__ import annotations

from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.syntax.building.statements import AS_OF_DAY
from rankdsl.syntax.writing.formulas import SUM
from rankdsl.syntax.writing.layout import CLOSE, FILLED, FLUSH, INDENTED, STEP
from rankdsl.syntax.writing.mechanisms import Mechanisms
from rankdsl.syntax.writing.remarks import ending


class Statements(Mechanisms):
    def statement(self, node: ast.Statement) -> None:
        """A statement with its comments, on lines of its own."""
        self.new_line(STEP)
        self.before(node.span)
        self._statement(node)
        self.row.append(self.surface.end)
        self.after(node.span)
        self.new_line(STEP)
        self.below(node.span)

    def _statement(self, node: ast.Statement) -> None:
        match node:
            case ast.Gist(text=text):
                self._opened("GIST")
                self.quoted(text)
            case ast.Sources():
                self.sources(node)
            case ast.ScopeIs(formula=formula):
                self.row.append(self.word("SCOPE"))
                self.plain(formula)
            case ast.Parameter():
                self.parameter(node)
            case ast.Define():
                self.define(node)
            case ast.Decide():
                self.decide(node)
            case ast.DecideSame():
                self.decide_same(node)
            case ast.ExceptWhen():
                self.exception(node)
            case ast.Amend():
                self.amend(node)
            case ast.ForSubordinates():
                self.for_subordinates(node)
            case ast.Correspond():
                self.correspond(node)
            case ast.Publish():
                self._list("PUBLISH", node.name, node.facts)
            case ast.AssertHolds(formula=formula):
                self.row.append(self.word("ASSERT"))
                self.plain(formula)
            case ast.AssertExists(formula=formula):
                self._opened("ASSERT")
                self.row += (INDENTED, f"{self.word('EXISTS')} ")
                self.formula(formula)
                self.row.append(CLOSE)
            case ast.AssertMonotone():
                self.assert_monotone(node)
            case ast.AssertIndependent():
                self.assert_independent(node)
            case ast.AssertExclusive():
                self.assert_exclusive(node)
            case ast.Case():
                self.case(node)
            case ast.ExpectFinding(code=code, reason=reason):
                self.row.append(f"{self.word('EXPECT_FINDING')} {code}")
                self._colon()
                self.quoted(reason)
            case ast.LeftToJudgement(facts=facts):
                self._list("JUDGED", None, facts)
            case mechanism:
                self.mechanism(mechanism)

    def below(self, span: Span) -> None:
        """The comments below what ends with `span`, on lines of their own."""
        for comment in self.remarks.below.pop(span.end, ()):
            if comment.blank_before:
                self.put("")
            self.put(" " * STEP + self.surface.comment(comment.text))
            if comment.blank_after:
                self.put("")

    def sources(self, node: ast.Sources) -> None:
        """出处：key“locator”、key"""
        self.row.append(FILLED)
        self._opened("SOURCE")
        for number, entry in enumerate(node.entries):
            if number:
                self.row += (self.surface.pause, self.next)
            self.before(entry.span)
            self.source(entry)
            self.after(entry.span)
        self.row.append(CLOSE)

    def source(self, entry: ast.SourceEntry) -> None:
        self.row.append(self.surface.key(entry.key))
        if entry.locator is not None:
            self.row.append(self.surface.gap + self.surface.text(entry.locator.text))

    # --- below

    def for_subordinates(self, node: ast.ForSubordinates) -> None:
        """对下 X：不得加严；不得增设条件 除 F、G 外；可在 a 至 b 之间规定"""
        self.row += (FILLED, f"{self.word('FOR_SUBORDINATES')} ")
        self.name(node.name)
        self._colon()
        for number, clause in enumerate(node.clauses):
            if number:
                self.row += (self.surface.semicolon, self.next)
            self.before(clause.span)
            if clause.ends is not None:
                self.between(*clause.ends)
            else:
                self.row.append(self.word(clause.word.name))
                if clause.except_facts:
                    self.besides(clause.except_facts)
            self.after(clause.span)
        self.row.append(CLOSE)

    def between(self, low: ast.Expr, high: ast.Expr) -> None:
        """可在 a 至 b 之间规定"""
        self.row.append(f"{self.word('WITHIN')} ")
        self.formula(low, SUM)
        self.row.append(f" {self.word('TO')} ")
        self.formula(high, SUM)
        self.row.append(f" {self.word('BETWEEN')}")

    def besides(self, facts: tuple[ast.Ident, ...]) -> None:
        """除 F、G 外"""
        self.row.append(f" {self.word('BESIDES')} ")
        self.names(facts)
        self.row.append(f" {self.word('OUTSIDE')}")

    def correspond(self, node: ast.Correspond) -> None:
        """对应 E：V、W → X；Y → Z, or 对应 E：新设"""
        self.row += (FILLED, f"{self.word('CORRESPONDS')} ")
        self.name(node.enumeration)
        self._colon()
        if node.values is None:
            self.row.append(self.word("NEW"))
        for number, (own, other) in enumerate(node.values or ()):
            self.name(own)
            following = node.values[number + 1 :][:1] if node.values else ()
            if following and following[0][1].text == other.text:
                self.row += (self.surface.pause, self.next)
                continue
            self.row.append(f" {self.surface.arrow} ")
            self.name(other)
            if following:
                self.row += (self.surface.semicolon, self.next)
        self.row.append(CLOSE)

    # --- assertions

    def assert_monotone(self, node: ast.AssertMonotone) -> None:
        """断言：X 随 f 不减"""
        direction = self.word("NOT_DECREASING" if node.direction > 0 else "NOT_INCREASING")
        self._asserted(node.subject, "ALONG", node.fact, f" {direction}")

    def assert_independent(self, node: ast.AssertIndependent) -> None:
        """断言：X 与 f 无关"""
        self._asserted(node.subject, "WITH", node.fact, f" {self.word('UNRELATED')}")

    def assert_exclusive(self, node: ast.AssertExclusive) -> None:
        """断言：A 与 B 互斥"""
        self._asserted(node.first, "WITH", node.second, f" {self.word('EXCLUSIVE')}")

    def _asserted(self, first: ast.Ident, terminal: str, second: ast.Ident, ending: str = "") -> None:
        self._opened("ASSERT")
        self.name(first)
        self.row.append(f" {self.word(terminal)} ")
        self.name(second)
        self.row.append(ending)

    # --- cases

    def case(self, node: ast.Case) -> None:
        """案例 “…”：F = v；G = v；期望 X = v；其余 如常. What is expected begins a line if one is not enough."""
        self.row += (INDENTED, f"{self.word('CASE')} ", FLUSH)
        self.quoted(node.name)
        self._colon()
        for number, given in enumerate(node.given):
            if number:
                self.row += (self.surface.semicolon, self.next)
            self.before(given.span)
            self.given(given)
            self.after(given.span)
        self.row.append(CLOSE)
        if node.given and (node.expected or node.rest_typical):
            self.row += (self.surface.semicolon, self.next)
        self.row.append(FLUSH)
        for number, expected in enumerate(node.expected):
            if number:
                self.row += (self.surface.semicolon, self.next)
            self.before(expected.span)
            self.expect(expected)
            self.after(expected.span)
        if node.rest_typical:
            if node.expected:
                self.row += (self.surface.semicolon, self.next)
            self.before(ending(node))
            self.row.append(self.rest_typical())
        self.row += (CLOSE, CLOSE)

    def rest_typical(self) -> str:
        return f"{self.word('REST')} {self.word('TYPICAL')}"

    def given(self, node: ast.Given) -> None:
        self.before(node.name.span)
        self.row.append(self.word("AS_OF") if node.name.text == AS_OF_DAY else self.surface.name(node.name.text))
        self.after(node.name.span)
        self.row.append(f" {ast.CompareOp.EQ.value} ")
        match node.value:
            case ast.RecordsLiteral():
                self.records(node.value)
            case ast.NotApplicable():
                self.row.append(self.word("NOT_APPLICABLE"))
            case value:
                self.formula(value, SUM)

    def expect(self, node: ast.Expect) -> None:
        self.row.append(f"{self.word('EXPECT')} ")
        self.name(node.name)
        self.row.append(f" {ast.CompareOp.EQ.value} ")
        match node.value:
            case ast.SpecialExpectation():
                self.row.append(self.word(node.value.name))
            case value:
                self.formula(value, SUM)

    def records(self, node: ast.RecordsLiteral) -> None:
        """{2004至2014：称职、2015：等次 优秀，得分 90、2016：未知}"""
        opening, closing = self.surface.braces
        self.row += (opening, FILLED)
        for number, years in enumerate(node.years):
            if number:
                self.row += (self.surface.pause, self.next)
            self.before(years.span)
            self.record(years)
            self.after(years.span)
        self.row += (CLOSE, closing)

    def record(self, node: ast.RecordYears) -> None:
        self.row.append(self.surface.years(node.first, node.last))
        self._colon()
        if node.values is None:
            self.row.append(self.word("UNKNOWN"))
        for number, (field, value) in enumerate(node.values or ()):
            if number:
                self.row.append(self.surface.comma + self.surface.gap)
            if field is not None:
                self.row.append(f"{self.surface.name(field.text)} ")
            self.formula(value)
