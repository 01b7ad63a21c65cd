"""Crosscheck over HTTP: routes, problems, and a page."""
