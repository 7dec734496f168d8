"""How quick and light the desktop window is, against a bare Qt Quick window in the same run."""
