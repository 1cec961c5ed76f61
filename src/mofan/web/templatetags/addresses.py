"""Addresses that stand on every page (不变的地址): the tag `url`, in every template, works out once what has no
arguments."""

from functools import lru_cache

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as compile_url
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import escape

register = template.Library()


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """As Django's tag of this name."""
    node = compile_url(parser, token)
    is_plain = not (node.args or node.kwargs or node.asvar or node.view_name.is_var or node.view_name.filters)
    return PlainAddress(node, str(node.view_name.var)) if is_plain else node


class PlainAddress(template.Node):
    """The address of a page without arguments."""

    def __init__(self, node: URLNode, name: str) -> None:
        self.token = node.token
        self.name = name

    def render(self, context: Context) -> str:
        return _address(self.name, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=1024)
def _address(name: str, prefix: str, urls: str | None) -> str:
    """For all that are served below `prefix`."""
    return escape(reverse(name, urls))
