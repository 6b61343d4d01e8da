"""Reading an HTML page as a person does: links by their words, fields by their names."""

from __future__ import annotations

import html
import re
from typing import Any


def text(answer: Any) -> str:
    """The words of a page, without its tags, one space between words."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(body).split())


def link(answer: Any, words: str) -> str:
    """Where the first link goes that holds these words."""
    for target, inside in re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', answer.content.decode(), re.DOTALL):
        if words in html.unescape(re.sub(r"<[^>]*>", "", inside)):
            return html.unescape(target)
    raise AssertionError(f"No link says “{words}”: {text(answer)[:600]}")


def field(answer: Any, name: str) -> str:
    """What the input or text box of that name holds."""
    body = answer.content.decode()
    if box := re.search(rf'<textarea\b[^>]*name="{re.escape(name)}"[^>]*>(.*?)</textarea>', body, re.DOTALL):
        return html.unescape(box.group(1))
    tag = re.search(rf'<input\b[^>]*name="{re.escape(name)}"[^>]*>', body)
    assert tag is not None, f"No field is called {name}."
    value = re.search(r'\bvalue="([^"]*)"', tag.group())
    return html.unescape(value.group(1)) if value else ""


def ticked(answer: Any, name: str, value: str = "1") -> bool:
    """Whether the box or the option of that name and value is ticked."""
    tags = re.findall(rf'<input\b[^>]*name="{re.escape(name)}"[^>]*>', answer.content.decode())
    return any(f'value="{value}"' in tag and " checked" in tag for tag in tags)


def option(answer: Any, words: str) -> str:
    """The value of the choice that reads so."""
    found = re.search(rf'<option value="([^"]+)"[^>]*>{re.escape(words)}</option>', answer.content.decode())
    assert found is not None, f"Nobody can choose {words}."
    return found.group(1)
