"""The installation examines itself."""
