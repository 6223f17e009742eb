"""Parameters, definitions, tables, decisions, exceptions, amendments."""

from __future__ import annotations

from typing import assert_never

from rankdsl.syntax import ast
from rankdsl.syntax.writing.formulas import ANY, SUM, Formulas
from rankdsl.syntax.writing.layout import (
    ALIGNED,
    CLOSE,
    FILLED,
    INDENTED,
    SPACE,
    STEP,
    Open,
    columns,
    lines_of,
)
from rankdsl.syntax.writing.remarks import Remarks, ending
from rankdsl.syntax.writing.surface import Surface

_BOUNDS = {
    ast.CellOp.LT: ast.CompareOp.LT,
    ast.CellOp.LE: ast.CompareOp.LE,
    ast.CellOp.GT: ast.CompareOp.GT,
    ast.CellOp.GE: ast.CompareOp.GE,
}


class Norms(Formulas):
    """`lines` grows by every row that `new_line` ends. What writes a statement stops before the sign that ends it."""

    def __init__(self, surface: Surface, remarks: Remarks | None = None) -> None:
        super().__init__(surface, remarks)
        self.lines: list[str] = []
        self._indent = STEP

    def new_line(self, indent: int) -> None:
        """Lay out the row; the next one begins `indent` columns in."""
        if self.row:
            for line in lines_of(self.row, self._indent, remarks=self.remarked):
                self.put(line)
            self.row = []
            self.remarked = False
        self._indent = indent

    def put(self, line: str) -> None:
        """One more line; a blank one only where it would not follow another, or begin the text."""
        if line or (self.lines and self.lines[-1]):
            self.lines.append(line)

    def _colon(self) -> None:
        self.row.append(self.surface.colon + self.surface.gap)

    def _opened(self, terminal: str) -> None:
        self.row.append(self.word(terminal))
        self._colon()

    def _list(self, terminal: str, name: ast.Ident | None, facts: tuple[ast.Ident, ...]) -> None:
        """公布 X：F、G, or 待判断：F、G"""
        self.row += (FILLED, self.word(terminal))
        if name is not None:
            self.row.append(" ")
            self.name(name)
        self._colon()
        self.names(facts)
        self.row.append(CLOSE)

    def quoted(self, text: ast.Quoted) -> None:
        self.before(text.span)
        self.row.append(self.surface.text(text.text))
        self.after(text.span)

    # --- parameters

    def parameter(self, node: ast.Parameter) -> None:
        """参数 规定年限：2年；3年，自2022年7月1日起"""
        self.row += (FILLED, f"{self.word('PARAMETER')} ")
        self.name(node.name)
        self._colon()
        for number, value in enumerate(node.values):
            if number:
                self.row += (self.surface.semicolon, self.next)
            self.dated(value)
        self.row.append(CLOSE)

    def dated(self, value: ast.ParameterValue) -> None:
        self.before(value.span)
        self.formula(value.value)
        if value.since is not None:
            self.row.append(self.surface.comma + self.surface.gap + self.since(self.surface.day(value.since)))
        self.after(value.span)

    def since(self, day: str) -> str:
        """自2022年7月1日起"""
        return f"{self.word('SINCE')}{day}{self.word('FROM')}"

    # --- definitions and tables

    def define(self, node: ast.Define) -> None:
        """定义 X：f, or 表 X 按 A：…"""
        self.row.append(f"{self.word('TABLE' if isinstance(node.body, ast.TableBody) else 'DEFINE')} ")
        self.name(node.name)
        self.body(node.body)

    def body(self, body: ast.DefinitionBody) -> None:
        """：f, or ：当 g 时，f；其他，f, or 按 A：v → f；其他 → f, after what it is the body of"""
        match body:
            case ast.PlainBody(value=value):
                self.plain(value)
            case ast.BranchBody(branches=branches):
                self.row.append(self.surface.colon)
                for number, branch in enumerate(branches):
                    if number:
                        self.row.append(self.surface.semicolon)
                    self.new_line(2 * STEP)
                    self.before(branch.span)
                    self.branch(branch)
                    self.after(branch.span)
            case ast.TableBody():
                self.table(body)
            case _:
                assert_never(body)

    def plain(self, value: ast.Expr) -> None:
        """：f, on a line of its own where it is long"""
        self.row += (self.surface.colon, INDENTED, self.next)
        self.formula(value)
        self.row.append(CLOSE)

    def branch(self, node: ast.Branch) -> None:
        """当 g 时，f, or 其他，f"""
        self.row.append(INDENTED)
        if node.guard is None:
            self.row += (self.word("OTHERWISE"), self.surface.comma, self.next)
        else:
            self.when(node.guard)
        self.formula(node.value)
        self.row.append(CLOSE)

    def when(self, guard: ast.Expr) -> None:
        """当 g 时，"""
        self.before(guard.span)
        self.row += (f"{self.word('WHEN')} ", ALIGNED)
        self.formula(guard)
        self.row += (CLOSE, f" {self.word('TIME')}{self.surface.comma}", self.next)

    def table(self, node: ast.TableBody) -> None:
        """按 A、B 逐行：v，v → f；其他 → f"""
        self.row += (FILLED, SPACE, f"{self.by()} ")
        self.columns(node.columns)
        if node.first_hit:
            self.row.append(f" {self.word('FIRST_HIT')}")
        self.row += (self.surface.colon, CLOSE)
        for number, row in enumerate(node.rows):
            if number:
                self.row.append(self.surface.semicolon)
            self.new_line(2 * STEP)
            self.before(row.span)
            self.table_row(row)
            self.after(row.span)

    def by(self) -> str:
        return self.word("BY")

    def columns(self, columns: tuple[ast.Expr, ...]) -> None:
        """A、B"""
        for number, column in enumerate(columns):
            if number:
                self.row += (self.surface.pause, self.next)
            self.formula(column, SUM)

    def table_row(self, node: ast.Row) -> None:
        self.row.append(FILLED)
        if node.cells is None:
            self.row.append(self.word("OTHERWISE"))
        for number, cell in enumerate(node.cells or ()):
            if number:
                self.row += (self.surface.comma, self.next)
            self.before(cell.span)
            self.cell(cell)
            self.after(cell.span)
        self._second(SPACE, f"{self.surface.arrow} ", node.value, ANY)
        self.row.append(CLOSE)

    def cell(self, node: ast.Cell) -> None:
        if node.op is ast.CellOp.ANY:
            self.row.append(self.word("ANY_VALUE"))
        elif node.op is not ast.CellOp.ONE_OF:
            self.row.append(f"{self.surface.comparison(_BOUNDS[node.op], node.word)} ")
        self.cell_values(node.values)

    def cell_values(self, values: tuple[ast.Expr, ...]) -> None:
        """a、b"""
        for number, value in enumerate(values):
            if number:
                self.row += (self.surface.pause, self.next)
            self.formula(value, SUM)

    # --- decisions

    def decide(self, node: ast.Decide) -> None:
        """新设 决定 X 须：（一）f；（二）f"""
        if node.new:
            self.row.append(f"{self.word('NEW')} ")
        self.row.append(f"{self.word('DECISION')} ")
        self.name(node.name)
        self.row.append(f" {self.mode(node.group.mode)}")
        self.group(node.group)

    def decide_same(self, node: ast.DecideSame) -> None:
        """决定 X 即《T》第N条 Y"""
        self.row.append(f"{self.word('DECISION')} ")
        self.name(node.name)
        self.row.append(f" {self.word('SAME_AS')}")
        self.title(node.title)
        if node.article is not None:
            self.row.append(f"{self.surface.article(node.article)} ")
        self.name(node.target)

    def mode(self, mode: ast.ItemMode) -> str:
        return self.word("REQUIRES" if mode is ast.ItemMode.ALL else "REQUIRES_ONE")

    def inner_mode(self, mode: ast.ItemMode) -> str:
        return self.word("ALL_OF" if mode is ast.ItemMode.ALL else "ONE_OF")

    def group(self, group: ast.ItemGroup) -> None:
        """：（一）f；（二）f, or ：f, after the mode"""
        only = group.items[0] if group.items else None
        if only is not None and only.label is None:
            assert not isinstance(only.body, ast.Readings | ast.ItemGroup), "one condition without a label is a formula"
            self.plain(only.body)
            return
        self.row.append(self.surface.colon)
        for number, item in enumerate(group.items):
            if number:
                self.row.append(self.surface.semicolon)
            self.new_line(2 * STEP)
            self.item(item)

    def item(self, node: ast.ItemNode) -> None:
        """（一）f, （一）读法甲：f；读法乙：f；采 读法乙, （一）下列之一：1. f；2. f, or 1. f"""
        assert node.label is not None
        inner = node.label.inner
        label = self.surface.label(node.label.outer) if inner is None else f"{self.surface.inner(inner)} "
        hanging = columns(label)
        self.before(node.span)
        self.row += (label, Open(hanging))
        self.after(node.label.span)
        match node.body:
            case ast.Readings():
                self.readings(node.body, 2 * STEP + hanging)
            case ast.ItemGroup(mode=mode, items=items):
                self.row.append(self.inner_mode(mode) + self.surface.colon)
                for number, item in enumerate(items):
                    self.row.append(CLOSE if number == 0 else self.surface.semicolon)
                    self.new_line(3 * STEP)
                    self.item(item)
                self.after(node.span)
                return
            case formula:
                self.formula(formula)
        self.row.append(CLOSE)
        self.after(node.span)

    def readings(self, node: ast.Readings, indent: int) -> None:
        """`indent`: of every reading but the first. The row holds one open group before and after."""
        for number, (name, formula) in enumerate(node.choices):
            if number:
                self.row += (CLOSE, self.surface.semicolon)
                self.new_line(indent)
                self.before(formula.span)
                self.row.append(INDENTED)
            self.row.append(self.surface.reading(name))
            self._colon()
            self.formula(formula)
        self.row += (CLOSE, self.surface.semicolon)
        self.new_line(indent)
        self.before(ending(node))
        self.row += (INDENTED, f"{self.word('ADOPTS')} {self.surface.reading(node.adopted)}")

    # --- exceptions and amendments

    def title(self, title: ast.TitleRef) -> None:
        self.before(title.span)
        self.row.append(self.surface.title(title.text))
        self.after(title.span)

    def article_ref(self, ref: ast.ArticleRef) -> None:
        """《T》第三条, with a blank before it if it begins with the article"""
        self.before(ref.span)
        self.row.append(self.surface.title(ref.title.text) if ref.title is not None else " ")
        self.row.append(self.surface.article(ref.article))
        self.after(ref.span)

    def norm_ref(self, ref: ast.NormRef) -> None:
        """X, X（二）, X（二）1"""
        self.before(ref.span)
        self.row.append(self.surface.name(ref.name.text))
        if ref.label is not None:
            self.row.append(self.surface.item(ref.label))
        self.after(ref.span)

    after_is = ANY
    """How closely a value holds together that stands after 为 in an exception."""

    def excepting(self, node: ast.ExceptWhen) -> str:
        return self.word("EXCEPTION")

    def exception(self, node: ast.ExceptWhen) -> None:
        """例外《T》第N条 优先于 第M条 当 g 时，X 为 f / X 视为具备"""
        self.row += (INDENTED, self.excepting(node))
        if node.article is not None:
            self.article_ref(node.article)
        if node.over:
            self.over(node.over)
        self.row += (SPACE, INDENTED)
        self.when(node.guard)
        self.norm_ref(node.target)
        match node.value:
            case ast.Deemed():
                self.row.append(f" {self.word(f'DEEMED_{node.value.name}')}")
            case value:
                self.row.append(f" {self.word('IS')} ")
                self.formula(value, self.after_is)
        self.row += (CLOSE, CLOSE)

    def over(self, articles: tuple[ast.ArticleRef, ...]) -> None:
        """优先于 第四条、第五条"""
        self.row.append(f" {self.word('OVER')}")
        for number, article in enumerate(articles):
            if number:
                self.row.append(self.surface.pause)
            self.article_ref(article)

    def amend(self, node: ast.Amend) -> None:
        """修改《T》第N条 X 另须：… / 改为：… / 删去"""
        self.amended(node)
        match node.change:
            case ast.AddItems(group=group):
                self.row.append(f" {self.word('ADDS')}")
                if group.mode is not ast.ItemMode.ALL:
                    self.row.append(f" {self.inner_mode(group.mode)}")
                self.group(group)
            case ast.ReplaceBody(body=body):
                self.row.append(f" {self.word('REPLACE')}")
                self.body(body)
            case ast.ReplaceGroup(group=group):
                self.row.append(f" {self.word('REPLACE')} ")
                self.replaced(group)
            case ast.DeleteItem():
                self.row.append(f" {self.word('DELETE')}")
            case _:
                assert_never(node.change)

    def amended(self, node: ast.Amend) -> None:
        """修改《T》第N条 X"""
        self.row.append(self.word("AMEND"))
        self.article_ref(node.article)
        self.row.append(" ")
        self.norm_ref(node.target)

    def replaced(self, group: ast.ItemGroup) -> None:
        """须具备下列之一：（一）f of a decision, 下列之一：1. f of an item"""
        label = group.items[0].label if group.items else None
        inner = label is not None and label.inner is not None
        self.row.append(self.inner_mode(group.mode) if inner else self.mode(group.mode))
        self.group(group)
