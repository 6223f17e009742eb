"""The examples of a test are the same whatever else is tested in the same process."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from hypothesis import strategies as st

from tests.generators import various

ODD = 8_675_309


def drawn() -> list[list[int]]:
    return list(various(lambda data: data.draw(st.lists(st.integers(), min_size=20, max_size=20)), 20))


def test_examples_do_not_hang_on_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = drawn()
    name = "full_of_constants"
    (tmp_path / f"{name}.py").write_text(f"NUMBERS = {[ODD + n for n in range(500)]}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module(name)
    try:
        assert drawn() == before
    finally:
        del sys.modules[name]
    assert not any(ODD <= number < ODD + 500 for numbers in before for number in numbers)
