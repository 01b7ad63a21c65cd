"""Blocks as a page that looks much as Slack shows them: to look at a message without a Slack."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

Block = Mapping[str, Any]
_LINK = re.compile(r"&lt;((?:https?|mailto):[^|&]*(?:&amp;[^|&]*)*)(?:\|(.*?))?&gt;")
_CALL = re.compile(r"&lt;([@#!][^&|]*)(?:\|(.*?))?&gt;")
_STYLE = """
body{margin:0;padding:28px;background:#fff;font:15px/1.47 Lato,"Helvetica Neue",Arial,sans-serif;color:#1d1c1d;
width:680px}
.message{display:flex;gap:10px;padding:10px 0 22px}.face{width:36px;height:36px;border-radius:6px;background:#1f3a5f;
color:#fff;font-weight:700;display:flex;align-items:center;justify-content:center;flex:none}.body{flex:1;min-width:0}
.name{font-weight:900}.app{font-size:10px;background:#e8e8e8;border-radius:3px;padding:1px 4px;color:#616061;
margin:0 6px}.time{font-size:12px;color:#616061}.only{font-size:12px;color:#616061;margin-bottom:2px}
.block{margin:6px 0}.context{font-size:13px;color:#616061}.rule{border-top:1px solid #ddd;margin:10px 0}
ul{margin:4px 0;padding-left:26px}li{margin:4px 0}blockquote{margin:4px 0;padding:0 0 0 12px;border-left:4px solid #ddd}
a{color:#1264a3;text-decoration:none}.called{background:#fde5b4;color:#1264a3;border-radius:3px;padding:0 2px}
.buttons{display:flex;flex-wrap:wrap;gap:8px}.button{border:1px solid #bbb;border-radius:4px;padding:3px 12px 4px;
font-weight:700;font-size:13px;background:#fff}.line{white-space:pre-wrap}
.window{border:1px solid #ccc;border-radius:8px;
padding:4px 22px 18px;box-shadow:0 4px 14px #0002;margin:12px 0 26px}.window h1{font-size:20px}
.asked{display:flex;gap:10px;padding:4px 0}.asked .face{background:#9a6a3a}
"""


def page(*parts: str) -> str:
    """A whole page of messages and windows."""
    return f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style>{"".join(parts)}'


def asked(who: str, text: str) -> str:
    """What a person wrote."""
    said = f"<b>{escape(who)}</b><br>{mrkdwn(text)}"
    return f'<div class="asked"><div class="face">{escape(who[:1])}</div><div>{said}</div></div>'


def message(blocks: Iterable[Block], *, ephemeral: bool = False) -> str:
    """What the bot says."""
    only = '<div class="only">Only visible to you</div>' if ephemeral else ""
    head = '<div><span class="name">crosscheck</span><span class="app">APP</span><span class="time">11:42</span></div>'
    return f'<div class="message"><div class="face">✓</div><div class="body">{only}{head}{_blocks(blocks)}</div></div>'


def window(view: Mapping[str, Any]) -> str:
    """A modal."""
    return f'<div class="window"><h1>{escape(view["title"]["text"])}</h1>{_blocks(view["blocks"])}</div>'


def mrkdwn(text: str) -> str:
    """Slack's markup as HTML: what would be bold, a link or a call in Slack is one here."""
    shown = escape(text.replace("&lt;", "\ue000").replace("&gt;", "\ue001").replace("&amp;", "\ue002"), quote=False)
    shown = _LINK.sub(lambda found: f'<a href="{found[1]}">{found[2] or found[1]}</a>', shown)
    shown = _CALL.sub(lambda found: f'<span class="called">{found[2] or found[1]}</span>', shown)
    for sign, tag in (("*", "b"), ("_", "i"), ("~", "s"), ("`", "code")):
        mark = re.escape(sign)
        shown = re.sub(rf"(?<![\w{mark}]){mark}(?=\S)([^{mark}\n]+)(?<=\S){mark}(?!\w)", rf"<{tag}>\1</{tag}>", shown)
    return shown.replace("\ue000", "&lt;").replace("\ue001", "&gt;").replace("\ue002", "&amp;").replace("\n", "<br>")


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    kind = block["type"]
    if kind == "divider":
        return '<div class="rule"></div>'
    if kind == "actions":
        buttons = "".join(f'<span class="button">{escape(each["text"]["text"])}</span>' for each in block["elements"])
        return f'<div class="block buttons">{buttons}</div>'
    if kind == "context":
        return f'<div class="block context">{"".join(_text(each) for each in block["elements"])}</div>'
    if kind == "rich_text":
        return f'<div class="block">{"".join(_part(each) for each in block["elements"])}</div>'
    return f'<div class="block">{_text(block["text"])}</div>'


def _text(text: Mapping[str, Any]) -> str:
    return mrkdwn(text["text"]) if text["type"] == "mrkdwn" else escape(text["text"])


def _part(part: Block) -> str:
    if part["type"] == "rich_text_list":
        return f"<ul>{''.join(f'<li>{_part(each)}</li>' for each in part['elements'])}</ul>"
    tag = "blockquote" if part["type"] == "rich_text_quote" else "div"
    return f'<{tag} class="line">{_inline(part["elements"])}</{tag}>'


def _inline(elements: Sequence[Block]) -> str:
    shown = []
    for each in elements:
        text = escape(each.get("text", each.get("url", "")))
        if each["type"] == "link":
            text = f'<a href="{escape(each["url"])}">{text}</a>'
        for style, tag in (("bold", "b"), ("italic", "i"), ("code", "code")):
            text = f"<{tag}>{text}</{tag}>" if each.get("style", {}).get(style) else text
        shown.append(text)
    return "".join(shown)
