"""Effective programs as Z3 terms: the same meaning as `backends.reference`, over persons that are not yet known.

From the bottom: `kernel` (the solver behind typed terms), `whole` (bounded whole numbers), `scalars` and `calendar`
(the operators), `encoding` (expressions and norms), `states`, `regions` and `ledger` (lists of records, by counting
years). Only exact whole numbers are used: no reals, no floats.
"""
