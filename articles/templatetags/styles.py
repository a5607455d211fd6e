"""Print a style sheet in the page: `{% style "site" %}`."""

from django import template
from django.conf import settings
from django.template.base import Node, Parser, Token
from django.templatetags.static import static

from articles.styles import SHEETS, sheet

register = template.Library()


class StyleNode(Node):
    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: template.Context) -> str:
        if settings.STYLES_IN_PAGES:
            return f"<style>{sheet(self.name)}</style>"
        return f'<link rel="stylesheet" href="{static(f"css/{self.name}.css")}">'


@register.tag
def style(parser: Parser, token: Token) -> StyleNode:
    """Print one of the `SHEETS` where it is needed, and nothing that comes from anybody else."""
    name = token.split_contents()[1].strip('"')
    if name not in SHEETS:
        raise template.TemplateSyntaxError(f"the policy knows no sheet {name!r}")
    return StyleNode(name)
