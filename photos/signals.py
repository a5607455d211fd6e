"""What the photo library tells the apps above it."""

from django.dispatch import Signal

# Sent by the background worker when the renditions of a photo exist; keyword `photo`. It may be
# sent again for the same photo, so a receiver must be able to run twice.
renditions_ready = Signal()

# Sent inside the transaction that takes photos down, before their rows are locked; keyword
# `photo_ids`. A receiver drops them from whatever readers see, in the same transaction.
photos_taken_down = Signal()

# Sent when a form of the desk has saved a photo's words; keywords `instance` and `request`.
described_at_desk = Signal()
