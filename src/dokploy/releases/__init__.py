"""What every deployable shares: deployment rows, queue, lease, log, snapshot, routes, rollback. Imports no feature."""
