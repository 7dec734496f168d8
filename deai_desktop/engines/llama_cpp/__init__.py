"""The llama.cpp engine, on llama-cpp-python's low-level API. Child-only: nothing else may import it."""
