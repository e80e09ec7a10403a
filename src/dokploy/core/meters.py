"""How finely times are told apart in the figures for Prometheus. A figure is declared beside what it counts:

    CALLS: Final = Counter("dokploy_calls", "Calls of procedures.", ["procedure", "code"])
    CALLS.labels("project.all", "200").inc()

It belongs to the process; what one has to go and look at is in `features/figures.py`.
"""

from typing import Final

from prometheus_client import disable_created_metrics

FAST: Final = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
"""Seconds: upper bounds for what answers somebody who waits."""
SLOW: Final = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0)
"""Seconds: upper bounds for the stages of a run."""

disable_created_metrics()  # type: ignore[no-untyped-call]  # else each series has a second one: since when it is counted
