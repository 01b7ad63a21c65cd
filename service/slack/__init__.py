"""The Slack bot: questions where people talk, answers with both sides in the thread."""
