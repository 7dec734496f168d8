-- Pools that this PC belongs to. The keys lie in the vault, never here; what is here is signed, or says where hubs are.

CREATE TABLE pools (
    key TEXT PRIMARY KEY, -- public; what the pool is known by
    name TEXT NOT NULL,
    charter TEXT NOT NULL,
    certificate TEXT NOT NULL, -- this PC's
    ticket TEXT NOT NULL, -- to ask with for the next one
    hubs TEXT NOT NULL, -- JSON: a list of host and port
    hub_certificate TEXT NOT NULL, -- PEM
    is_founder INTEGER NOT NULL DEFAULT 0,
    joined_at REAL NOT NULL
) STRICT;

-- What a founder knows beside that.
CREATE TABLE pool_invites (
    guest TEXT PRIMARY KEY, -- the invite's public key
    pool TEXT NOT NULL REFERENCES pools (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    made_at REAL NOT NULL,
    expires_at REAL NOT NULL,
    used_by TEXT NOT NULL DEFAULT '' -- a device's key
) STRICT;

CREATE TABLE pool_members (
    pool TEXT NOT NULL REFERENCES pools (key) ON DELETE CASCADE,
    device TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    admitted_at REAL NOT NULL,
    removed_at REAL, -- seconds since 1970, whole ones: what was given until then does not count any more
    PRIMARY KEY (pool, device)
) STRICT;
