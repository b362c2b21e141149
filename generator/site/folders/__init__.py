"""Folders on the disk: whose they are, how they are written, and how one takes the place of another."""
