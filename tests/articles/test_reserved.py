"""No standing page can take an address that the site itself answers."""

from articles.models.pages import RESERVED
from articles.urls import urlpatterns

# A page there is what an operator writes above the list that the site makes.
SHARED = {"redaksi"}


def test_every_address_of_the_site_is_reserved():
    routes = [str(one.pattern) for one in urlpatterns]
    first = {route.partition("/")[0] for route in routes if "/" in route}
    plain = {part for part in first if "<" not in part}
    assert plain - SHARED <= set(RESERVED)
