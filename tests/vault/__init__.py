"""Tests of keys and the vault."""
