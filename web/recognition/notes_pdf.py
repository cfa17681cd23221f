"""One's own notes of thanks as a PDF, for an appraisal: to set beside the figures, if one wants to.

DejaVu Sans holds the letters of the official languages, combining marks and syllabics with them (fonts/LICENCE.txt).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
MARGIN, LINE = 20, 6  # millimetres


@dataclass(frozen=True)
class PrintedNote:
    """A note's words, and under them who wrote it, when, and what it thanks for."""

    text: str
    below: str


def notes_pdf(title: str, intro: str, notes: Sequence[PrintedNote], language: str) -> bytes:
    """The document, with its title and language for those who have it read to them."""
    from fpdf import FPDF

    document = FPDF(format="Letter")
    document.set_title(title)
    document.set_lang(language)
    document.set_margin(MARGIN)
    document.set_auto_page_break(auto=True, margin=MARGIN)
    document.add_font("DejaVu", fname=FONT)
    document.add_page()
    width = document.epw
    document.set_font("DejaVu", size=18)
    document.multi_cell(width, 9, title, new_x="LMARGIN", new_y="NEXT")
    document.set_font("DejaVu", size=10)
    document.multi_cell(width, LINE, intro, new_x="LMARGIN", new_y="NEXT")
    for note in notes:
        document.ln(LINE)
        document.set_font("DejaVu", size=12)
        document.multi_cell(width, LINE + 1, note.text, new_x="LMARGIN", new_y="NEXT")
        document.set_font("DejaVu", size=9)
        document.set_text_color(70)
        document.multi_cell(width, LINE, note.below, new_x="LMARGIN", new_y="NEXT")
        document.set_text_color(0)
    return bytes(document.output())
