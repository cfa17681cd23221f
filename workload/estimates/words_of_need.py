"""Words by which a message may speak of an urgent need although the box was not ticked: somebody should read it first.

A list of our own, in English and French, kept wide on purpose: it decides nothing and only asks a person to look. What
it does not catch is read by the next open day all the same.
"""

import re

WORDS = (
    r"no (?:more )?(?:food|groceries|formula|milk)", r"nothing to eat", r"hungry", r"starving",
    r"no (?:heat|heating|fuel|wood|power|electricity|water)", r"furnace", r"freezing", r"without (?:heat|power|food)",
    r"(?:power|electricity|heat|lights?) (?:is|are|was|were|got|being)? ?(?:cut|shut|turned|off)", r"disconnect\w*",
    r"evict\w*", r"homeless", r"no(?:where| place) to (?:sleep|stay|live|go)", r"(?:kicked|locked|thrown) out",
    r"on the street", r"not safe", r"unsafe", r"violen\w+", r"(?:beat|hit|hurt)s? (?:me|us|her|him|them)",
    r"threat\w*", r"suicid\w*", r"kill (?:my|her|him)self", r"want to die",
    r"rien à manger", r"plus (?:de nourriture|à manger)", r"faim", r"pas de (?:chauffage|nourriture|courant|bois|lait)",
    r"sans (?:chauffage|électricité|courant|abri|logement)",
    r"(?:courant|électricité|chauffage) (?:est |a été )?coupée?",
    r"expuls\w*", r"à la rue", r"nulle part où", r"mis(?:e|es)? dehors", r"danger", r"frapp\w+", r"menac\w+",
    r"me tuer", r"envie de mourir",
)  # fmt: skip
_ANY = re.compile(r"(?<!\w)(?:" + "|".join(WORDS) + r")(?!\w)", re.IGNORECASE)


def words_of_need(text: str) -> tuple[str, ...]:
    """The words of a message that may speak of food, heat, power, a home or safety, each once, as they were written."""
    return tuple(dict.fromkeys(found.group().strip() for found in _ANY.finditer(text)))
