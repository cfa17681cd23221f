"""Names carry their own letters; sorting and searching do without them."""

import unicodedata

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "’": "'"})


def plain(text: str) -> str:
    """Lower case without accents: Łutselk’e is lutselk'e, Délı̨nę is deline."""
    letters = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def sort_name(given_name: str, family_name: str) -> str:
    """Family name, then given name, as people are put in order."""
    return f"{plain(family_name)}, {plain(given_name)}"
