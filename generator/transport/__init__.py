"""Reports as bytes, on their way to the cache, another process or another machine."""
