-- Downloads of newer versions, which take the place of the models that are here once they have arrived.

ALTER TABLE downloads ADD COLUMN replaces TEXT NOT NULL DEFAULT ''; -- the model's id; empty for any other download
ALTER TABLE downloads ADD COLUMN keeps_old INTEGER NOT NULL DEFAULT 0; -- whether the older version stays beside it
