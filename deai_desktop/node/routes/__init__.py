"""The local API, one module a subject; each has a ``routes(node)`` that returns its router."""
