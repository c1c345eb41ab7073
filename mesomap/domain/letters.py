"""Letters as people type them and as names are stored: one fold for both sides of a look-up.

`static/js/model/letters.js` does the same; both are held to `tests/cases/names/letters.json`.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

#: Letters that have no decomposition of their own, by what they are written as without them. Latin:
#: letters with a stroke, a hook or a tail by their base letter; the others as Unicode's CLDR
#: transliterates Latin to ASCII. Arabic: one letter for its variants, as search engines do.
WITHOUT = MappingProxyType({
    "a": "ᶏⱥəɐɑ", "aa": "ꜳ", "ae": "æ", "ao": "ꜵ", "au": "ꜷ", "av": "ꜹꜻ", "ay": "ꜽ",
    "b": "ƀƃɓᵬᶀꞗ", "c": "ƈȼɕꞓꞔ", "d": "đƌȡɖɗᵭᶁᶑꟈð", "e": "ɇᶒⱸꬴǝɛ", "f": "ƒᵮᶂꞙ", "g": "ǥɠᶃꞡɡ",
    "h": "ħɦⱨꞕ", "hv": "ƕ", "i": "ıɨᶖɩ", "j": "ɉʝȷ", "k": "ƙᶄⱪꝁꝃꝅꞣĸ", "l": "łƚȴɫɬɭᶅⱡꝉꞎꬷꬸꬹ",
    "m": "ɱᵯᶆꬺ", "n": "ƞȵɲɳᵰᶇꞑꞥꬻŋ", "o": "øⱺꝋꝍɔɵ", "oe": "œ", "oi": "ƣ", "oo": "ꝏ", "ou": "ȣ",
    "p": "ƥᵱᵽᶈꝑꝓꝕ", "q": "ɋʠꝗꝙ", "r": "ɍɼɽɾᵲᵳᶉꞧꭉ", "s": "ȿʂᵴᶊꞩꟊ", "ss": "ß", "t": "ŧƫƭȶʈᵵⱦ",
    "th": "þ", "tz": "ꜩ", "u": "ᶙꞹʉ", "v": "ʋᶌⱱⱴꝟ", "w": "ⱳ", "x": "ᶍ", "y": "ƴɏỿ",
    "z": "ƶȥɀʐʑᵶᶎⱬ", "σ": "ς", "ي": "ىی", "ه": "ةہە", "ك": "ک",
})  # fmt: skip

_TABLE = str.maketrans({letter: plain for plain, letters in WITHOUT.items() for letter in letters})

#: Spellings that people use where these letters cannot be typed (German, Danish, Croatian).
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj"})

#: The same spellings, as a word that has them is written by someone who leaves the accents out.
_BARE = MappingProxyType({"ae": "a", "oe": "o", "ue": "u", "aa": "a", "dj": "d"})
_DOUBLED = re.compile("|".join(_BARE))

#: Marks that are set on a letter and may be left out: accents, Hebrew points, Arabic vowels,
#: selectors of a variant. Vowel signs of Indic scripts and of Thai are letters, and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711"
    "\u0730-\u074a\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)

#: Modifier letters that stand for an apostrophe or an accent: they part words, as the others do.
_APOSTROPHES = re.compile("[\u02b9-\u02ff\ua78b\ua78c]")


def fold(text: str) -> str:
    """Write letters without what people leave out: case, accents, ligatures, unseen characters.

    Spaces, hyphens and other signs stay. The fold of a fold is itself.

    >>> fold("LEBŒUF-ŁUKASZ")
    'leboeuf-lukasz'
    """
    apart = unicodedata.normalize("NFKD", text)
    seen = "".join(c for c in apart if unicodedata.category(c) != "Cf")
    bare = _MARKS.sub("", seen).lower().translate(_TABLE)
    return unicodedata.normalize("NFC", _MARKS.sub("", bare))


def bare(word: str) -> str:
    """Write a folded word as it is with the umlauts of its spelling left out.

    >>> bare("mueller"), bare("djordje"), bare("muller")
    ('muller', 'dorde', 'muller')
    """
    return _DOUBLED.sub(lambda found: _BARE[found[0]], word)


def words_of(folded: str) -> list[str]:
    """Words of a folded text: letters and digits of any script; all else parts them.

    >>> words_of(fold("d’Aumont-Le Goff"))
    ['d', 'aumont', 'le', 'goff']
    """
    plain = _APOSTROPHES.sub(" ", folded)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()


def spellings(text: str) -> tuple[str, ...]:
    """Fold a text, and once more as it is spelt without umlauts where that differs.

    >>> spellings("Müller")
    ('muller', 'mueller')
    """
    composed = unicodedata.normalize("NFC", text).lower()
    return tuple(dict.fromkeys((fold(text), fold(composed.translate(_SPELT)))))


#: Letters and signs that are drawn as nothing: Hangul fillers, the empty pattern of Braille.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_seen(text: str) -> bool:
    """Tell whether anything of a text can be seen: more than spaces, marks and format characters.

    >>> is_seen("Ng"), is_seen(chr(0x200B)), is_seen(chr(0x3164))
    (True, False, False)
    """
    return any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in text)


#: Control characters that texts are written with; GS stands in the code of a box.
_WRITTEN = frozenset("\n\r\t\x1d")


def is_plain(text: str) -> bool:
    """Tell whether a text is free of control characters and of halves of letters.

    >>> is_plain("Vu." + chr(10) + "Bien."), is_plain("a" + chr(0))
    (True, False)
    """
    return all(c in _WRITTEN or unicodedata.category(c) not in {"Cc", "Cs"} for c in text)
