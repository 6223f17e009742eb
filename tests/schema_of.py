"""The JSON Schemas of docs/schemas/, and whether an output is what its schema says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from rankdsl.reporters.json import dumps

SCHEMAS = Path(__file__).resolve().parents[1] / "docs" / "schemas"
NAMES = sorted(path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json"))
"""`rankdsl-check-1`, …"""


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    followed = Draft202012Validator.VALIDATORS["$ref"]
    right: set[tuple[str, str]] = set()

    def once(within: Any, ref: str, value: Any, around: Any) -> Iterator[ValidationError]:
        """What was found right before, to the letter, is not looked through again: reports say most things often."""
        key = ref, json.dumps(value)
        if key not in right:
            wrong = list(followed(within, ref, value, around))
            if not wrong:
                right.add(key)
            yield from wrong

    found: Draft202012Validator = extend(Draft202012Validator, {"$ref": once})(schema)
    return found


def held(name: str, found: Mapping[str, Any] | str) -> list[str]:
    """What breaks the schema, with its path. The value goes through its bytes first, where it is no text yet."""
    text = found if isinstance(found, str) else dumps(found)
    return [f"{'/'.join(map(str, e.path))}: {e.message}"[:300] for e in validator(name).iter_errors(json.loads(text))]
