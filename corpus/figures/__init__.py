"""The values that a text states, each with its exact place and what it is a value of."""
