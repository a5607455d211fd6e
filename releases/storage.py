"""Where the files of press releases lie: no address leads there.

A strange file is a stranger's file: the desk gets it as a download and nobody else gets it.
"""

from photos.storage import PrivateStorage


def files() -> PrivateStorage:
    """Return the storage of the files (a callable, so that migrations name no folder)."""
    return PrivateStorage()
