"""Bytes of one format into text and what the source says about itself, one format a file."""
