"""One SQLite database holds what the node remembers."""
