-- Every connection to another computer: when, where to, why, and what came of it.

-- AUTOINCREMENT, so that no number comes twice after the list was cleared.
CREATE TABLE outbound (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    host TEXT NOT NULL, -- empty: a program of the system chooses it
    port INTEGER,
    via TEXT NOT NULL DEFAULT '', -- a proxy, or the program that connects in our place
    purpose TEXT NOT NULL,
    sent TEXT NOT NULL,
    outcome TEXT NOT NULL,
    received INTEGER NOT NULL DEFAULT 0, -- bytes
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
