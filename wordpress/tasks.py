"""Background work of a move. It has a queue of its own: it may take hours."""

import logging

from procrastinate.contrib.django import app

from wordpress import moving
from wordpress.models import Move

log = logging.getLogger(__name__)


@app.task(name="wordpress.rehearse_move", queue="moves")
def rehearse_move(*, move_id: int) -> None:
    move = Move.objects.get(pk=move_id)
    try:
        moving.rehearse_now(move)
    except moving.Stopped:
        return
    except Exception as error:
        log.exception("Move %s could not be rehearsed.", move_id)
        moving.fail(move, error)


@app.task(name="wordpress.run_move", queue="moves")
def run_move(*, move_id: int) -> None:
    move = Move.objects.get(pk=move_id)
    try:
        moving.run_now(move)
    except Exception as error:
        log.exception("Move %s failed.", move_id)
        moving.fail(move, error)
