"""The journeys notice what a browser complains about; else their silence would say nothing."""

import pytest

from tests.journeys.people import PATIENCE

HEARD = {
    "an error of a script": "() => { setTimeout(() => { throw new Error('heard') }) }",
    "a message of the console": "() => console.error('heard')",
    "a picture of another host": "() => { new Image().src = 'http://heard.example/a.png' }",
    "a file that is not there": "() => fetch('/static/heard.js')",
    "a script in the page": "() => { const heard = document.createElement('script');"
    " heard.textContent = 'heard'; document.body.append(heard) }",
}


@pytest.mark.parametrize("what", HEARD)
def test_a_complaint_of_the_browser_is_heard(person, what):
    reader = person()
    reader.open("/indeks/")
    assert reader.complaints == []
    reader.page.evaluate(HEARD[what])
    # A page that is left drops its timers: it stays until the complaint has arrived.
    for _ in range(0, PATIENCE, 100):
        if reader.complaints:
            break
        reader.page.wait_for_timeout(100)
    assert reader.complaints
    reader.complaints.clear()
