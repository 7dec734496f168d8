"""Fetches files over HTTPS, going on where they stopped; only their hashes are trusted."""
