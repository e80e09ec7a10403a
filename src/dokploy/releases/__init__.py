"""What every deployable shares: deployment rows, queue, lease, log, snapshot, routes, rollback; it imports no feature."""
