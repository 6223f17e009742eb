"""The page docs/trust.md, from the figures in docs/trust/*.json. `make trust` counts them; this only sets them down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.mutation.edits import Kind
from tests.soak.batches import TOGETHER
from tests.soak.programs import EACH
from tests.trust.properties import PROPERTIES

NAME = "docs/trust.md"
FOLDER = Path("docs") / "trust"

INTRODUCED = """\
# 凭什么相信它的结论 · Why its verdicts can be trusted

一个结论错了，不是冤枉一份文件，就是放过一份文件。这一页写明结论是怎样核对的、核对了多少。数字由 `make trust`、
`make mutation`、`make soak` 数出来，存放在 `docs/trust/`，不是手写的；没有跑过的，写“没有跑”。

*A wrong verdict either accuses a document or lets one pass. This page says how verdicts are checked, and how much was
checked. The figures are counted by `make trust`, `make mutation` and `make soak` and kept in `docs/trust/`; what was
not run is called so.*
"""
MUTATION = """\
## 改动一处 · One change

把一份没有问题的下位文件（或者它的上位文件）改动一处，交给 `check`。是否越过了上位文件允许的范围，另由参照求值器在
一批写明的人身上判断，不用检查器，也不用求解器。这批人每份文件至多 {people} 人：两边的每个常数上下各一两个单位，枚举
全取，清单至多三条记录，还有规则的边界两侧。这批人之外的反例，从报告里读回来，在两边重新求值，另计一栏。

*One change to a clean document, or to its superior, is put to `check`. Whether it goes beyond what the superior permits
is decided by the reference evaluator over an explicit set of at most {people} people a document, without the checks and
the solver. A witness outside that set is read back from the report and replayed on both sides; it has a column of its
own.*

- 没有问题的文件 {own} 份，改它们的上位文件的另有 {above} 对；{every}
- 改动 {changes} 个，其中 {not_a_program} 个已经不是合格的文件（RD1xx），不计；余下的**变异体 {mutants} 个**
- 其中 {nobody_left} 个使文件对谁都不适用（RD208），{undecided} 个没有结论（RD901，不算通过），都不作比较
- **越过允许范围的 {differ} 个**（其中 {only_outside} 个只有那批人之外的反例）；**漏报 {missed} 个，误报 {false} 个**

*{own} clean documents, {mutants} mutants that are programs; {differ} go beyond what is permitted ({only_outside} shown
only by a replayed witness outside the set); {missed} missed, {false} false alarms.*
"""
POLICIES = """\
## 参考规则库 · The reference policies

`rankdsl check policies` 提出的问题和得到的结论。每个问题先证明前提有人符合；“没有结论”从不算通过。

*What `rankdsl check policies` asked, and what came of it, with {solver}.*
"""
POLICIES_SUM = """\
文件 {documents} 份，其中没有问题的 {clean} 份；文件自己预告的问题 {announced} 个，没有预告的：{others}。
"""
BRUTE_FORCE = """\
## 逐个看过 · Everybody looked at

随机造的小世界 {worlds} 个，问题 {questions} 个：证明器的每一个回答，都同逐个看过所有人的结果相同。

*{questions} questions in {worlds} small worlds; every answer agrees with a look at everybody.*
"""
SCENES = """\
随机造的成套文件 {scenes} 套，能比较的 {compared} 套、{documents} 份：检查结果与各项定义（对所有人逐个计算）不一致的
{disagree} 套。查出的问题：{codes}。

*{compared} generated sets of documents compared with the definitions of the codes; {disagree} disagree.*
"""
PEOPLE = """\
## 举出来的人 · The people shown

从报告里读回来的每一个人：在范围和约束之内；重新求值，两边的结论与报告相同；起决定作用的事实一项也不能换回寻常值，数字再向
寻常值移动一个单位，问题就不存在了。

