"""The OpenAI-compatible part of the local API: translates OpenAI's calls to engine requests and back."""
