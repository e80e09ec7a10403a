"""Mounts: what a service sees of the machine, of volumes, and of files that are kept here."""
