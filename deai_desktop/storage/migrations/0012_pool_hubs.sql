-- What this PC is called in a pool, and where it runs the pool's hub: '' not at all, 'this-pc' or 'network'.

ALTER TABLE pools ADD COLUMN device_name TEXT NOT NULL DEFAULT '';
ALTER TABLE pools ADD COLUMN hub_listens TEXT NOT NULL DEFAULT '';
ALTER TABLE pools ADD COLUMN hub_port INTEGER NOT NULL DEFAULT 0; -- 0: the next one that is free
