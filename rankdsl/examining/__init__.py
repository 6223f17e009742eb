"""Everything is asked of every document, and what comes out is judged. The pipeline's part that proves.

`examine` goes through documents and pieces of time, `asking` through the checks of one piece, `readings` through the
readings of the items above it; `side_by_side` divides the work, `judging` merges and expects.
"""

from rankdsl.examining.asking import Watch, Watched, programs_of
from rankdsl.examining.examine import Examined, Progress, examine
from rankdsl.examining.judging import judge, merge_periods
from rankdsl.examining.selection import Selection

__all__ = [
    "Examined",
    "Progress",
    "Selection",
    "Watch",
    "Watched",
    "examine",
    "judge",
    "merge_periods",
    "programs_of",
]
