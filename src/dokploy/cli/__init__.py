"""`dokploy …`: the command line."""
