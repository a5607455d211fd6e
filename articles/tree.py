"""Safe, well-formed HTML as a tree of nodes, for `articles.markup` to write in normal form."""

import re
from html import unescape

TREE_DEPTH = 60  # deeper tags are ignored and their text kept, so no input can exhaust the stack

_TOKENS = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
_ATTRIBUTES = re.compile(r'([a-z-]+)="([^"]*)"')


class Node:
    """An element of the tree: its tag, its attributes, its children (nodes and strings)."""

    __slots__ = ("attrs", "children", "tag")

    def __init__(self, tag: str, attrs: dict[str, str]) -> None:
        self.tag = tag
        self.attrs = attrs
        self.children: list[Node | str] = []


def read_tree(html: str) -> Node:
    """Read the sanitiser's output: well-formed, attributes in double quotes, no `<` in text.

    On such input this says the same as `html.parser`, in a third of the time.
    """
    root = Node("", {})
    stack, ignored = [root], 0
    for token in _TOKENS.split(html):
        if token[:1] != "<":
            if token:
                stack[-1].children.append(unescape(token))
        elif token[1] == "/":
            if ignored:
                ignored -= 1
            elif len(stack) > 1:
                stack.pop()
        else:
            tag, _, attrs = token[1:-1].partition(" ")
            node = Node(tag, {name: unescape(value) for name, value in _ATTRIBUTES.findall(attrs)})
            if tag in ("br", "hr"):
                stack[-1].children.append(node)
            elif len(stack) >= TREE_DEPTH:
                ignored += 1
            else:
                stack[-1].children.append(node)
                stack.append(node)
    return root
