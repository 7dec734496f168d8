-- Who this PC has met in its pools: by certificates that came with beats, jobs, receipts and verdicts. Only the PC of
-- who founded a pool has the register of all members.

CREATE TABLE pool_acquaintances (
    pool TEXT NOT NULL REFERENCES pools (key) ON DELETE CASCADE,
    device TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    certified_until REAL NOT NULL, -- by the newest certificate that was seen, in seconds since 1970
    PRIMARY KEY (pool, device)
) STRICT, WITHOUT ROWID;
