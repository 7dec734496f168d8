"""OpenAI's wire types, as far as this API speaks them; fields it does not know are ignored."""
