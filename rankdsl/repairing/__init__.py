"""Mends of findings: what could be written instead, each tried before it is shown.

`proposals` and `turning` say what could be written, `bench` tries it, `repair` chooses. Nothing here changes a file.
"""

from rankdsl.repairing.bench import Bench
from rankdsl.repairing.repair import can_be_tried, mends_of, repaired, repaired_one

__all__ = ["Bench", "can_be_tried", "mends_of", "repaired", "repaired_one"]
