"""The stages of a run: a plan goes in, an outcome comes out; no HTTP, no database, no open transaction."""
