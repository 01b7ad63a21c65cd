"""Turns of English that tell why something was done, or that point back to another sentence."""

import re


def _any_of(*turns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(turns)})", re.IGNORECASE)


_CAUSES = _any_of(
    r"because\b",
    r"explanation\b",
    r"explain(?:s|ed|ing)? why\b",
    r"(?:in order|so as) to\b",
    r"(?<!, )so that\b",
    r"on account of\b",
    r"explained by\b",
    r"in an? (?:\w+ )?(?:bid|show|gesture|display|effort|attempt) (?:to|of)\b",
    r"what (?:moves|moved|drives|drove|brings|brought|leads|interests|interested|concerns)\b",
    r"(?:due|owing) to\b",
    r"the reasons? ",
    r"for (?:\w+ ){0,3}reasons?\b",
    r"(?:motives?|motivation|purposes?|objectives?|aims?|goals?)\b",
    r"with a view to\b",
    r"in (?:the )?hopes? (?:of|that)\b",
    r"(?:proof|evidence|a sign) of\b",
    r"(?:designed|meant|intended|calculated) to\b",
    r"aimed at\b",
)
_WISHES = _any_of(
    r"want(?:s|ed|ing)?\b",
    r"wish(?:es|ed|ing)?\b",
    r"s(?:eeks?|eeking|ought)\b",
    r"hop(?:es?|ed|ing)\b",
    r"aim(?:s|ed|ing)? (?:to|for)\b",
    r"intend(?:s|ed|ing)?\b",
    r"intentions? ",
    r"intent on\b",
    r"(?<!letter of )intent (?!on\b)",
    r"desir(?:es?|ed|ing)\b",
    r"aspir(?:es?|ed|ing) to\b",
    r"would (?:\w+ ){0,1}(?:like|prefer|love)\b",
    r"eager\b",
    r"keen(?:,[^,]{1,24},)? (?:to|on)\b",
    r"anxious(?:,[^,]{1,24},)? to\b",
    r"determined to\b",
    r"bent on\b",
    r"looking (?:for|to)\b",
    r"in search of\b",
    r"attach(?:es|ed)? (?:\w+ ){0,2}importance\b",
    r"priority\b",
    r"interested in\b",
    r"need(?:s|ed)? ",
    r"(?:is|are|was|were|running|run|runs) short of\b",
    r"lack(?:s|ed)? ",
    r"(?:cannot|could not) get enough\b",
    r"(?:t[ao]kes?|took|ha[sd]|have) an? (?:\w+ ){0,2}interest in\b",
    r"(?:push|press|lobb|canvass|campaign)(?:es|ed|ies|ied)? for\b",
    r"pos(?:es|ed|ing) as\b",
    r"(?:show|present|recommend|offer|cast|styl|recommend)(?:s|e[sd]|ed)? (?:it|him|her|them)sel(?:f|ves) as\b",
)
_NO_PURPOSE = (
    "the|a|an|this|that|these|those|his|her|its|their|our|my|your|all|be|"
    "come|visit|arrive|travel|set foot|terms|light|power|office|nothing|grips|rest|blows|mind|"
    "almost|nearly|about|around|over|some|just|more|less|only|rather"
)
"""What follows "to" where it tells no purpose: "came to her office", "the first minister to come", "came to terms"."""
_CAME_TO = re.compile(
    r"\b(?:came|comes?|travell?ed|flew|flies|went|gone|arrived|returned|visit(?:ed|s)?|trip|journey|meeting|called|met"
    r"|used(?! to\b)|tour(?:s|ed|ing)?|stay|stopped|(?:is|was|are|were|been) (?:back )?(?:in|here))\b"
    r"(?:(?!\b(?:who|which|that|as|and)\b)[^.;]){0,80}?"
    rf"\bto (?!(?:{_NO_PURPOSE})\b)[a-z]{{3,}}"
)
"""Somebody moved, and an infinitive tells what for: "flew there on Monday to sign"."""
_HINTS = _any_of(
    r"(?:fear|concern)(?:s|ed|ing)?\b",
    r"worr(?:y|ied|ies)\b",
    r"as a result\b",
    r"therefore\b",
    r"as part of\b",
    r"amid\b",
    r"in response to\b",
    r"follow(?:ing|ed)\b",
    r"(?<!long )(?<!shortly )(?<!years )(?<!months )(?<!weeks )(?<!days )after\b",
    r"since (?!then\b|last\b|early\b|late\b|\w+ing\b|(?:he|she|they) (?:was|were|took|became|came|left))[a-z]",
    r", so that\b",
    r"depend(?:s|ed|ent)? on\b",
    r"(?:is|was) (?:all|above all|chiefly|mainly|mostly|also) about\b",
    r"the matter of\b",
    r"talks (?:on|about)\b",
    r"ask(?:s|ed)? (?:\w+ ){0,3}for\b",
    r"requests?\b",
    r"would (?:let|allow|give|help|bring|open|spare|shorten|solve)\b",
    r"at (?:stake|issue)\b",
    r"in return\b",
    r"thanks to\b",
    r"led to\b",
    r"caus(?:es?|ed|ing)\b",
    r"results? (?:of|from|in)\b",
    r"result(?:ed|ing) (?:from|in)\b",
    r"prompt(?:s|ed|ing)\b",
    r"promis(?:es|ed|ing)\b",
    r"(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?) to\b",
    r"urg(?:e|es|ed|ing)\b",
    r"appeal(?:s|ed|ing)?\b",
    r"shows? how\b",
    r"importan(?:t|ce)\b",
    r"benefits?\b",
    r"opportunit(?:y|ies)\b",
    r"allow(?:s|ed)? ",
    r"blam(?:e|es|ed|ing)\b",
    r"trac(?:ed|eable) (?:back )?to\b",
    r"(?:trigger|spark|ignite?)(?:s|ed|d|ing)?\b",
    r"set(?:s|ting)? off\b",
    r"stem(?:s|med|ming)? from\b",
    r"(?:at fault|negligence|faulty)\b",
    r"investigat(?:ors?|ion)\b",
    r"(?:inquiry|commission|report|study|experts?) (?:\w+ )?(?:found|established|concluded)\b",
)
_REASONS = ((1.0, _CAUSES), (1.0, _WISHES), (1.0, _CAME_TO), (0.5, _HINTS))

