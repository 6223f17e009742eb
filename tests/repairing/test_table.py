"""The table of docs/repairs.md is what was counted; a few entries are counted again, in a long run all."""

from __future__ import annotations

import pytest

from tests.lengths import SCENES, USUAL, generated
from tests.reference import POLICIES
from tests.repairing import table

FEW = ("RD301-exception-to-an-item.rank", "RD405-decision-unannounced.rank", "RD409-after-repeal.rank")


def test_the_table_is_what_was_counted() -> None:
    text = table.PAGE.read_text(encoding="utf-8")
    stored = table.stored()
    assert set(stored) == {"policies", *(path.name for path in table.entries())}
    assert f"{table.BEGIN}\n{table.table(stored)}\n{table.END}" in text


@pytest.mark.parametrize("name", generated(FEW, tuple(path.name for path in table.entries())))
def test_it_is_counted_again(name: str) -> None:
    assert table.counted(table.CORPUS / name) == table.stored()[name]


@pytest.mark.skipif(SCENES <= USUAL, reason="counting the policies takes five minutes: in a long run")
def test_the_policies_are_counted_again() -> None:
    assert table.counted(POLICIES) == table.stored()["policies"]
