"""The tables of the truth, and where each row begins and ends."""

# Rows of passages and figures are numbered by us, ascending and never twice, those of one document side by side: so a
# document, a change and a filter are ranges of row numbers. Long columns stand last: SQLite reads past none of them.
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    passages_start INTEGER NOT NULL,
    passages_end INTEGER NOT NULL,
    figures_start INTEGER NOT NULL,
    figures_end INTEGER NOT NULL,
    title TEXT, title_basis TEXT, title_source TEXT,
    publisher TEXT, publisher_basis TEXT, publisher_source TEXT,
    published TEXT, published_basis TEXT, published_source TEXT,
    published_first TEXT, published_last TEXT,
    url TEXT,
    text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_by_filter ON documents (
    publisher, published_first, published_last, id, passages_start, passages_end, figures_start, figures_end
);
CREATE TABLE IF NOT EXISTS passages (
    row INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS passage_vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS figures (
    row INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    dimension TEXT,
    head TEXT,
    event TEXT,
    names TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS figure_vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS changes (
    row INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('added', 'removed')),
    passages_start INTEGER NOT NULL,
    passages_end INTEGER NOT NULL,
    figures_start INTEGER NOT NULL,
    figures_end INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS changes_of_generation ON changes (generation);
INSERT OR IGNORE INTO meta VALUES
    ('generation', 0), ('trimmed_to', 0), ('next_document', 1), ('next_passage', 1), ('next_figure', 1),
    ('identity', lower(hex(randomblob(16))));
"""

DATABASE_FILE = "crosscheck.db"
KEPT_VALUES = ("generation", "trimmed_to", "next_document", "next_passage", "next_figure", "identity")
"""What `meta` always has."""
