"""The built-in scoring standards, as data files beside this line."""
