"""WebSockets, authorized like everything else."""