_ANNOUNCES = re.compile(
    r"\b(?:why|(?:reason|purpose|motive|explanation|cause|aim|goal|objective|answer)s?)\b", re.IGNORECASE
)
ANNOUNCEMENT_WORDS = 12
"""A longer sentence with "reason" in it gives the reason itself."""

_DENIED = re.compile(r"\b(?:no|not|never|nor|neither|without|den(?:y|ies|ied)|n[’']t)\b(?: \w+){0,7} ?$")
_POINTS_BACK = re.compile(r"(?:This|That|These|Those|Such|It|Its|They|Their|Them|He|She|His|Her|Both|Here|There)\b")
_POINTS_AT_PERSON = re.compile(r"(?:He|She|His|Her|They|Their)\b")
_CARRIES_ON = re.compile(
    r"(?:But|And|Or|So|Yet|Nor|However|Also|Moreover|Furthermore|Meanwhile|Nevertheless|Instead|Then|Thus|Still|"
    r"For example|For instance|In addition|On the other hand|Even so|The (?:first|second|third|other|latter|former))\b"
)


def reason_given(text: str) -> float:
    """How plainly a sentence tells a purpose or a cause: 0 for not at all, 1 for one plain turn, up to 1.5 for more."""
    total = sum(weight * _asserted(pattern, text) for weight, pattern in _REASONS)
    return min(total, 1.0) + 0.25 * min(max(total - 1.0, 0.0), 2.0)


def announces_reason(text: str) -> bool:
    """Whether a sentence says that reasons follow, or asks for them: "The reasons lie elsewhere.", "Why now?"."""
    return len(text.split()) <= ANNOUNCEMENT_WORDS and bool(_ANNOUNCES.search(text)) and ":" not in text


def _asserted(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the sentence has such a turn and does not deny it."""
    return any(not _DENIED.search(text, 0, match.start()) for match in pattern.finditer(text))


def points_back(text: str) -> float:
    """How far a sentence depends on the one before it: 0 for not at all, 1 for "This is why"."""
    if _POINTS_AT_PERSON.match(text):
        return 0.5
    if _POINTS_BACK.match(text):
        return 1.0
    return 0.5 if _CARRIES_ON.match(text) else 0.0
