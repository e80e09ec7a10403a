"""Pure and ours alone: errors, actor, permissions, commands, secrets, env text, names, clock, units."""
