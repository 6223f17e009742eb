"""Facts, units, ranges, invariants; case files."""