*Everybody read back from reports: possible; replayed on both sides; no deciding fact can be ordinary, and no number one
unit nearer to it.*
"""
SECOND = """\
## 第二个求解器 · A second solver

参考规则库里得出结论的问题，以 SMT-LIB 写出来再问 {solver}（`--certify`）：问了 {questions} 个，结论相同
{confirmed} 个，它没有结论 {undecided} 个，相反 {contradicted} 个（有相反的，命令以 2 退出）。

*{questions} decided questions of the policies put to {solver}: {confirmed} confirmed, {undecided} without a conclusion
of its own, {contradicted} contradicted.*
"""
SOAK = """\
## 长时间的随机比较 · The long run

`make soak N=100000 SEED=1`：随机造的程序，参照求值器与 Z3 对每条规则说的必须一样；每 {each} 个程序再造一套文件，同各项
检查的定义比较。下面是真正跑过的数目，可以接着跑。发现的不一致缩到最小，留在 `tests/soak/found`，每次测试都重问。

*Generated programs through the reference evaluator and Z3, and generated documents through the definitions of the
codes. These really ran; a run goes on where the last one stopped.*
"""
FAULTS = """\
## 有意做错 · Faults made on purpose

在求解器一侧有意做错 {planted} 处（运算、窗口、连续、例外、约束……），被上面的比较发现 {caught} 处。{others}

