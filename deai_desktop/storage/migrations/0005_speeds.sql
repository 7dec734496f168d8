-- How fast models were on this PC, measured or seen in chats.

CREATE TABLE speeds (
    model TEXT NOT NULL,
    quantization TEXT NOT NULL,
    engine TEXT NOT NULL,
    device TEXT NOT NULL,
    threads INTEGER NOT NULL,
    read_bytes INTEGER NOT NULL, -- of weights, for one token
    layers INTEGER NOT NULL,
    bytes_per_second REAL NOT NULL,
    cache_cost REAL NOT NULL,
    prompt_weights_per_second REAL NOT NULL,
    spread REAL NOT NULL,
    measured_at REAL NOT NULL,
    PRIMARY KEY (model, quantization, engine, device, threads)
) STRICT;
