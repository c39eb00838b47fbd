"""What the knowledge base announces, inside the transaction in which it happens; receivers get the `version_id`."""

from django.dispatch import Signal

published = Signal()
withdrawn = Signal()  # by hand, or because another version has taken its place
