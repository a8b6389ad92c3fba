"""What the mark costs a reading machine, and what is left of it on paper, geometry by geometry."""
