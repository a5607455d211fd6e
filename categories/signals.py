"""What the tree of categories tells the apps above it."""

from django.dispatch import Signal

#: Sent after a rename or a move, inside its transaction, so that a listener's work is kept or
#: undone together with it. Sender: `Category`.
#: `moves`: list of (category id, old path, new path), the category itself first, then all below.
#: `using`: alias of the database it happened in.
path_changed = Signal()
