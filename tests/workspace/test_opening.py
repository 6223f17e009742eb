"""Opening: which folder is the workspace, which files are read, and which paths are refused."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from rankdsl.source import SourceFile
from rankdsl.workspace import Workspace, open_workspace
from rankdsl.workspace.opening import shipped_vocabularies

CODES = frozenset({"RD100", "RD117", "RD211", "RD401"})
TOP = "文件《上级规定》\n  层级：中央。 词表：公务员。 施行：2020年1月1日。\n"
LOW = "文件《下级规定》\n  层级：县级。 依据：《上级规定》。 施行：2020年1月1日。\n"
ALONE = "文件《无关规定》\n  层级：中央。 词表：公务员。 施行：2020年1月1日。\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with no workspace file above it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(root: Path, **files: str) -> None:
    """Files by name: `a__b_rank` is a/b.rank."""
    for name, text in files.items():
        path = root / (name.replace("__", "/")[::-1].replace("_", ".", 1)[::-1])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def opened(*paths: str, stdin: bytes | None = None, shipped: Path | None = None) -> Workspace:
    place = open_workspace(paths, codes=CODES, stdin=stdin, shipped=shipped)
    assert place.faults == (), place.faults
    return place


def refused(*paths: str) -> list[str]:
    place = open_workspace(paths, codes=CODES)
    assert place.faults
    assert (place.documents, place.vocabularies, place.cases, place.findings) == ((), (), (), ())
    for fault in place.faults:
        assert fault.en
    return [fault.zh for fault in place.faults]


def names(files: tuple[SourceFile, ...]) -> list[str]:
    return [file.path for file in files]


def test_the_nearest_workspace_file_above_counts(here: Path) -> None:
    write(
        here,
        work__rankdsl_toml='name = "x"\n',
        work__counties__low_rank=LOW,
        work__top_rank=TOP,
        work__alone_rank=ALONE,
    )
    write(here, elsewhere_rank=ALONE)
    place = opened("work/counties/low.rank")
    assert place.root == (here / "work").resolve()
    assert names(place.documents) == ["counties/low.rank", "top.rank"]
    assert place.wanted == {"counties/low.rank"}
    assert names(place.wanted_documents) == ["counties/low.rank"]
    assert place.settings.name == "x"


def test_calendars(here: Path) -> None:
    """They are found as vocabularies are: by the usual places, or by the patterns that are written."""
    write(here, work__rankdsl_toml="", work__top_rank=TOP, work__calendars__2026_yaml="calendar: 2026\n")
    write(here, work__deep__calendars__2025_yaml="", work__days__2024_yaml="calendar: 2024\n", top_rank=TOP)
    write(here, calendars__2026_yaml="", calendars__old__2000_yaml="")
    assert names(opened("work").calendars) == ["calendars/2026.yaml", "deep/calendars/2025.yaml"]
    assert names(opened("work/top.rank").calendars) == ["calendars/2026.yaml", "deep/calendars/2025.yaml"]
    assert names(opened("top.rank").calendars) == ["calendars/2026.yaml"]
    asked = opened("work/calendars/2026.yaml")
    assert (names(asked.calendars), asked.cases) == (["calendars/2026.yaml", "deep/calendars/2025.yaml"], ())
    write(here, work__rankdsl_toml='calendars = ["days/*.yaml", "x/*.yaml"]\n')
    place = opened("work")
    assert names(place.calendars) == ["days/2024.yaml"]
    assert [f.message.zh for f in place.findings] == ["设置“calendars”中的“x/*.yaml”没有对应任何文件"]


def test_a_calendar_that_is_no_text(here: Path) -> None:
    write(here, rankdsl_toml="", top_rank=TOP)
    (here / "calendars").mkdir()
    (here / "calendars" / "2026.yaml").write_bytes(b"calendar: 2026\x00\xff\xfe")
    place = opened()
    assert place.calendars == ()
    assert [f.code for f in place.findings] == ["RD100"]


def test_a_whole_workspace(here: Path) -> None:
    write(here, rankdsl_toml="", top_rank=TOP, x__low_rank=LOW, vocabulary__v_yaml="vocabulary: 公务员\n")
    write(here, cases__people_yaml="cases: []\n", cases__more_json="{}")
    place = opened()
    assert names(place.documents) == ["top.rank", "x/low.rank"]
    assert names(place.vocabularies) == ["vocabulary/v.yaml"]
    assert names(place.cases) == ["cases/more.json", "cases/people.yaml"]
    assert place.wanted == frozenset()
    assert place.wants("anything")
    for same in (".", str(here)):
        assert names(opened(same).documents) == names(place.documents)
        assert opened(same).wanted == frozenset()


def test_a_folder_of_a_workspace(here: Path) -> None:
    write(here, rankdsl_toml="", top_rank=TOP, x__low_rank=LOW, x__cases__c_yaml="cases: []\n", y__alone_rank=ALONE)
    place = opened("x")
    assert place.wanted == {"x/low.rank", "x/cases/c.yaml"}
    assert names(place.documents) == ["top.rank", "x/low.rank"]
    assert names(place.wanted_cases) == ["x/cases/c.yaml"]


def test_from_within(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, rankdsl_toml="", top_rank=TOP, x__low_rank=LOW)
    monkeypatch.chdir(here / "x")
    assert opened("low.rank").wanted == {"x/low.rank"}
    assert opened("../top.rank").wanted == {"top.rank"}
    assert opened("..").wanted == frozenset()


def test_without_a_workspace_file_a_folder_is_looked_through(here: Path) -> None:
    write(here, work__top_rank=TOP, work__x__low_rank=LOW, other_rank=ALONE)
    place = opened("work")
    assert place.root == (here / "work").resolve()
    assert names(place.documents) == ["top.rank", "x/low.rank"]
    assert place.wanted == frozenset()


def test_without_a_workspace_file_a_file_finds_what_lies_beside_it(here: Path) -> None:
    write(here, work__top_rank=TOP, work__low_rank=LOW, work__alone_rank=ALONE, work__deeper__more_rank=TOP)
    write(here, work__vocabulary__v_yaml="vocabulary: 公务员\n")
    place = opened("work/low.rank")
    assert names(place.documents) == ["low.rank", "top.rank"]
    assert names(place.vocabularies) == ["vocabulary/v.yaml"]
    assert place.wanted == {"low.rank"}


def test_without_a_workspace_file_paths_share_their_common_folder(here: Path) -> None:
    write(here, a__top_rank=TOP, b__low_rank=LOW, c__alone_rank=ALONE)
    place = opened("a/top.rank", "b")
    assert place.root == here.resolve()
    assert names(place.documents) == ["a/top.rank", "b/low.rank"]
    assert place.wanted == {"a/top.rank", "b/low.rank"}


def test_standard_input(here: Path) -> None:
    write(here, rankdsl_toml="", top_rank=TOP, alone_rank=ALONE)
    place = opened("-", stdin=LOW.encode())
    assert names(place.documents) == ["<stdin>", "top.rank"]
    assert place.wanted == {"<stdin>"}
    assert place.documents[0].text == LOW


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe(here: Path) -> None:
    write(here, rankdsl_toml="", top_rank=TOP)
    os.mkfifo(here / "pipe")
    writer = threading.Thread(target=lambda: (here / "pipe").write_text(LOW, encoding="utf-8"))
    writer.start()
    place = opened("pipe")
    writer.join()
    assert [(d.path, d.text) for d in place.wanted_documents] == [("pipe", LOW)]
    assert names(place.documents) == ["pipe", "top.rank"]


def test_standard_input_that_is_no_text(here: Path) -> None:
    place = opened("-", stdin="文件《甲规定》".encode("gb18030"))
    assert [(f.code, f.unreadable) for f in place.findings] == [("RD100", True)]
    assert place.documents == ()


def test_an_unreadable_file_is_a_finding_and_hides_no_other(here: Path) -> None:
    write(here, rankdsl_toml="", top_rank=TOP)
    (here / "bad.rank").write_bytes(b"PK\x03\x04rest")
    place = opened()
    assert names(place.documents) == ["top.rank"]
    assert [(f.code, f.unreadable, f.place.span.file.path if f.place.span else "") for f in place.findings] == [
        ("RD100", True, "bad.rank")
    ]


def test_an_unreadable_file_that_was_not_asked_for_matters_only_if_something_is_missing(here: Path) -> None:
    write(here, rankdsl_toml="", top_rank=TOP, low_rank=LOW)
    (here / "bad.rank").write_bytes(b"\xff\xfe\x00")
    assert opened("low.rank").findings == ()
    (here / "top.rank").unlink()
    assert [f.code for f in opened("low.rank").findings] == ["RD100"]


def test_a_file_that_no_pattern_names_is_taken_by_its_ending(here: Path) -> None:
    write(here, rankdsl_toml='documents = ["d/*.rank"]\n', d__top_rank=TOP, draft_txt=LOW, person_yaml="facts: {}\n")
    place = opened("draft.txt", "person.yaml")
    assert place.wanted == {"draft.txt", "person.yaml"}
    assert names(place.documents) == ["d/top.rank", "draft.txt"]
    assert names(place.cases) == ["person.yaml"]


def test_settings_that_are_wrong_or_name_nothing(here: Path) -> None:
    write(
        here, rankdsl_toml='documents = ["*.rank", "none/*.rank"]\nsources = "gone.yaml"\nbudgett = 1\n', top_rank=TOP
    )
    place = opened()
    assert [(f.message.zh, f.severity.value) for f in place.findings] == [
        ("设置“documents”中的“none/*.rank”没有对应任何文件", "warning"),
        ("设置“sources”所指的文件“gone.yaml”不存在", "error"),
        ("没有名为“budgett”的设置", "error"),
    ]
    assert place.sources is None


def test_sources(here: Path) -> None:
    write(here, rankdsl_toml='sources = "sources.yaml"\n', top_rank=TOP, sources_yaml="S1: {}\n")
    place = opened()
    assert place.sources is not None
    assert place.sources.path == "sources.yaml"


def test_links_and_other_workspaces_are_named(here: Path) -> None:
    write(here, outside__secret_rank=TOP, work__rankdsl_toml="", work__top_rank=TOP, work__in__rankdsl_toml="")
    write(here, work__in__low_rank=LOW)
    (here / "work" / "link.rank").symlink_to(here / "outside" / "secret.rank")
    place = opened("work")
    assert names(place.documents) == ["top.rank"]
    assert [(f.code, f.severity.value, f.message.en) for f in place.findings] == [
        ("RD117", "warning", "the folder “in” is a workspace of its own and was not checked here"),
        ("RD117", "warning", "the link “link.rank” leads out of the workspace and was not followed"),
    ]


def test_a_link_out_of_the_workspace_is_refused_when_asked_for(here: Path) -> None:
    write(here, outside_rank=TOP, work__rankdsl_toml="", work__top_rank=TOP)
    (here / "work" / "link.rank").symlink_to(here / "outside.rank")
    assert refused("work/link.rank") == ["“work/link.rank”是指向工作区之外的链接，没有读取；请直接写出它所指的文件"]


def test_a_path_that_is_not_there(here: Path) -> None:
    write(here, county_rank=TOP)
    assert refused("countty.rank", "qqqq") == [
        "没有“countty.rank”这个文件或文件夹；是否应为 county.rank",
        "没有“qqqq”这个文件或文件夹",
    ]
    assert refused("county.rank/below.rank") == ["没有“county.rank/below.rank”这个文件或文件夹"]
    assert refused("no\0name") == ["没有“no\0name”这个文件或文件夹"]


def test_paths_of_two_workspaces(here: Path) -> None:
    write(here, a__rankdsl_toml="", a__top_rank=TOP, b__rankdsl_toml="", b__top_rank=TOP, c__top_rank=TOP)
    assert refused("a/top.rank", "b/top.rank") == ["“b/top.rank”与“a/top.rank”不在同一个工作区；请分别检查"]
    assert refused("a", "c/top.rank") == ["“c/top.rank”与“a”不在同一个工作区；请分别检查"]


def test_shipped_vocabularies_fill_in_only_what_is_missing(here: Path) -> None:
    shipped = here / "shipped"
    write(
        shipped,
        civil_yaml="vocabulary: 公务员\nextends: 人员\n",
        people_yaml="vocabulary: 人员\n",
        x_yaml="vocabulary: 其他\n",
    )
    write(here, work__top_rank=TOP, own__rankdsl_toml="", own__top_rank=TOP)
    write(here, own__vocabulary__v_yaml="vocabulary: 公务员\n")
    assert names(opened("work", shipped=shipped).vocabularies) == ["<rankdsl>/civil.yaml", "<rankdsl>/people.yaml"]
    assert names(opened("own", shipped=shipped).vocabularies) == ["vocabulary/v.yaml"]


def test_the_package_ships_the_reference_vocabulary() -> None:
    folder = shipped_vocabularies()
    assert folder is not None
    assert (folder / "公务员.yaml").is_file()


def test_the_reference_policies() -> None:
    policies = Path(__file__).parents[2] / "policies"
    place = opened(str(policies))
    assert place.findings == ()
    assert len(place.documents) == len(list(policies.rglob("*.rank")))
    assert [c.path for c in place.cases] == sorted(c.path for c in place.cases)
    assert names(place.calendars) == ["calendars/2024.yaml", "calendars/2025.yaml", "calendars/2026.yaml"]
    assert place.sources is not None
    county = opened(str(policies / "counties" / "甲县-中层正职三年.rank"))
    assert [d.path.split("/")[0] for d in county.documents] == ["central", "counties"]
