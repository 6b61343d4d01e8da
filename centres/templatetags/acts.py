"""What every posted form carries. Known to every template, in the place of Django's own `{% csrf_token %}`."""

from __future__ import annotations

import secrets

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from centres.once import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """The token; in a centre also the role the page was made for, and a key under which the act is done once.

    In this tag, because no form works without it: a new page cannot forget the key.
    """
    token = CsrfTokenNode().render(context)
    acts_as = getattr(context.get("request"), "appointment", None)
    if acts_as is None:
        return token
    fields = '{}<input type="hidden" name="appointment" value="{}"><input type="hidden" name="{}" value="{}">'
    return format_html(fields, token, acts_as.pk, FIELD, secrets.token_urlsafe(12))
