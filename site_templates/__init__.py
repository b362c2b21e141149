"""Templates, theme and assets: everything a reader sees that is not data."""
