"""The node: one process per person that owns every service and serves the local API."""
