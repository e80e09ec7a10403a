"""What this server costs and how fast it answers, measured on a real process: `make bench`."""
