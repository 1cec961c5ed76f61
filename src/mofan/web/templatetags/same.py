"""What is the same on every page (不变的部分): the tag `same`, in every template, works out once a process what stands
up to `endsame`."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import get_script_prefix
from django.utils.safestring import SafeString

register = template.Library()


@register.tag
def same(parser: Parser, token: Token) -> template.Node:
    """Nothing of the page is seen inside, so that nothing of one person can ever stand on the page of another."""
    nodes = parser.parse(("endsame",))
    parser.delete_first_token()
    return Same(nodes)


class Same(template.Node):
    """A stretch of a template that says the same to everybody: words, files, addresses without arguments."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._made: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        prefix = get_script_prefix()  # addresses are below it
        made = self._made.get(prefix)
        if made is None:
            made = self._made[prefix] = self.nodelist.render(context.new({}))
        return made
