"""The systems of the first seed: what each document is found to do, its figures, and the county bureau of 150."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, Severity
from rankdsl.ir.mechanisms import Procedure
from rankdsl.ir.values import Value, year_month
from rankdsl.pipeline.proposing import Proposed
from rankdsl.population.alerts.told import About, Kind, Remark
from rankdsl.population.evidence import Break, chain, entries_of, first_break, head
from rankdsl.population.proposal import Proposal
from rankdsl.population.reading import open_unit
from rankdsl.population.selecting import Fate
from rankdsl.reporters.proposal_json import propose_json
from rankdsl.source import SourceFile
from rankdsl.workspace import open_workspace
from tests.policies import county_bureau
from tests.policies.reading import POLICIES, ask, grades, model
from tests.reference import report

TODAY = date(2026, 11, 20)
BUREAU = "某县某局职级晋升量化办法（示例）"
QUEUE = "丁县职级晋升排队办法（示例）"
DYNAMIC = "某省县乡机关职数动态核定办法（示例）"
PLATEAU = "高原县职数办法（种子材料）"
POOL = "某市职级职数专项周转池办法（示例）"
LOANS = "某市职级职数临时调剂安排（示例）"
ALLOWANCE = "某省职级津贴浮动办法（示例）"
ATTENDING = "四级调研员列席党委会办法（示例）"
CHANNEL = "职级转任领导职务绿色通道（示例）"
EXTRA_WORK = "晋升职级后承担额外工作的规定（示例）"
ONE_WAY = "戊县职级管理办法（示例）"
SUPERVISION = "某省职级晋升监督办法（示例）"
INSIDE = "某县职级晋升内部监督办法（示例）"
ROADMAP = "某省动态职级改革路线图（示例）"
CLEAN = (DYNAMIC, POOL, ATTENDING, SUPERVISION, ROADMAP, "某省职级晋升量化积分指引（示例）")


def of(title: str, code: str) -> list[Finding]:
    return [f for f in report().findings if f.place.document == title and f.code == code]


def said(title: str, code: str) -> str:
    """What the only finding of that code says."""
    (finding,) = of(title, code)
    return finding.message.zh


def shown(finding: Finding) -> dict[str, str]:
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.replayed
    return dict(finding.evidence.person.facts)


def test_what_is_right_is_clean() -> None:
    found = {f.place.document for f in report().findings}
    assert [title for title in CLEAN if title in found] == []
    assert set(CLEAN) <= {d.title for d in report().documents}


# --- the bureau's own rules: the five findings that are read aloud


def test_the_rules_of_the_bureau_have_five_findings() -> None:
    found = Counter(f.code for f in report().findings if f.place.document == BUREAU)
    assert found == {"RD406": 1, "RD501": 1, "RD502": 2, "RD508": 1}


def test_the_people_who_are_served_weigh_too_little() -> None:
    assert "“服务对象”占10%，不符合“服务对象 不少于 30%”" in said(BUREAU, "RD501")


def test_sixty_percent_of_those_who_qualify_are_more_than_all_slots() -> None:
    rate, cycle = sorted(of(BUREAU, "RD502"), key=lambda f: f.sort_key)
    assert "60% × 87 = 52.2，大于 “调研员职数” = 18" in rate.message.zh
    assert rate.evidence is not None
    assert rate.evidence.person is not None
    assert rate.evidence.replayed
    assert "最少要18个月" in cycle.message.zh


def test_the_total_is_published_and_not_its_basis() -> None:
    message = said(BUREAU, "RD508")
    assert "“综合得分”却不同" in message
    assert "“实绩得分”、“群众满意度得分”没有公布" in message


def test_a_bureau_adds_to_the_pay() -> None:
    assert "“应发工资”专属上级规定" in said(BUREAU, "RD406")
    assert ask(BUREAU, TODAY, ("应发工资",), {"现职级": "四级调研员", "国家标准工资": 6000}) == (6700,)
    assert ask(BUREAU, TODAY, ("应发工资",), {"现职级": "一级主任科员", "国家标准工资": 6000}) == (6000,)


@pytest.mark.parametrize(("months", "years"), [(90, 3), (12, 1), (24, 2)])
def test_marks_are_exact(months: int, years: int) -> None:
    """40% of a mark a month, 30% of 40 and 20 a year, 20% and 10% of what others give."""
    facts: dict[str, Value] = {
        "任现职级起": year_month(2026, 11) - months,
        "年度考核": grades(2010, 2025, **{f"y{2025 - year}": "优秀" for year in range(years)}),
        "实绩得分": 85,
        "群众满意度得分": Fraction(905, 10),
    }
    marks = min(100, 40 * years + 20 * (3 - years))
    total = (
        Fraction(4, 10) * months + Fraction(3, 10) * marks + Fraction(2, 10) * 85 + Fraction(1, 10) * Fraction(905, 10)
    )
    assert ask(BUREAU, TODAY, ("综合得分",), facts) == (total,)


# --- slots that follow population, slots that are lent


def test_one_ratio_is_twenty_five_times_as_much_for_few_people() -> None:
    few, many = (ask(DYNAMIC, TODAY, ("四级调研员职数", "每万人职数"), {"服务人口": p}) for p in (12_000, 300_000))
    assert few == (9, Fraction(15, 2))
    assert many == (9, Fraction(3, 10))
    assert Fraction(few[1]) / Fraction(many[1]) == 25


def test_fifteen_percent_are_more_than_ten() -> None:
    assert "上位文件允许0%至10%，本文件对有的人规定为15%" in said(PLATEAU, "RD404")
    assert ask(PLATEAU, TODAY, ("县乡职数（二）",), {"县份": "高原县"}) == (22,)


def test_what_is_lent_is_not_what_is_borrowed() -> None:
    messages = " ".join(f.message.zh for f in of(LOANS, "RD503"))
    assert "借出4名，核定3名，超出1名" in messages
    assert "借出4名（“水利局”4名），借入5名（“丙镇”5名），有1名没有单位借出" in messages
    assert messages.count("没有写明归还日期") == 2


# --- allowances and rights that follow a rank


def test_the_allowance_jumps_and_floats() -> None:
    assert "1500元变为3000元，相差1500元，超过“上限 职级津贴 的 级差 不超过 800元”" in said(ALLOWANCE, "RD308")
    assert of(ALLOWANCE, "RD406")
    poor: dict[str, Value] = {"现职级": "四级调研员", "年度考核": grades(2012, 2025, y2025="基本称职")}
    assert ask(ALLOWANCE, TODAY, ("实发职级津贴", "应发工资"), poor) == (2100, 5100)


def test_a_rank_attends_and_does_not_vote() -> None:
    facts: dict[str, Value] = {"现职级": "四级调研员"}
    assert ask(ATTENDING, TODAY, ("可列席党委会", "可表决", "有领导职责"), facts) == (True, False, False)


def test_a_rank_leads_straight_to_a_post() -> None:
    (finding,) = of(CHANNEL, "RD402")
    assert finding.related or finding.evidence is not None
    assert "《中华人民共和国公务员法》第四十五条" in finding.message.zh


def test_a_rank_is_given_the_duties_of_a_post() -> None:
    (finding,) = of(EXTRA_WORK, "RD405")
    facts = shown(finding)
    assert facts["现职级"] == "四级调研员"
    assert facts["领导职务"] == "无领导职务"


# --- the way down


def test_there_is_a_way_up_and_none_down() -> None:
    (finding,) = of(ONE_WAY, "RD506")
    assert "“四级调研员”" in finding.message.zh
    assert [f.subject for f in of(ONE_WAY, "RD303")] == ["应降低职级"]
    assert "应降低职级" in {f.subject for f in of(ONE_WAY, "RD401")}
    bad: dict[str, Value] = {"县份": "戊县", "现职级": "四级调研员", "年度考核": grades(2012, 2025, y2025="不称职")}
    assert ask(ONE_WAY, TODAY, ("应降低职级", "可晋升职级", "降级百分数"), bad) == (False, True, Fraction(16, 10))


# --- supervision


def test_the_county_leaves_the_third_party_out() -> None:
    assert "“第三方评估”" in said(INSIDE, "RD407")
    assert "60% × 87 = 52.2，大于 “年度可用职数” = 5" in said(INSIDE, "RD502")


def test_relations_come_first() -> None:
    (finding,) = of(INSIDE, "RD306")
    assert finding.subject == "优先推荐"
    assert finding.evidence is not None
    assert finding.evidence.other is not None
    assert (shown(finding)["与领导关系"], finding.evidence.other.facts["与领导关系"]) in {("是", "否"), ("否", "是")}


def test_progress_is_public_and_answers_have_a_time() -> None:
    piece = model(SUPERVISION, TODAY).piece_at(TODAY)
    assert piece is not None
    (procedure,) = (m for _, m in piece.mechanisms if isinstance(m, Procedure) and m.name == "监督程序")
    assert [step.name for step in procedure.steps] == ["自查", "第三方评估", "公开报告", "热线答复"]
    assert [p.name for step in procedure.steps for p in step.published] == ["本年度晋升人数", "符合条件人数"]
    assert procedure.steps[3].most is not None
    assert procedure.steps[3].most.value == 15


@pytest.mark.parametrize(("promoted", "called", "quota"), [(52, True, 15), (53, False, 20)])
def test_the_trigger_and_the_quota(promoted: int, called: bool, quota: int) -> None:
    """60% of 87 are 52.2."""
    facts: dict[str, Value] = {"本年度晋升人数": promoted, "符合条件人数": 87}
    assert ask(SUPERVISION, TODAY, ("应约谈一把手", "扣减后优秀指标"), facts) == (called, Fraction(quota, 100))


def test_the_targets_of_the_roadmap_take_effect_by_their_dates() -> None:
    facts: dict[str, Value] = {"群众满意度得分": 89}
    assert ask(ROADMAP, TODAY, ("试点省份", "满意度达标"), facts) == (5, True)
    assert ask(ROADMAP, date(2030, 6, 1), ("试点省份", "满意度达标"), facts) == (31, False)


# --- the county bureau of 150


@cache
def looked_at(name: str) -> Proposed:
    opened = open_unit(
        SourceFile(f"units/{name}.yaml", (county_bureau.PATH.parent / f"{name}.yaml").read_text("utf-8"))
    )
    found = pipeline.propose(open_workspace([POLICIES], codes=pipeline.CODES), opened, everybody=True)
    assert [f.message.zh for f in found.findings] == []
    return found


def proposed() -> Proposal:
    found = looked_at("某县某局").proposal
    assert found is not None
    return found


def remarks(name: str, about: About) -> list[Remark]:
    warnings = looked_at(name).warnings
    assert warnings is not None
    return [remark for remark in warnings.remarks if remark.about is about]


def test_the_file_is_what_its_script_writes() -> None:
    assert county_bureau.PATH.read_text(encoding="utf-8") == county_bureau.text()


def test_eighty_seven_qualify_and_five_may_go() -> None:
    proposal = proposed()
    assert (proposal.people, proposal.queue.eligible, proposal.queue.per_year) == (150, 87, 5)
    assert proposal.queue.years == Fraction(87, 5)
    assert [(line.number, line.held) for line in proposal.lines] == [(3, 2), (15, 15), (6, 6), (90, 90), (45, 45)]
    assert {fate: len(proposal.of(fate)) for fate in Fate} == {
        Fate.SELECTED: 4,
        Fate.UNDETERMINED: 2,
        Fate.MISSED: 81,
    }
    moved = [(r.member.id, r.target) for r in proposal.of(Fate.SELECTED)]
    assert moved == [
        ("甲005", "二级调研员"),
        ("甲016", "三级调研员"),
        ("甲065", "二级主任科员"),
        ("甲113", "四级主任科员"),
    ]


def test_two_are_tied_for_the_one_slot_of_fourth_consultants() -> None:
    """What the rules are silent about is not settled by the order of the file."""
    (cut,) = (cut for cut in proposed().cuts if cut.target == "四级调研员")
    assert [r.member.id for r in cut.tied] == ["甲018", "甲019"]
    one, other = (r.keys[0].score for r in cut.tied)
    assert one is not None
    assert other is not None
    assert one.value == other.value == Fraction(883, 10)
    assert [p.contribution for p in one.parts] != [p.contribution for p in other.parts]
    assert cut.first is not None
    assert cut.gap is not None
    assert (cut.first.member.id, cut.gap.zh) == ("甲020", "还差 0.1")


def test_everybody_who_does_not_qualify_has_a_reason() -> None:
    """Stopped at the door: too short in the rank, admonished, sanctioned, under investigation, to be lowered."""
    proposal = proposed()
    assert len(proposal.barred) == 63
    assert all(proposal.reasons[member.id] for member in proposal.barred)
    assert sum(bar.only for bar in proposal.bars) == 63
    assert {bar.label: len(bar.members) for bar in proposal.bars} == {
        "（二）": 2,
        "（五）": 55,
        "（六）": 5,
        "（七）": 1,
    }


def test_three_borrowed_slots_settle_the_tie() -> None:
    pool = proposed().pool
    assert pool is not None
    gained = Counter(r.target for r in pool.more)
    assert gained["四级调研员"] == 4
    assert not pool.fewer
    assert not pool.unsettled


def test_an_application_is_stopped_with_a_code_and_a_day() -> None:
    """The code is the article and item; what is only a matter of time has the first day on which it is over."""
    warnings = looked_at("某县某局").warnings
    assert warnings is not None
    assert warnings.stopped is not None
    stops = {stopped.member.id: stopped.stops for stopped in warnings.stopped}
    assert len(stops) == 63
    (short,) = stops["甲008"]
    assert "第二十条（五）" in short.code
    assert short.kind is Kind.PERIOD
    assert short.over == date(2027, 6, 1)
    assert Counter(stop.kind for each in stops.values() for stop in each)[Kind.PERIOD] >= 50


def test_excellence_goes_round() -> None:
    """轮流坐庄: in five years nobody is 优秀 twice, and nobody misses his turn."""
    (note,) = remarks("某县某局", About.TURNS)
    assert note.severity is Severity.NOTE
    assert "共136人次，一轮之内没有一人得过两次" in note.message.zh


def test_somebody_is_passed_over_without_a_reason() -> None:
    """Who came second gave it up, and nobody says why the first was left out; the third is related to a leader."""
    (note,) = remarks("某县某局-上一轮", About.PASSED_OVER)
    assert note.members[0].id == "乙01"
    assert "乙01（综合得分 75）" in note.message.zh
    assert "乙03（综合得分 64.6）" in note.message.zh
    assert "乙02" not in note.message.zh


def test_evidence_shows_what_was_changed_afterwards() -> None:
    proposal = proposed()
    written = json.loads(json.dumps(propose_json(proposal, (), "zh")))
    rules = proposal.document.path
    files = {rules: (POLICIES / rules).read_text(encoding="utf-8"), "units/某县某局.yaml": county_bureau.text()}
    entries = entries_of(files, written)
    links = chain(entries)
    assert len(links) == 2 + 150 + 1
    assert first_break(entries, links, head(links)) is None
    better = {**files, "units/某县某局.yaml": county_bureau.text().replace("\t96\t95", "\t96\t96", 1)}
    assert first_break(entries_of(better, written), links, head(links)) == Break(1, "file", "units/某县某局.yaml")
    third = next(each for each in written["proposal"]["eligible"] if each["id"] == "甲020")
    third["keys"][0]["value"] = "88.3"
    found = first_break(entries_of(files, written), links, head(links))
    assert found is not None
    assert (found.kind, found.name) == ("eligible", "甲020")
