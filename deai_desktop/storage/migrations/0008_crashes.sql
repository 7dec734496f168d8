-- The latest crashes of models' engine hosts: a model with two of them is not loaded until a person wants that.

CREATE TABLE crashes (
    model TEXT NOT NULL,
    at REAL NOT NULL,
    message TEXT NOT NULL, -- the cause in plain words
    hint TEXT NOT NULL
) STRICT;
CREATE INDEX crashes_by_model ON crashes (model);
