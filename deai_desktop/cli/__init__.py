"""The command line: thin commands that call the node over the local API."""
