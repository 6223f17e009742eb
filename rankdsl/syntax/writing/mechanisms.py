"""Scores, slots, selections, procedures, indicators, entitlements: a numbered entry a line, as decisions have them."""

from __future__ import annotations

from typing import assert_never

from rankdsl.syntax import ast
from rankdsl.syntax.writing.entries import Entries
from rankdsl.syntax.writing.formulas import ANY, ATOM, SUM
from rankdsl.syntax.writing.layout import ALIGNED, CLOSE, FILLED, STEP
from rankdsl.syntax.writing.remarks import beginning


class Mechanisms(Entries):
    def mechanism(self, node: ast.Mechanism) -> None:
        match node:
            case ast.Score():
                self.score(node)
            case ast.Shares():
                self._named("SHARES", node.score)
                self._in_a_row(node.rules, self.share)
            case ast.Cap():
                self.cap(node)
            case ast.Slots():
                self.slots(node)
                self._listed(node.lines, self.slot_line)
            case ast.Ladder():
                self._named("LADDER", node.fact)
                self._in_a_row(node.moves, self.move)
            case ast.Select():
                self.select(node)
            case ast.SlotPool():
                self._for("POOL", node.name, node.slots)
                self._listed(node.transfers, self.transfer)
            case ast.Procedure():
                self._for("PROCEDURE", node.name, node.of)
                self._listed(node.steps, self.step)
            case ast.Indicators():
                self._named("INDICATORS", node.name)
                self._listed(node.indicators, self.indicator)
            case ast.VetoList(names=names):
                self._list("VETO_LIST", None, names)
            case ast.Duties(owner=owner, names=names):
                self._list("DUTIES", owner, names)
            case ast.Entitlement(name=name, body=body):
                self._named("ENTITLEMENT", name)
                self.body(body)
            case ast.AdverseOutcome():
                self.outcome(node)
            case ast.Promise(text=text, exists=exists, formula=formula):
                self._claim("PROMISE", text, f"{self.word('EXISTS')} " if exists else "", formula)
            case ast.Figures(text=text, formula=formula):
                self._claim("FIGURES", text, "", formula)
            case _:
                assert_never(node)

    # --- 积分, 占比, 上限

    def score(self, node: ast.Score) -> None:
        """积分 X 满分 100 最低 0：…"""
        self._named("SCORE", node.name)
        self._amounts("MARKS", node.full)
        if node.lowest is not None:
            self._amounts("LOWEST", node.lowest)
        self.row.append(self.surface.colon)
        for number, group in enumerate(node.groups):
            if number:
                self.row.append(self.surface.semicolon)
            if group.guard is None and not group.otherwise:
                self._entries(group.parts, self.part, 2 * STEP)
                continue
            self.new_line(2 * STEP)
            self.before(group.span)
            if group.guard is None:
                self.row.append(self.word("OTHERWISE") + self.surface.colon)
                self.after(beginning(group))
            else:
                self.guard(group.guard)
            self._entries(group.parts, self.part, 3 * STEP)

    def guard(self, guard: ast.Expr) -> None:
        """当 g 时："""
        self.row += (f"{self.word('WHEN')} ", ALIGNED)
        self.formula(guard)
        self.row += (CLOSE, f" {self.word('TIME')}{self.surface.colon}")

    def part(self, node: ast.ScorePart) -> None:
        """（一）X 占 40% 由 组织部：f"""
        self._label(node.label)
        self.name(node.name)
        self.weighing(node.form, node.amount)
        if node.rater is not None:
            self.rater(node.rater)
        if node.value is not None:
            self.plain(node.value)

    def weighing(self, form: ast.PartForm, amount: ast.Expr | None) -> None:
        """占 40%, 满分 30, 扣分 不超过 10"""
        match form:
            case ast.PartForm.WEIGHT | ast.PartForm.MARKS:
                assert amount is not None, "only a deduction has no amount"
                self._amounts("WEIGHS" if form is ast.PartForm.WEIGHT else "MARKS", amount)
            case ast.PartForm.DEDUCTION:
                self.row.append(f" {self.word('DEDUCTS')}")
                if amount is not None:
                    self._amounts("LE", amount)
            case _:
                assert_never(form)

    def rater(self, rater: ast.Ident) -> None:
        self._said("BY_WHOM", rater)

    def share(self, node: ast.ShareRule) -> None:
        """X 不超过 30%"""
        self.name(node.subject)
        self.row.append(f" {self.surface.comparison(node.op, node.word)} ")
        self.formula(node.bound, SUM)

    def cap(self, node: ast.Cap) -> None:
        """上限 X 中（f） 不超过 20%, or 上限 X 的 项数 不超过 11"""
        self._named("CAP", node.name)
        self.row.append(" ")
        if node.where is not None:
            self.where(node.where)
        elif node.measure is not None:
            self.row.append(f"{self.word('OF')} {self.word(node.measure.name)}")
        self._amounts("LE", node.limit)

    # --- 职数, 升降, 择优, 周转池

    def slots(self, node: ast.Slots) -> None:
        """职数 X 按 F 基数 b 向下取整"""
        self._named("SLOTS", node.name)
        self._said("BY", node.fact)
        self._amounts("BASE", node.base)
        self.slot_rounding(node.rounding)

    def slot_rounding(self, mode: ast.RoundingMode) -> None:
        self.row.append(f" {self.word(f'ROUNDED_{mode.name}')}")

    def slot_line(self, node: ast.SlotLine) -> None:
        """（三）V、W 不超过 （二） 的 40%"""
        self._label(node.label)
        self.names(node.values)
        self.row.append(f" {self.word('LE')} ")
        self.slots_of(node)

    def slots_of(self, node: ast.SlotLine) -> None:
        """基数 的 2%, （二）的 40%, or 3人"""
        if node.of is not None:
            self.line_label(node.of)
            self.row.append(f"{self.word('OF')} ")
        elif node.of_base:
            self.row.append(f"{self.word('BASE')} {self.word('OF')} ")
        self.formula(node.limit, SUM)

    def line_label(self, label: ast.ItemLabel) -> None:
        self.before(label.span)
        self.row.append(self.surface.item(label))
        self.after(label.span)

    def move(self, node: ast.Move) -> None:
        """晋升 D → V"""
        self._named(node.direction.name, node.decision)
        self.row.append(f" {self.surface.arrow} ")
        self.name(node.target)

    def select(self, node: ast.Select) -> None:
        """择优 X：从 D 中，按 K 由高到低，同分按 L 由早到晚，取 Q 之内"""
        self.row.append(FILLED)
        self._named("SELECT", node.name)
        self._colon()
        self.out_of(node.among)
        self._clause()
        self.row.append(f"{self.word('BY')} ")
        self._parted(node.keys, self.ranking, self.then_next)
        if node.ties:
            self._clause()
            self.row.append(f"{self.word('TIES_BY')} ")
            self._parted(node.ties, self.ranking, self.then_next)
        self._clause()
        if node.slots is not None:
            self.taken(node.slots)
        elif node.take is not None:
            self.row.append(f"{self.word('TAKE')} ")
            self.formula(node.take, SUM)
        self.row.append(CLOSE)

    def out_of(self, among: ast.Ident) -> None:
        """从 D 中"""
        self._named("OUT_OF", among)
        self.row.append(f" {self.word('AMONG')}")

    def ranking(self, node: ast.Key) -> None:
        """K 由高到低"""
        self.name(node.name)
        self.row.append(f" {self.surface.order(node.word, descending=node.descending)}")

    def taken(self, slots: ast.Ident) -> None:
        """取 Q 之内"""
        self._named("TAKE", slots)
        self.row.append(f" {self.word('WITHIN_THEM')}")

    def transfer(self, node: ast.Transfer) -> None:
        """（一）甲局 借出 V 3人，自2025年1月1日起，至2026年12月31日"""
        self._label(node.label)
        self.name(node.unit)
        self.row.append(f" {self.word(node.kind.name)} ")
        self.moved(node)
        if node.since is not None:
            self._clause()
            self.row.append(self.since(self.surface.day(node.since)))
        if node.until is not None:
            self.until(self.surface.day(node.until), beside=node.since is not None)

    def moved(self, node: ast.Transfer) -> None:
        """V 3人"""
        self.name(node.value)
        self.row.append(" ")
        self.formula(node.count, ATOM)

    def until(self, day: str, *, beside: bool) -> None:
        """，至2026年12月31日; `beside`: a first day"""
        self._clause()
        self.row.append(f"{self.word('TO')}{day}")

    # --- 程序, 指标

    def step(self, node: ast.Step) -> None:
        """（一）X 即 Y，由 B，不少于 5个工作日，不超过 10个工作日，公布 K 明细、F"""
        self._label(node.label)
        self.name(node.name)
        if node.same_as is not None:
            self._said("SAME_AS", node.same_as)
        if node.body is not None:
            self._clause()
            self._named("BY_WHOM", node.body)
        for terminal, days in (("GE", node.least), ("LE", node.most)):
            if days is not None:
                self._clause()
                self.before(days.span)
                self.row.append(f"{self.word(terminal)} ")
                self.formula(days, SUM)
        if node.published:
            self._clause()
            self.row.append(f"{self.publishing()} ")
            self._parted(node.published, self.published)

    def publishing(self) -> str:
        return self.word("PUBLISH")

    def published(self, node: ast.Published) -> None:
        self.name(node.name)
        if node.breakdown:
            self.row.append(f" {self.word('BREAKDOWN')}")

    def indicator(self, node: ast.Indicator) -> None:
        """（一）X，分值 30，类别 个性，…，一票否决: every attribute in the order of the grammar"""
        self._label(node.label)
        self.name(node.name)
        attributes: tuple[tuple[str, ast.Ident | ast.Expr | None], ...] = (
            ("POINTS", node.points),
            ("KIND", node.kind),
            ("PART_OF", node.parent),
            ("SCOPE", node.applies),
            ("DATA_FROM", node.source),
            ("BY_WHOM", node.owner),
            ("ABOUT", node.about),
            ("NATURE", node.nature),
            ("MATERIALS", node.materials),
            ("VISITS", node.visits),
        )
        for terminal, value in attributes:
            if value is None:
                continue
            self._clause()
            self.before(value.span)
            self.row.append(f"{self.attribute(terminal)} ")
            if isinstance(value, ast.Ident):
                self.name(value)
            else:
                self.formula(value, ANY if terminal == "SCOPE" else SUM)
        if node.veto:
            self._clause()
            self.row.append(self.word("VETO"))

    def attribute(self, terminal: str) -> str:
        return self.word(terminal)

    # --- 后果, 承诺, 核算

    def outcome(self, node: ast.AdverseOutcome) -> None:
        """后果 X：依据《…》第N条；申诉 复核 30日、申诉 15日"""
        self.row.append(FILLED)
        self._named("OUTCOME", node.decision)
        if node.grounds or node.appeals:
            self._colon()
        if node.grounds:
            self.row.append(self.word("UNDER"))
            self.grounds(node.grounds)
        if node.grounds and node.appeals:
            self.row += (self.surface.semicolon, self.next)
        if node.appeals:
            self.row.append(f"{self.word('APPEALS')} ")
            self._parted(node.appeals, self.appeal)
        self.row.append(CLOSE)

    def grounds(self, articles: tuple[ast.ArticleRef, ...]) -> None:
        """《T》第三条、第五条"""
        for number, article in enumerate(articles):
            if number:
                self.row += (self.surface.pause, self.next)
            if number and article.title is None:  # no blank stands after 、
                self._one(article, lambda ref: self.row.append(self.surface.article(ref.article)))
            else:
                self.article_ref(article)

    def appeal(self, node: ast.Appeal) -> None:
        """复核 30日 答复 30日"""
        self.name(node.name)
        self.period(node.within)
        if node.answered is not None:
            self.row.append(f" {self.word('ANSWERED')}")
            self.period(node.answered)

    def period(self, within: ast.Expr) -> None:
        """30日, with a blank before it"""
        self.row.append(" ")
        self.formula(within, SUM)
