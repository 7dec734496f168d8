"""A model hub that speaks Hugging Face's API: searched, read with distrust, and remembered for when it is away."""
