"""`dokploy …`: the server's start, and a client of its public API."""
