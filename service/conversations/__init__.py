"""Conversations: kept turn by turn, read back as they were answered."""
