"""What the tree of categories tells the apps above it."""

from django.dispatch import Signal

#: Sent after a rename or a move, inside its transaction, so that a listener's work is kept or
#: undone together with it. Sender: `Category`.
#: `moves`: list of (category id, old path, new path), the category itself first, then all below.
#: `using`: alias of the database it happened in.
path_changed = Signal()

#: Sent when a form of the desk has saved the name of something; sender: its model.
#: `instance`: what was saved, `request`: whom to tell what could be better.
named_at_desk = Signal()
