"""Settings shared by all tests: Hypothesis draws the same examples in every run.

A failure must show again wherever the same commit is tested, and a slow machine must not make a property fail:
hence no random seed, no deadline and no complaint about slow generation.
"""

import contextlib
import ctypes
import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from rankdsl.examining import side_by_side
from tests import reference

settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")

# Hypothesis mixes the constants of whatever modules of the project are loaded into what it draws, so that examples
# would hang on which tests share a process. There is no setting for it; `test_generators` says if this has no effect.
providers._get_local_constants = lambda: providers._local_constants

# Thousands of solver's contexts are made and dropped in one process. Where their memory goes back to the system each
# time, which glibc does by itself, a tenth of the whole run is spent on getting it again.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, KEPT = -1, -3, 1 << 28
with contextlib.suppress(AttributeError, OSError, TypeError):  # another libc
    for parameter in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
        ctypes.CDLL(None).mallopt(parameter, KEPT)

if "PYTEST_XDIST_WORKER" in os.environ:
    # There are as many processes as processors already, and each is large. What is found of all policies is found by
    # divided work all the same (`reference.checked`), and so is what commands find that are started by tests.
    side_by_side.processes_to_use = lambda: 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long is begun first, so that no process ends with it alone."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def _reports_made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Processes that share the work share the reports, too: the folder above their own is the same for all."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        reference.shared = tmp_path_factory.getbasetemp().parent / "reports"
