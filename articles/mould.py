"""Pages cast once but for what varies, so that most of a page is printed by joining strings.

A template says what varies: `{% varies "stories" %} … {% endvaries %}`. What stands around these
holes must be the same for every page cast in one mould, and each hole is filled by the nodes of the
template that stand in it: there is no second copy of any markup. A hole in a template that another
one includes sees the page's context alone, and not what `{% include %}` hands on. What changes with
the edition alone (`{% passing %}`, `{% once %}`) is a hole only in a mould that is kept for longer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Node, NodeList, RequestContext, Template
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode

from articles import edition

# Where a page is being cast, its holes are collected here; elsewhere they print what is in them.
CASTING = "the_mould"
MARK = "\0"  # PostgreSQL keeps no text that holds one
FRAME = "base.html"  # what every page extends

Parts = list[str]
_known: WeakKeyDictionary[Template, dict[str, "Hole"]] = WeakKeyDictionary()


@dataclass
class Casting:
    """The holes of a page that is being cast, by name in their order."""

    for_one_edition: bool
    names: list[str] = field(default_factory=list)


class Hole(Node):
    """What varies between the pages of one mould."""

    lasts_an_edition: ClassVar[bool] = False

    def __init__(self, inside: NodeList, name: str) -> None:
        self.nodelist, self.name = inside, name

    def render(self, context: Context) -> str:
        casting = context.get(CASTING)
        if casting is None or (casting.for_one_edition and self.lasts_an_edition):
            return self.fill(context)
        casting.names.append(self.name)
        return MARK

    def fill(self, context: Context) -> str:
        return self.nodelist.render(context)


class PassingHole(Hole):
    """What is the same on all pages of one mould until the next edition."""

    lasts_an_edition = True


def cast(
    template: str, context: dict[str, Any], request: HttpRequest, *, for_one_edition: bool = False
) -> Parts:
    """Return a page by turns as a text and the name of a hole, beginning and ending with a text."""
    casting = Casting(for_one_edition)
    page = get_template(template).render({**context, CASTING: casting}, request)
    first, *others = page.split(MARK)
    if len(others) != len(casting.names):
        raise ValueError(f"a hole of {template} stands in a part that is printed by itself")
    return [first, *(text for pair in zip(casting.names, others, strict=True) for text in pair)]


def fill(parts: Parts, template: str, context: dict[str, Any], request: HttpRequest) -> str:
    """Return the page that `cast()` made the parts of, its holes filled from `context`."""
    whole = get_template(template).template
    holes = _holes(whole)
    values = RequestContext(request)
    values.push(context)
    with values.bind_template(whole), values.render_context.push_state(whole):
        return "".join(
            [holes[part].fill(values) if n % 2 else part for n, part in enumerate(parts)]
        )


def page(request: HttpRequest, template: str, context: dict[str, Any], *, varies_by: str) -> str:
    """Return a page from a mould that is cast once per edition for each value of `varies_by`.

    Those are all that may make a difference outside the holes, and there must be few of them. The
    frame's place in the menu is outside, so pages of one mould have one.
    """
    if settings.DEBUG:  # whoever works on a template sees at once what they wrote
        return get_template(template).render(context, request)
    name = f"mould|{template}|{varies_by}"
    make = partial(cast, template, context, request, for_one_edition=True)
    parts = edition.kept(request, name, make)
    return fill(parts, template, context, request)


def _holes(template: Template) -> dict[str, Hole]:
    """Return the holes of a compiled template and of the frame it stands in, by name."""
    if template not in _known:
        sources = (get_template(FRAME).template, template)
        _known[template] = {hole.name: hole for one in sources for hole in _within(one)}
    return _known[template]


def _within(template: Template) -> Iterator[Hole]:
    """Yield the holes of a template and, where its name is no variable, of what it includes."""
    yield from template.nodelist.get_nodes_by_type(Hole)
    for node in template.nodelist.get_nodes_by_type(IncludeNode):
        if isinstance(name := node.template.var, str):
            yield from _within(get_template(name).template)
