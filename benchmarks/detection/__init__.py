"""How well what must go is found, and what must stay is left: figures beside their targets."""
