"""What earlier runs left for later ones, in build/cache: pieces of bytes under stamps, and files known to be as they were."""
