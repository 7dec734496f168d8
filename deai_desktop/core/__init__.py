"""What every layer stands on: errors, events, paths, settings, log, units."""
