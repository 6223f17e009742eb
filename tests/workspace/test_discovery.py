"""Patterns and walks: what is found, in which order, and what is never followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rankdsl.workspace.discovery import Pattern, Walked, walk


def written(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", encoding="utf-8")
    return root


def walked(root: Path, *patterns: str, inside: Path | None = None) -> Walked:
    return walk(root, map(Pattern, patterns), inside=inside or root.resolve(), boundary="rankdsl.toml")


@pytest.mark.parametrize(
    ("pattern", "path", "named"),
    [
        ("*.rank", "a.rank", True),
        ("*.rank", "x/a.rank", False),
        ("**/*.rank", "a.rank", True),
        ("**/*.rank", "x/y/a.rank", True),
        ("**/*.rank", "a.yaml", False),
        ("cases/**/*.yaml", "cases/a.yaml", True),
        ("cases/**/*.yaml", "cases/x/y/a.yaml", True),
        ("cases/**/*.yaml", "x/cases/a.yaml", False),
        ("counties/甲?.rank", "counties/甲县.rank", True),
        ("counties/[甲乙]县.rank", "counties/丙县.rank", False),
        ("./counties//*.rank", "counties/a.rank", True),
        ("counties\\*.rank", "counties/a.rank", True),
        ("counties/**", "counties/x/a.rank", True),
        ("A.rank", "a.rank", False),
    ],
)
def test_pattern(pattern: str, path: str, named: bool) -> None:
    assert Pattern(pattern).matches(path.split("/")) is named


@pytest.mark.parametrize(
    ("pattern", "folder", "may"),
    [
        ("*.rank", "x", False),
        ("**/*.rank", "x/y", True),
        ("central/*.rank", "central", True),
        ("central/*.rank", "central/x", False),
        ("central/*.rank", "counties", False),
        ("cases/**/*.yaml", "cases/x", True),
        ("cases/**/*.yaml", "x", False),
    ],
)
def test_a_folder_that_cannot_hold_a_match_is_not_entered(pattern: str, folder: str, may: bool) -> None:
    assert Pattern(pattern).may_lie_below(folder.split("/")) is may


def test_sorted_and_without_hidden_ones(tmp_path: Path) -> None:
    written(tmp_path, "b.rank", "a/z.rank", "a.rank", ".git/x.rank", "x/.hidden.rank", "x/notes.txt", "中央.rank")
    assert walked(tmp_path, "**/*.rank").files == ["a.rank", "a/z.rank", "b.rank", "中央.rank"]


def test_another_workspace_is_left_to_itself(tmp_path: Path) -> None:
    written(tmp_path, "rankdsl.toml", "a.rank", "sub/rankdsl.toml", "sub/b.rank", "sub/deep/c.rank")
    met = walked(tmp_path, "**/*.rank")
    assert met.files == ["a.rank"]
    assert met.nested == ["sub"]


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", "secret.rank", "folder/x.rank")
    root = written(tmp_path / "root", "a.rank")
    (root / "link.rank").symlink_to(outside / "secret.rank")
    (root / "folder").symlink_to(outside / "folder")
    (root / "notes.txt").symlink_to(outside / "secret.rank")
    met = walked(root, "**/*.rank")
    assert met.files == ["a.rank"]
    assert met.outside == ["folder", "link.rank"]


def test_a_linked_folder_that_no_pattern_reaches_is_nothing(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", "x.rank")
    root = written(tmp_path / "root", "a.rank")
    (root / "folder").symlink_to(outside)
    assert walked(root, "*.rank").outside == []


def test_links_inside_are_met_once_and_circles_end(tmp_path: Path) -> None:
    root = written(tmp_path, "real/a.rank", "store/b.txt")
    (root / "again.rank").symlink_to(root / "real" / "a.rank")
    (root / "b.rank").symlink_to(root / "store" / "b.txt")
    (root / "real" / "up").symlink_to(root)
    met = walked(root, "**/*.rank")
    assert met.files == ["b.rank", "real/a.rank"]
    assert met.outside == []


def test_a_link_to_nothing_is_still_a_file_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "lost.rank").symlink_to(tmp_path / "gone.txt")
    assert walked(tmp_path, "*.rank").files == ["lost.rank"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.rank")
    assert walked(tmp_path, "*.rank").files == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_named(tmp_path: Path) -> None:
    written(tmp_path, "closed/a.rank")
    (tmp_path / "closed").chmod(0)
    try:
        assert walked(tmp_path, "**/*.rank").closed == ["closed"]
    finally:
        (tmp_path / "closed").chmod(0o700)
