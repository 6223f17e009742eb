"""Why an outcome is what it is, for one person."""
