"""The people of policies/units/某县某局.yaml: 150 of them, none real, made here and kept as a file.

`python -m tests.policies.county_bureau` writes the file again; a test holds the file equal to what is made here. The
scale (150 posts, 87 who qualify, 5 slots a year) is the seed's claim; all else is made up so that

- every line of the slots is full but one: a single slot of 二级调研员 is free, and whoever takes it leaves his own to
  the next, down to 四级主任科员: five promotions in all;
- 87 people qualify for these five;
- the two best of those who want the one slot of 四级调研员 have one score, made of different parts, and one month;
- 优秀 goes round by people's numbers: in five years nobody has it twice (轮流坐庄).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

PATH = Path(__file__).resolve().parents[2] / "policies" / "units" / "某县某局.yaml"
YEARS = range(2019, 2026)
FIRST_TURN = 2021
COLUMNS = (
    "编号",
    "现职级",
    "任职起",
    "任现职级起",
    "领导职务",
    "任领导职务起",
    *(f"年度考核 {year}" for year in YEARS),
    "实绩得分",
    "群众满意度得分",
    "处分",
    "处分决定日",
    "诫勉日",
    "立案未结论",
)
HEADER = """\
# 示例（illustrative）：某县某局不是真实的单位，150个人都是编的，没有一个真人；由 tests/policies/county_bureau.py 写出。
# 150个编制、87人符合条件、一年5个职数取自种子材料S0，未核实（unverified），其余是本库编的。
# 没有填的事实（在编、政治素质、职数空缺等）按词表的通常值。用法：rankdsl propose policies/units/某县某局.yaml
document: 某县某局职级晋升量化办法（示例）
as_of: 2026-11-20
unit:
  name: 某县某局
  facts:
    县份: 某县
    综合管理类编制数: 150
    符合条件人数: 87
    年度可用职数: 5
slots_per_year: 5
pool:
  - {value: 四级调研员, count: 3, lender: 住建局, borrower: 某县某局, since: 2025-01-01, until: 2026-12-31}
table:
  typical: 是
  rows: |
"""

# (rank, how many qualify, how many have not been long enough in their rank)
RANKS = (
    ("二级调研员", 2, 0),
    ("三级调研员", 5, 1),
    ("四级调研员", 8, 0),
    ("一级主任科员", 30, 0),
    ("二级主任科员", 0, 12),
    ("三级主任科员", 24, 1),
    ("四级主任科员", 0, 19),
    ("一级科员", 20, 3),
    ("二级科员", 0, 18),
)
"""二级调研员 is the highest rank of a county organ: the two qualify for nothing more."""


class Someone(Struct):
    rank: str
    since: str
    service: str
    achievements: int
    public: int
    others: dict[str, str] = field(default_factory=dict)


STOPPED = (
    Someone("四级调研员", "2019-06", "2001-07", 84, 80, {"诫勉日": "2026-08-14"}),
    Someone("一级主任科员", "2019-06", "2003-07", 91, 88, {"立案未结论": "是"}),
    Someone("一级主任科员", "2020-03", "2004-07", 79, 75, {"处分": "记过", "处分决定日": "2026-03-10"}),
    Someone("一级主任科员", "2020-09", "2005-07", 60, 58, {"2025": "不称职"}),
    Someone("三级主任科员", "2021-04", "2011-07", 77, 70, {"处分": "警告", "处分决定日": "2026-07-01"}),
    Someone("一级科员", "2023-07", "2020-07", 65, 61, {"2024": "基本称职", "2025": "基本称职"}),
    Someone("一级科员", "2022-07", "2019-07", 70, 66, {"立案未结论": "是"}),
)
"""Long enough in their rank, and stopped by something else."""

FOREMOST = ((96, 95), (94, 99), (95, 96))
"""Marks of the first 一级主任科员 for achievements (20%) and from the public (10%), 28.7, 28.7, 28.6 in all."""

HEADS = {
    0: ("乡科级正职", "2020-05"),
    3: ("乡科级副职", "2021-03"),
    8: ("乡科级副职", "2022-09"),
    20: ("乡科级副职", "2023-02"),
}
"""The head of the bureau and three deputies, by their place in the file."""


def people() -> list[Someone]:
    made: list[Someone] = []
    drawn = _numbers()
    for at, (rank, enough, short) in enumerate(RANKS):
        for i in range(enough):
            month = 3 + 3 * (next(drawn) % 4)
            since = (
                "2019-06" if rank == "一级主任科员" and i < len(FOREMOST) else f"{2020 + next(drawn) % 4}-{month:02}"
            )
            marks = 60 + next(drawn) % 34, 55 + next(drawn) % 40
            if rank == "一级主任科员" and i < len(FOREMOST):
                marks = FOREMOST[i]
            made.append(Someone(rank, since, f"{1998 + 3 * at - i % 3}-07", *marks))
        for i in range(short):
            marks = 60 + next(drawn) % 34, 55 + next(drawn) % 40
            made.append(Someone(rank, ("2025-06", "2025-09", "2026-03")[i % 3], f"{2000 + 2 * at + i % 4}-07", *marks))
        made += [someone for someone in STOPPED if someone.rank == rank]
    return made


def text() -> str:
    rows = ["\t".join(COLUMNS)]
    for number, someone in enumerate(people()):
        post, since = HEADS.get(number, ("", ""))
        others = someone.others
        cells = [f"甲{number + 1:03}", someone.rank, someone.service, someone.since, post, since]
        for year in YEARS:
            grade = "优秀" if (number - year + FIRST_TURN) % 5 == 0 and year >= FIRST_TURN else "称职"
            worked = int(someone.service[:4]) < year
            cells.append(others.get(str(year), grade) if worked else "")
        cells += [str(someone.achievements), str(someone.public)]
        cells += [others.get(name, "") for name in COLUMNS[-4:]]
        rows.append("\t".join(cells).rstrip("\t"))
    return HEADER + "".join(f"    {row}\n" for row in rows)


def _numbers() -> Iterator[int]:
    """Numbers that look drawn and are always the same."""
    state = 150
    while True:
        state = (state * 1103515245 + 12345) % 2**31
        yield state >> 16


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
