"""Print what stands around pages once per edition, and say what varies in a page that is kept."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

from articles import edition, furniture
from articles.mould import Hole, PassingHole

register = template.Library()


class OnceNode(PassingHole):
    """What is inside, printed once per edition for each value of what it varies by."""

    def __init__(self, inside: NodeList, name: str, varies: list[FilterExpression]) -> None:
        super().__init__(inside, name)
        self.varies = varies

    def fill(self, context: template.Context) -> str:
        request = context.get("request")
        if request is None:  # the page of an error
            return self.nodelist.render(context)
        values = [str(value.resolve(context)) for value in self.varies]
        name = "|".join([f"frame-{self.name}", *values])
        return edition.kept(request, name, lambda: self.nodelist.render(context))


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """Print what is inside once per edition: `{% once "name" value … %}`.

    It may use nothing of the page but the values, and there must be few of those: each is kept.
    """
    _, name, *varies = token.split_contents()
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(inside, name.strip('"'), [parser.compile_filter(one) for one in varies])


@register.tag
def varies(parser: Parser, token: Token) -> Hole:
    """Say what differs between pages of one mould: `{% varies "name" %}` (articles/mould.py).

    It may use nothing that a tag outside it has set.
    """
    return _hole(Hole, parser, token)


@register.tag
def passing(parser: Parser, token: Token) -> PassingHole:
    """Say what a story's page, kept from its release, must not keep: `{% passing "name" %}`.

    It depends on the edition and on the page's place in the menu, and on nothing else.
    """
    return _hole(PassingHole, parser, token)


@register.simple_tag(takes_context=True)
def place_in_menu(context: template.Context) -> str:
    """Return which line of the menu is marked on this page, and whether it is the page itself."""
    if (request := context.get("request")) is None:
        return ""
    return furniture.place_in_menu(request, context.get("section_path") or "")


def _hole[Kind: Hole](kind: type[Kind], parser: Parser, token: Token) -> Kind:
    tag, name = token.split_contents()
    inside = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return kind(inside, name.strip('"'))
