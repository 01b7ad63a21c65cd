"""Keeping documents, passages and figures, and finding them again."""
