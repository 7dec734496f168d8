"""The settings page and what it shows."""
