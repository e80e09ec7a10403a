"""`python -m dokploy`."""

from dokploy.cli.main import main

main()
