-- What this PC does for a pool's members, and whether its owner knows what asking them means.

ALTER TABLE pools ADD COLUMN lends INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pools ADD COLUMN lent_models TEXT NOT NULL DEFAULT '[]'; -- JSON: ids of models; none of them means all
ALTER TABLE pools ADD COLUMN tokens_an_hour INTEGER NOT NULL DEFAULT 0; -- for each member; 0: as many as they want
ALTER TABLE pools ADD COLUMN knows_risk INTEGER NOT NULL DEFAULT 0; -- that who works on a prompt can read it
