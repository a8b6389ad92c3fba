"""How well applicants and donors are linked, beside the targets."""
