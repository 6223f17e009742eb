"""Completion of the command line in a shell: one file a shell, each written from the declared commands."""
