"""A finished site, put together in the workshop from units that are made in parts, by many hands, and only when they must be."""
