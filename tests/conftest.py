"""Settings shared by all tests: Hypothesis draws the same examples in every run.

A failure must show again wherever the same commit is tested, and a slow machine must not make a property fail:
hence no random seed, no deadline and no complaint about slow generation.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")
