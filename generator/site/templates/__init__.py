"""Views → Markdown: the Jinja environment, what becomes of values in it, and how the text is laid out."""
