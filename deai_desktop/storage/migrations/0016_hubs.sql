-- A pool's signed list of hubs, and how the founder's own hub is reached.

CREATE TABLE pool_hub_lists (
    pool TEXT PRIMARY KEY REFERENCES pools (key) ON DELETE CASCADE,
    list TEXT NOT NULL DEFAULT '', -- as the pool's key has signed it
    reach TEXT NOT NULL DEFAULT '{}' -- JSON
) STRICT;

-- Hubs of pools that somebody else founded, which run on this PC. Their keys lie in the vault.
CREATE TABLE own_hubs (
    pool TEXT PRIMARY KEY, -- the pool's key; this PC need not be a member of it
    pool_name TEXT NOT NULL,
    name TEXT NOT NULL, -- what the hub is called
    reach TEXT NOT NULL, -- JSON
    papers TEXT NOT NULL -- JSON: what the founder has given
) STRICT;
