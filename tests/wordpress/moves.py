"""A move as the desk has it, ready to start."""

from django.utils import timezone

from wordpress.models import Move
from wordpress.taxonomy import Old, plan


def make_move(*olds: Old, **columns: object) -> Move:
    """Make a move that was rehearsed, with the plan of these old categories."""
    olds = olds or (Old("Ekonomi", "ekonomi", stories=3), Old("Berita", "berita", stories=9))
    columns = {
        "files": [{"name": "ekspor.xml", "bytes": 1200}],
        "state": Move.State.READY,
        "plan": [decision.as_json() for decision in plan(olds)],
        "report": {"before": ["ISI BERKAS"], "hosts": ["lama.example"]},
        "created_at": timezone.now(),
        **columns,
    }
    return Move.objects.create(**columns)
