-- Downloads that are not finished: they go on after a restart. How far they are is seen on the disk.

-- AUTOINCREMENT, so that an id that somebody remembers never means another download.
CREATE TABLE downloads (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    model_id TEXT NOT NULL,
    entry TEXT NOT NULL, -- JSON of the catalogue entry as it was when it was asked for
    state TEXT NOT NULL,
    priority INTEGER NOT NULL DEFAULT 0, -- higher first
    despite_metered INTEGER NOT NULL DEFAULT 0, -- the person started it although the connection is metered
    error TEXT NOT NULL DEFAULT '', -- JSON of title, message and hint
    added_at REAL NOT NULL
) STRICT;
