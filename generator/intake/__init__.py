"""Where records come in: each is read once for the same bytes, and kept so that it need not be read again."""
