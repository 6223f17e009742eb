"""Deployable evaluators: from documents that were checked to a Python package in a folder."""

from rankdsl.compiling.compile import Wanted, assembled, chosen, failing
from rankdsl.compiling.folder import put
from rankdsl.compiling.package import Package

__all__ = ["Package", "Wanted", "assembled", "chosen", "failing", "put"]
