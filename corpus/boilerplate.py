"""What stands in a text and is not the article: prompts to subscribe, sign in, accept, share, read on."""

import re
from itertools import groupby
from operator import itemgetter

from corpus.sentences import Block, Span, blocks_of

LONGEST_LINE = 40
"""In words: a line longer than this is prose, whatever it begins with."""
LONGEST_PROMPT = 120
"""In words: what asks a reader to subscribe is short, an article about subscriptions is not."""

_PROMPT = re.compile(
    r"""(?ix)(?:(?:or|and|please|to\ continue|now|why\ not),?\ )*(?:
        subscribe | sign\ (?:up|in) | log\ ?in | register | join | unlock | upgrade | donate | support | become | create
      | start | try | enter | get | give | keep\ reading | continue\ reading | read\ (?:more|on|the\ (?:full|rest))
      | share | follow | like\ us | click | tap | download | accept | manage | allow | enable | disable | turn\ off
      | confirm | choose | update\ your | refresh | print | listen | watch | view | see\ (?:all|more) | contact
      | e-?mail\ us | tell\ us | let\ us | send\ us | report | leave\ (?:a|us) | skip | save | buy | claim
      | enjoy(?:ing|ed)? | love | already | want | not\ a | don['’]t | never\ miss | consider
    )\b"""
)
"""How a sentence begins that asks the reader to do something with the page."""

_SITE = re.compile(
    r"""(?ix)\b(?:
        subscri(?:be[rs]?|bing|ptions?) | unsubscribe | newsletters? | in-?box | e-?mail\ address | your\ e-?mail
      | free\ trial | trial\ offer | paywall | premium | cancel\ any\ ?time | gift\ this | membership
      | (?:full|unlimited|instant|immediate|all|premium|digital|exclusive)[- ]access
      | access\ to\ (?:all|the|our|every|[a-z]+\ articles) | (?:free|more|premium|unlimited)\ (?:articles?|stories)
      | articles?\ (?:of\ your\ choice|left|remaining|(?:a|each|per)\ month) | searchable\ library
      | cookies? | tracking\ technologies | personali[sz]ed?\ (?:ads?|content|advert\w+) | preferences | consent
      | ad(?:vert)?-?free | ad-?blockers? | advertisers? | advertising
      | privacy\ (?:policy|notice|settings) | terms\ (?:of\ (?:use|service)|and\ conditions)
      | sign(?:ing)?[- ](?:up|in) | log(?:ging)?[- ]?(?:in|out) | register(?:ed)?\ (?:users?|readers?)
      | (?:your|an|free)\ account | becom(?:e|ing)\ a\ (?:member|subscriber|supporter)
      | our\ (?:members|subscribers|supporters|journalism|reporting|app) | notifications? | app\ store | google\ play
      | your\ browser | javascript | podcasts? | (?:continue|keep|to)\ read(?:ing)?
      | this\ (?:article|story|page|site|website|video|ad) | feedback | facebook | twitter | whatsapp | telegram
      | linkedin | every\ (?:weekday|morning|week) | delivered\ to
    )\b"""
)
"""Words of the page about itself, not of the world."""

_READER = re.compile(r"(?i)\b(?:you|your|yours|we (?:and our \w+ )?use)\b")

