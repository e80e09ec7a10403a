"""The doorbell: arq over Valkey wakes the claim loop. Losing it costs latency alone; the database is the queue."""


class Bell:
    async def ring(self) -> None:
        """Wake every worker. Never raises and never waits long: a bell that does not ring is not an error."""
        raise NotImplementedError

    async def wait(self, timeout_s: float) -> None:
        """Return when the bell has rung, or after the time."""
        raise NotImplementedError
