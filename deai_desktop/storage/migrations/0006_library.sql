-- The library: models of several files, when each was verified, and where the models folder lies.

ALTER TABLE models ADD COLUMN more_files TEXT NOT NULL DEFAULT '[]'; -- JSON: the files beside the first one
ALTER TABLE models ADD COLUMN verified_at REAL; -- when the hash of every file was last found right
ALTER TABLE models ADD COLUMN changed INTEGER NOT NULL DEFAULT 0; -- 1: a hash was found wrong

-- One row. What stands in moving_to or leaving is taken up again at the next start.
CREATE TABLE library (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    folder TEXT NOT NULL DEFAULT '', -- empty: where it is by default
    moving_to TEXT NOT NULL DEFAULT '', -- a move there has begun and the folder is still the old one
    is_renaming INTEGER NOT NULL DEFAULT 0, -- 1: that move renames instead of copying
    leaving TEXT NOT NULL DEFAULT '' -- the folder before the last move, while its files are being deleted
) STRICT;

INSERT INTO library (only_row) VALUES (1);
