"""The JSON Schemas of docs/schemas/, and whether an output is what its schema says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from rankdsl.reporters.json import dumps

SCHEMAS = Path(__file__).resolve().parents[1] / "docs" / "schemas"
NAMES = sorted(path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json"))
"""`rankdsl-check-1`, …"""


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def held(name: str, found: Mapping[str, Any] | str) -> list[str]:
    """What breaks the schema, with its path. The value goes through its bytes first, where it is no text yet."""
    text = found if isinstance(found, str) else dumps(found)
    return [f"{'/'.join(map(str, e.path))}: {e.message}"[:300] for e in validator(name).iter_errors(json.loads(text))]
