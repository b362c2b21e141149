"""The MkDocs theme `gongkai`, which extends Material."""
