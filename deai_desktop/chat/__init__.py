"""Conversations: what was said, in which branch, by whom."""
