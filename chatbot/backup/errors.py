"""What can go wrong with a copy; each message is one sentence with the remedy."""


class BackupError(Exception):
    """The copy cannot be made, opened or restored."""
