-- What a model hub said the last times, cleaned: shown when it can't be reached.

CREATE TABLE hub_answers (
    hub TEXT NOT NULL, -- its address
    name TEXT NOT NULL, -- what was asked
    known_at REAL NOT NULL,
    content TEXT NOT NULL, -- JSON, as models/hub/known.py writes it
    PRIMARY KEY (hub, name)
) STRICT;
CREATE INDEX hub_answers_by_time ON hub_answers (known_at);
