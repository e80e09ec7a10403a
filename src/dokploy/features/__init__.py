"""By subject: each module declares procedures and holds their rules."""
