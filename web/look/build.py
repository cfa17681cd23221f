"""Build the look: govuk-frontend without its font and unused parts, our colours, our css; hashed and compressed.

Run as `python -m web.look.build` (or `make look`) where `node_modules/govuk-frontend` is. It takes a second.
"""

import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

import brotli

from web.look.trim import minify, without_parts

HERE = Path(__file__).parent
BUILT = HERE.parent / "static" / "look"
SOURCE = Path("node_modules") / "govuk-frontend" / "dist" / "govuk"
FONT = re.compile(r"""(['"]?)GDS Transport\1\s*,\s*arial\s*,\s*sans-serif""", re.IGNORECASE)
OUR_FONT = 'system-ui,-apple-system,"Segoe UI","Noto Sans","DejaVu Sans",Arial,sans-serif'
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
OUR_COLOURS = {"#0f7a52": "#14505c", "#0b5c3e": "#0c353e", "#083d29": "#08252b"}  # where no css variable stands
OUR_SCRIPTS = ("fresh.js", "pick-week.js")
EXPORT = re.compile(r"export\s*\{[^}]*\};?(\s*//# sourceMappingURL=\S+)?\s*$")

# Parts of govuk-frontend that no page of ours uses: its header and footer are GOV.UK's own.
UNUSED = [
    "govuk-accordion",
    "govuk-breadcrumbs",
    "govuk-cookie-banner",
    "govuk-date-input",
    "govuk-exit-this-page",
    "govuk-feedback",
    "govuk-file-upload",
    "govuk-footer",
    "govuk-generic-header",
    "govuk-header",
    "govuk-language-navigation",
    "govuk-logo",
    "govuk-phase-banner",
    "govuk-service-navigation",
    "govuk-tabs",
]


def framework_css(text: str) -> str:
    """govuk-frontend's css without its font, its crest and what we do not use."""
    text = FONT.sub(OUR_FONT, FONT_FACE.sub("", COMMENT.sub("", text)))
    if "GDS Transport" in text:
        raise ValueError("govuk-frontend names its font in a new way: extend FONT in web/look/build.py")
    for theirs, ours in OUR_COLOURS.items():
        text = text.replace(theirs, ours)
    return without_parts(text, UNUSED)


def our_css() -> str:
    """palette.css first, base.css second, then one file a subject by name."""
    first = [HERE / "palette.css", HERE / "base.css"]
    rest = sorted(path for path in HERE.glob("*.css") if path not in first)
    return minify("\n".join(path.read_text(encoding="utf-8") for path in first + rest))


def framework_js(text: str) -> str:
    """govuk-frontend's script, started by itself instead of by a script inside the page."""
    started, count = EXPORT.subn("initAll();", text)
    if count != 1:
        raise ValueError("govuk-frontend ends its script in a new way: extend EXPORT in web/look/build.py")
    return started


def build(source: Path = SOURCE, into: Path = BUILT) -> dict[str, str]:
    """Write all files and manifest.json; returns the manifest: plain name -> hashed name."""
    contents = {
        "fairload.css": framework_css((source / "govuk-frontend.min.css").read_text(encoding="utf-8")) + our_css(),
        "fairload.js": framework_js((source / "govuk-frontend.min.js").read_text(encoding="utf-8"))
        + "".join((HERE / name).read_text(encoding="utf-8") for name in OUR_SCRIPTS),
        "icon.svg": (HERE / "icon.svg").read_text(encoding="utf-8").strip(),
    }
    into.mkdir(parents=True, exist_ok=True)
    manifest: dict[str, str] = {}
    for name, text in contents.items():
        data = text.encode()
        stem, _dot, ending = name.rpartition(".")
        manifest[name] = f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{ending}"
        path = into / manifest[name]
        path.write_bytes(data)
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))
        path.with_name(path.name + ".br").write_bytes(brotli.compress(data))
    kept = {"manifest.json"} | {name + ending for name in manifest.values() for ending in ("", ".gz", ".br")}
    (into / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for path in into.iterdir():
        if path.name not in kept:
            path.unlink()
    return manifest


def main() -> int:
    if not SOURCE.exists():
        print("There is no node_modules/govuk-frontend here. Run `make look`, which fetches it first.", file=sys.stderr)
        return 1
    for name in sorted(build().values()):
        print(f"{name}: {(BUILT / (name + '.gz')).stat().st_size / 1000:.1f} KB gzipped")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
