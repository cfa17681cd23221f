"""Small tools on css text: drop the rules of parts that are not used, and remove what browsers do not need."""

import re


def without_parts(css: str, prefixes: list[str]) -> str:
    """The css without rules all of whose selectors are about one of `prefixes`; groups left empty go as well."""
    about = re.compile(r"\.(?:" + "|".join(re.escape(prefix) for prefix in prefixes) + r")(?![a-z])")
    return "".join(_kept(css, about))


def _kept(css: str, about: re.Pattern[str]) -> list[str]:
    kept: list[str] = []
    position = 0
    while position < len(css):
        brace = css.find("{", position)
        semicolon = css.find(";", position)
        if brace == -1:
            break
        if semicolon != -1 and semicolon < brace:  # a statement without a block, such as @charset
            kept.append(css[position : semicolon + 1])
            position = semicolon + 1
            continue
        end = _block_end(css, brace)
        head, body = css[position:brace].strip(), css[brace + 1 : end]
        position = end + 1
        if head.startswith(("@media", "@supports")):
            inner = "".join(_kept(body, about))
            if inner.strip():
                kept.append(f"{head}{{{inner}}}")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        else:
            selectors = [selector for selector in head.split(",") if not about.search(selector)]
            if selectors or ("(" in head and not about.search(head)):
                kept.append(f"{head if '(' in head else ','.join(selectors)}{{{body}}}")
    return kept


def _block_end(css: str, brace: int) -> int:
    depth = 0
    for position in range(brace, len(css)):
        if css[position] == "{":
            depth += 1
        elif css[position] == "}":
            depth -= 1
            if depth == 0:
                return position
    raise ValueError("a block of the css is not closed")


def minify(css: str) -> str:
    """The same css without comments, line breaks and spaces that mean nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").strip()
