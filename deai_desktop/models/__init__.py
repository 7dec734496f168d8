"""AI models as files on disk: catalogue, downloads, the store, and what a file says about itself."""
