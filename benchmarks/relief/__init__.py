"""Leave-and-relief instances by size and seed, and a run that prints what was proven and how fast."""
