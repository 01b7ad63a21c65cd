"""Measures: each a pure function of what was asked, what was answered and what is known."""
