"""What git hosts and registries send us: verify, parse into one Push value, hand to actions."""
