"""The tables of the journal."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value);
CREATE TABLE IF NOT EXISTS questions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL, ts TEXT, thread TEXT, response_url TEXT,
  user TEXT NOT NULL, text TEXT NOT NULL,
  noted REAL NOT NULL, due REAL NOT NULL,
  owner TEXT, lease REAL NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting',
  told INTEGER NOT NULL DEFAULT 0,
  answer TEXT, posted TEXT,
  UNIQUE (channel, ts)
);
CREATE INDEX IF NOT EXISTS open_questions ON questions (due) WHERE state IN ('waiting', 'posting');
CREATE INDEX IF NOT EXISTS open_threads ON questions (channel, thread) WHERE state IN ('waiting', 'posting');
CREATE TABLE IF NOT EXISTS threads (
  channel TEXT NOT NULL, thread TEXT NOT NULL, conversation TEXT, noted REAL NOT NULL, PRIMARY KEY (channel, thread)
);
CREATE TABLE IF NOT EXISTS asides (
  channel TEXT NOT NULL, ts TEXT NOT NULL, thread TEXT NOT NULL,
  event TEXT NOT NULL, user TEXT NOT NULL, text TEXT NOT NULL, noted REAL NOT NULL,
  PRIMARY KEY (channel, ts)
);
CREATE TABLE IF NOT EXISTS votes (
  question INTEGER NOT NULL, user TEXT NOT NULL, useful INTEGER NOT NULL, at REAL NOT NULL,
  PRIMARY KEY (question, user)
)
"""
"""`asides` are replies in threads that are none of the bot's; see Journal.note."""
