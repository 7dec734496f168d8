"""Private AI on your own PC: local models, a local API, and a pool its owner chose."""

__version__ = "0.1.0"
