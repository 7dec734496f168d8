"""The only door to other computers: whoever goes through it is written down first."""
