"""The commands with their arguments, options, help and examples, as data; `COMMANDS` lists them."""

from __future__ import annotations

from rankdsl.cli.commands.comparing import DIFF, THRESHOLDS
from rankdsl.cli.commands.examining import CHECK, EVAL, PROPOSE, TEST
from rankdsl.cli.commands.looking_up import COMPLETION, DOCTOR, EXPLAIN, SCHEMA
from rankdsl.cli.commands.shapes import Argument, Command, Example, Option
from rankdsl.cli.commands.shared import EVERYWHERE, OF_FINDINGS
from rankdsl.cli.commands.writing import COMPILE, FMT, INIT

__all__ = [
    "CHECK",
    "COMMANDS",
    "EVAL",
    "EVERYWHERE",
    "EXPLAIN",
    "OF_FINDINGS",
    "PROPOSE",
    "Argument",
    "Command",
    "Example",
    "Option",
]

COMMANDS = (CHECK, TEST, EVAL, PROPOSE, COMPILE, DIFF, THRESHOLDS, FMT, EXPLAIN, SCHEMA, INIT, DOCTOR, COMPLETION)
