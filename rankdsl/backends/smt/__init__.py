"""Effective programs as Z3 terms: the same meaning as `backends.reference`, over persons that are not yet known.

From the bottom: `kernel` (terms), `solver` (checks and models), `whole` (bounded whole numbers), `values`, `operators`
and `calendar` (what the operators mean), `people` (facts as variables), `reads` and `encoding` (expressions and norms).
Lists of records by counting years: `states` and `kinds` (what a year can hold), `regions` (time), `ledger` (counts),
`numbers` and `order` (what counts leave open), `gathering` (what is asked), `rebuilding` (concrete lists). `sight` puts
them together for questions of one sort. Only exact whole numbers are used: no reals, no floats.
"""
