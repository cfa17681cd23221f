"""Tables to take away."""

from web.downloads import csv_response


def test_a_download_opens_right_and_runs_nothing() -> None:
    answer = csv_response(["office", "note"], [["Behchokǫ̀", "=cmd()"], ["Déline", None], ["x", -2.5]], "gaps")
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeffoffice,note\r\n")
    assert "Behchokǫ̀,'=cmd()" in text
    assert "Déline,\r\n" in text
    assert "x,-2.5" in text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gaps.csv"'
    assert answer.mimetype == "text/csv"
