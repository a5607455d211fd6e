"""What the photo library tells the apps above it."""

from django.dispatch import Signal

# Sent by the background worker when the renditions of a photo exist; keyword `photo`. It may be
# sent again for the same photo, so a receiver must be able to run twice.
renditions_ready = Signal()
