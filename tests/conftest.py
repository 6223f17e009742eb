"""Settings shared by all tests: Hypothesis draws the same examples in every run.

A failure must show again wherever the same commit is tested, and a slow machine must not make a property fail:
hence no random seed, no deadline and no complaint about slow generation.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tests import reference

settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")

# Hypothesis mixes the constants of whatever modules of the project are loaded into what it draws, so that examples
# would hang on which tests share a process. There is no setting for it; `test_generators` says if this has no effect.
providers._get_local_constants = lambda: providers._local_constants


@pytest.fixture(scope="session", autouse=True)
def _reports_made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Processes that share the work share the reports, too: the folder above their own is the same for all."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        reference.shared = tmp_path_factory.getbasetemp().parent / "reports"
