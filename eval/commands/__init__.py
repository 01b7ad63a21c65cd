"""`crosscheck eval`: questions with known answers, asked and counted."""