*{planted} faults planted on the solver's side, {caught} caught.*
"""
ANSWERS = {"Nobody": "没有这样的人 nobody", "Found": "举出了人 somebody", "Undecided": "没有结论 undecided"}
CHECKED = {
    "possible": "可能存在 possible",
    "replayed": "对上位文件的问题，两边重新求值 replayed on both sides",
    "pairs": "成对的人，只差起决定作用的事实 pairs",
    "ordinary": "事实逐项换回寻常值 facts put back to ordinary",
    "bounds": "数字在边界上 numbers at their bound",
}
SOURCES = {"corpus": "错误语料 bad corpus", "policies": "参考规则库 policies"}


def page(root: Path) -> str:
    figures, mutation, soak = (_read(root, name) for name in ("figures", "mutation", "soak"))
    parts = (
        INTRODUCED,
        *_mutation(mutation),
        *_policies(figures.get("policies")),
        *_brute_force(figures.get("brute_force"), figures.get("scenes")),
        *_people(figures.get("people_shown")),
        *_second(figures.get("second_opinion")),
        *_soak(soak.get("runs")),
        *_faults(figures.get("faults")),
        *_properties(),
    )
    return "\n".join(parts)


def _read(root: Path, name: str) -> dict[str, Any]:
    path = root / FOLDER / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    written = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in row)} |\n" for row in written)


def _not_run(text: str, command: str) -> str:
    """The heading, and that there is nothing."""
    return f"{text.splitlines()[0]}\n\n没有跑：`{command}`。 · *Not run.*\n"


def _mutation(found: Mapping[str, Any]) -> Iterator[str]:
    if not found:
        yield _not_run(MUTATION, "make mutation")
        return
    own = sum(s["title"] == s["changed"] for s in found["subjects"])
    words = {
        "own": own,
        "above": len(found["subjects"]) - own,
        "every": _how_many(found),
        "missed": len(found["missed"]),
        "false": len(found["false"]),
    }
    yield MUTATION.format(**{**found, **words})
    columns = ("differ", "outside", "reported", "missed", "false")
    heads = ("应报 must be reported", "只在那批人之外 only outside", "报告 reported", "漏报 missed", "误报 false")
    yield _table(
        ("检查 check", *heads),
        ((_link(code), *(row[name] for name in columns)) for code, row in found["by_code"].items()),
    )
    columns = ("mutants", "differ", "reported", "missed", "false")
    heads = ("变异体 mutants", "越过允许范围 not permitted", "报告 reported", "漏报 missed", "误报 false")
    yield _table(
        ("改动 change", *heads),
        ((Kind[kind].value, *(row[name] for name in columns)) for kind, row in found["by_kind"].items()),
    )
    for name, title in (("missed", "漏报 missed"), ("false", "误报 false alarm")):
        for one in found[name]:
            yield f"- {title}：{one['subject']}，{one['change']}（{'、'.join(one['codes'])}）\n"


def _how_many(found: Mapping[str, Any]) -> str:
    most, above = found["most_of_a_kind"], found["most_above"]
    own = "每一种改动全部做了" if most is None else f"每份文件每一种改动至多 {most} 个"
    superior = "" if above == most else "，上位文件的全部做了" if above is None else f"，上位文件的至多 {above} 个"
    unfinished = "" if found["done"] == found["tasks"] else f"；只跑了 {found['tasks']} 组中的 {found['done']} 组"
    return own + superior + unfinished


def _policies(found: Mapping[str, Any] | None) -> Iterator[str]:
    if not found:
        yield _not_run(POLICIES, "make trust")
        return
    yield POLICIES.format(**found)
    verdicts = ("proved", "refuted", "unknown")
    rows = [(_link(code), *(row[v] for v in verdicts)) for code, row in found["obligations"].items()]
    sums = (sum(row[v] for row in found["obligations"].values()) for v in verdicts)
    heads = ("检查 check", "已证明 proved", "已否定 refuted", "没有结论 unknown")
    yield _table(heads, [*rows, ("合计 all", *sums)])
    yield POLICIES_SUM.format(**found, others=_codes(found["not_announced"]))


def _brute_force(found: Mapping[str, Any] | None, drawn: Mapping[str, Any] | None) -> Iterator[str]:
    if not found or not drawn:
        yield _not_run(BRUTE_FORCE, "make trust")
        return
    yield BRUTE_FORCE.format(**found)
    rows = ((ANSWERS[kind], row["one"], row["pair"]) for kind, row in found["answers"].items())
    yield _table(("回答 answer", "关于一个人 of one", "关于一对人 of a pair"), rows)
    yield SCENES.format(**drawn, codes=_codes(drawn["findings"]))


def _people(found: Mapping[str, Any] | None) -> Iterator[str]:
    if not found:
        yield _not_run(PEOPLE, "make trust")
        return
    yield PEOPLE
    rows = ((title, *(found[source].get(key, 0) for source in SOURCES)) for key, title in CHECKED.items())
    yield _table(("核对 checked", *SOURCES.values()), rows)


def _second(found: Mapping[str, Any] | None) -> Iterator[str]:
    yield SECOND.format(**found) if found else _not_run(SECOND, "rankdsl check policies --certify")


def _soak(runs: Sequence[Mapping[str, Any]] | None) -> Iterator[str]:
    if not runs:
        yield _not_run(SOAK, "make soak")
        return
    yield SOAK.format(each=EACH * TOGETHER)
    heads = ("种子 seed", "程序 programs", "规则 norms", "成套文件 sets of documents", "不一致 disagreements")
    yield _table(heads, ((r["seed"], r["programs"], r["norms"], r["scenes_compared"], r["failures"]) for r in runs))


def _faults(found: Mapping[str, Any] | None) -> Iterator[str]:
    if not found:
        yield _not_run(FAULTS, "make trust")
        return
    others = f"没有发现的：{'、'.join(found['missed'])}。" if found["missed"] else ""
    yield FAULTS.format(**found, others=others)


def _properties() -> Iterator[str]:
    yield "## 性质和测试 · Properties and their tests\n"
    rows = ((f"{zh} · {en}", "<br>".join(f"`{test}`" for test in tests)) for zh, en, tests in PROPERTIES)
    yield _table(("性质 property", "测试 tests"), rows)


def _link(code: str) -> str:
    return f"[{code}](checks/{code}.md)"


def _codes(counts: Mapping[str, int]) -> str:
    return "、".join(f"{code} {number} 个" for code, number in counts.items()) or "无"
