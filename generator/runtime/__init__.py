"""The run itself: the account it runs as, the program it is, the time it takes, and its memory."""
