"""`settings.doctor`: an addition of ours to the reference's router."""

from typing import Final

from dokploy.context import Units
from dokploy.core.permissions import ADMIN
from dokploy.features.doctor import actions
from dokploy.features.doctor.schemas import Report
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Typed

settings = Procedures("settings")

REPORT: Final = Typed(Report)


@settings.query("doctor", ADMIN, gives=REPORT, units=True)
async def doctor(units: Units) -> Report:
    """Examine the installation, from engine to disk: what is well, what is not, why, and what to do about it."""
    return await actions.examination(units.runtime)
