"""Effective programs as Python source that needs nothing but Python."""
