"""A QR code as a drawing in the page."""

from io import BytesIO

import segno
from markupsafe import Markup


def qr_picture(address: str) -> Markup:
    """The address as an SVG element without style or script, as large as whatever it stands in."""
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", omitsize=True, svgclass=None, lineclass=None, xmldecl=False)
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn here
