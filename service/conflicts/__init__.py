"""Which figures of different documents cannot both be read as one, and why."""
