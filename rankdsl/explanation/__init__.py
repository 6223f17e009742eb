"""Why an outcome is what it is, for one person: `explain.explain`, which gives the `parts`."""
