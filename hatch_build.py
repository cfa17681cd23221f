"""Build hook of the wheel: texts compiled, and no wheel without the look of its pages."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Texts(BuildHookInterface):
    """Compiles web/translations before files are collected; an editable installation is left as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / "web" / "static" / "look" / "manifest.json").exists():
            raise RuntimeError("The look of the pages is not built. Run `make look` first, then build again.")
        for source in sorted(root.glob("web/translations/*/LC_MESSAGES/messages.po")):
            compile_texts(source)


def compile_texts(source: Path) -> None:
    """messages.po to messages.mo beside it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as texts, source.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(texts, locale=source.parts[-3]))