_LINE = re.compile(
    r"""(?ix)(?:
        # advertisements
        advertis[e]?ment | sponsored(?:\ content)? | promoted | ad | skip\ (?:ad|to\ .+)
      | (?:story|article)\ continues\ (?:below|after).*
        # buttons and counters
      | share(?:\ (?:this|on|via|with)\b.*|\ (?:article|story))? | (?:print|e-?mail)(?:\ this.*)?
      | copy\ link | save | tweet
      | (?:\d[\d,.]*\ ?k?|no|view|show|leave\ a|add\ a|post\ a|all)?\ ?(?:comments?|repl(?:y|ies)|shares?|likes|views)
            (?:\ \(?\d+\)?|\ are\ closed.*)?
      | (?:about\ )?(?:a\ )?\d+[- ]?min(?:ute)?s?[- ]?(?:read|listen|watch).* | (?:reading\ time|estimated\ read).*
        # other pages
      | (?:read|see|find\ out|learn|watch|view|show|load|discover)\ (?:more|also|next|all)
            (?:\s*[:»→>….].*|\ (?:about|on|from|at|here|in\ our)\b.*|.{0,3})
      | (?:also|further|related|recommended|suggested)
            \ (?:read(?:ing)?|articles?|stories|content|topics|links|news|posts|coverage|for\ you)\b.{0,3}
      | (?:related|trending|recommended|most\ (?:read|popular|viewed|shared))\W*
      | (?:top\ stories|up\ next|editors?['’]?s?\ picks?)\W*
      | (?:more\ (?:from|stories|news|on\ this|like\ this)|you\ (?:may|might)\ also\ (?:like|be)|don['’]t\ miss)\b.*
      | back\ to\ top | (?:follow\ us|find\ us\ on)\b.* | contact\ us | about\ us | home\ ?page
      | (?:main\ )?menu | search
      | next | previous | (?:next|previous)\ (?:article|post).*
      | (?:tags|tagged|filed\ under|posted\ in|categories)\s*[:|].*
        # accounts
      | (?:subscribe|sign\ (?:up|in)|log\ ?in|register|keep\ reading|continue\ reading|read\ the\ full)\b(?!\ of\b).*
      | for\ subscribers\b.* | already\ (?:a|have\ an?|registered|subscribed)\b.*
        # rights and dates of the page
      | copyright(?:\W+(?:\(c\)|©|\d{4}|by\b).*)? | (?:©|\(c\)\W).* | .*\ball\ rights\ reserved\b.* | privacy\ policy.*
      | .*\bwithout\ (?:prior\ )?(?:written\ )?(?:permission|consent)\ (?:of|from)\b.*
      | terms\ (?:of\ (?:use|service)|and\ cond).*
      | .*\bnot\ responsible\ for\ the\ content\ of\ external\b.*
      | (?:(?:last|first|article|page)\ )*(?:updated|published|posted|modified)\b[^a-z]*
            (?:.{0,40}\d{1,2}[:.]\d{2}.*|.{0,25}\b(?:19|20)\d{2}\b.{0,25}|.{0,20}\bago\b.*)
        # players
      | (?:(?:this|the)\ )?(?:video|audio|player|media|content)
            \ (?:can\ ?not|could\ not|is\ unavailable|failed|requires).*
      | play\ video | video\ player.* | media\ caption.* | loading\W* | (?:un)?mute | \d\d?:\d\d\ /\ \d\d?:\d\d
      | (?:video\ )?ad\ feedback\b.* | listen\ to\ this\ .* | now\ playing.*
      | .*\bbrowser\ (?:does|is|doesn['’]t)\ not?\b.* | .*\benable\ javascript\b.*
    )\s*"""
)
"""Whole lines that pages put around an article."""

_QUOTES = "“\"‘'«"


def boilerplate_spans(text: str) -> list[Span]:
    """The stretches of the text that are the page's and not the article's, in order, none touching the next.

    Judged paragraph by paragraph: a line that pages are known to put around articles, or one that speaks to the reader
    in the words of subscriptions, sign-ups, cookies and advertisements. A list belongs to the prompt that announces
    it, and a stub of a line between or behind such paragraphs to them.
    """
    blocks = [block for block in blocks_of(text) if block.start < block.end]
    marked = [_is_boilerplate(text[block.start : block.end]) for block in blocks]
    _mark_announced(text, blocks, marked)
    _mark_stubs(text, blocks, marked)
    return _merged(blocks, marked)


def _is_boilerplate(block: str) -> bool:
    block = " ".join(block[: LONGEST_PROMPT * 12].split())
    words = block.count(" ") + 1
    if words <= LONGEST_LINE and _LINE.fullmatch(block):
        return True
    return words <= LONGEST_PROMPT and _asks_reader(block, words)


def _asks_reader(block: str, words: int) -> bool:
    """Whether a paragraph addresses the reader, about the page, densely enough to be about nothing else."""
    prompts = sum(bool(_PROMPT.match(sentence)) for sentence in re.split(r"(?<=[.!?:])\s+", block))
    speaks = bool(_READER.search(block))
    if not (prompts or speaks) or block[0] in _QUOTES:
        return False  # before the words of pages are looked for, which costs ten times as much
    about_page = len({found.group().lower() for found in _SITE.finditer(block)})
    if not about_page:
        return False
    return about_page + prompts + speaks >= (2 if words <= 12 else 3) and (about_page + prompts) * 16 >= words


def _mark_announced(text: str, blocks: list[Block], marked: list[bool]) -> None:
    for number in range(1, len(blocks)):
        before = blocks[number - 1]
        announced = text[before.end - 1] == ":" and not before.is_item
        if blocks[number].is_item and marked[number - 1] and (announced or before.is_item):
            marked[number] = True


def _mark_stubs(text: str, blocks: list[Block], marked: list[bool]) -> None:
    for number in range(1, len(blocks)):
        line = text[blocks[number].start : blocks[number].end]
        is_stub = len(line) <= 60 and len(line.split()) <= 6 and line[-1:] not in {".", "!", "?"}
        is_last = number == len(blocks) - 1
        if is_stub and marked[number - 1] and (is_last or marked[number + 1]):
            marked[number] = True


def _merged(blocks: list[Block], marked: list[bool]) -> list[Span]:
    spans: list[Span] = []
    for is_marked, group in groupby(zip(marked, blocks, strict=True), key=itemgetter(0)):
        members = [block for _, block in group]
        if is_marked:
            spans.append((members[0].start, members[-1].end))
    return spans
