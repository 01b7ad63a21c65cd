"""What the sources say: bytes of many formats into documents with exact text, and the figures they state."""
