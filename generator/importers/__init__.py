"""Word, Excel and text → records."""
