"""A self-hosted PaaS control plane, wire-compatible with Dokploy."""

__version__ = "0.30.2"
