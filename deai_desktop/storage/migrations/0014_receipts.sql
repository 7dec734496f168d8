-- What this PC knows of its pools' logs: numbers, keys and hashes, and never a word of a prompt or an answer.

CREATE TABLE pool_log_entries (
    pool TEXT NOT NULL REFERENCES pools (key) ON DELETE CASCADE,
    place INTEGER NOT NULL, -- 0, 1, …
    keeper TEXT NOT NULL, -- the device that appended it
    leaf BLOB NOT NULL, -- its hash in the log's tree
    said TEXT NOT NULL, -- JSON: what it says, after it was checked; or why it counts for nothing
    PRIMARY KEY (pool, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE pool_log_heads (
    pool TEXT NOT NULL REFERENCES pools (key) ON DELETE CASCADE,
    text TEXT NOT NULL, -- signed
    state TEXT NOT NULL, -- 'held': our copy is just this; 'heard': of a longer log; 'forked': proof of a fork
    noted_at REAL NOT NULL,
    PRIMARY KEY (pool, text)
) STRICT, WITHOUT ROWID;

-- What this PC appended and has not found in the log yet.
CREATE TABLE pool_log_outbox (
    pool TEXT NOT NULL REFERENCES pools (key) ON DELETE CASCADE,
    leaf BLOB NOT NULL,
    content BLOB NOT NULL,
    message TEXT NOT NULL, -- by which hubs know it again
    appended_at REAL NOT NULL,
    PRIMARY KEY (pool, leaf)
) STRICT, WITHOUT ROWID;
