-- The last runs of engines: settings, figures and causes, never what was asked or answered.

CREATE TABLE engine_runs (
    number INTEGER PRIMARY KEY,
    content TEXT NOT NULL -- JSON, as engines/flight_recorder.py writes it
) STRICT;
