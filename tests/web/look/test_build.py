"""What the build of the look takes away, keeps and writes."""

import gzip
import json
from pathlib import Path

import pytest

from web.assets import LOOK
from web.look.build import build, framework_css, framework_js
from web.look.trim import minify, without_parts


def test_rules_of_unused_parts_go_and_others_stay() -> None:
    css = ".a-link{x:1}.b-tabs__item{x:2}.a-link,.b-tabs{x:3}@media print{.b-tabs{x:4}}.b-tabset{x:5}"
    assert without_parts(css, ["b-tabs"]) == ".a-link{x:1}.a-link{x:3}.b-tabset{x:5}"


def test_statements_and_nested_groups_survive() -> None:
    css = '@charset "UTF-8";@supports (x:y){@media print{.a{x:1}.b{x:2}}}@page{margin:1cm}'
    assert without_parts(css, ["b"]) == '@charset "UTF-8";@supports (x:y){@media print{.a{x:1}}}@page{margin:1cm}'


def test_an_unclosed_block_is_an_error() -> None:
    with pytest.raises(ValueError, match="not closed"):
        without_parts("@media print{.a{x:1}", ["b"])


def test_minify_keeps_meaning() -> None:
    assert (
        minify("/* note */\n.a > b:hover {\n  margin: 0 1px;\n  color: red;\n}\n")
        == ".a > b:hover{margin:0 1px;color:red}"
    )


def test_the_font_goes_and_a_new_way_to_name_it_stops_the_build() -> None:
    css = "@font-face{font-family:GDS Transport;src:url(x)}.a{font-family:GDS Transport,arial,sans-serif}"
    assert "GDS" not in framework_css(css)
    assert "@font-face" not in framework_css(css)
    with pytest.raises(ValueError, match="names its font in a new way"):
        framework_css(".a{font-family:'GDS Transport'}")


def test_the_script_starts_itself() -> None:
    assert framework_js("const a=1;export{a,initAll};//# sourceMappingURL=x.map").endswith("const a=1;initAll();")
    with pytest.raises(ValueError, match="ends its script in a new way"):
        framework_js("const a=1;")


def test_the_build_writes_hashed_and_compressed_files(tmp_path: Path) -> None:
    source = tmp_path / "govuk"
    source.mkdir()
    (source / "govuk-frontend.min.css").write_text(".govuk-a{x:1}", encoding="utf-8")
    (source / "govuk-frontend.min.js").write_text("export{initAll};", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.css").write_text("", encoding="utf-8")
    names = build(source, tmp_path / "out")
    style = tmp_path / "out" / names["fairload.css"]
    assert gzip.decompress(style.with_name(style.name + ".gz").read_bytes()) == style.read_bytes()
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")) == names
    assert not (tmp_path / "out" / "old.css").exists()
    assert build(source, tmp_path / "out") == names


def test_the_built_look_names_nobody_else() -> None:
    names = json.loads((LOOK / "manifest.json").read_text(encoding="utf-8"))
    style = (LOOK / names["fairload.css"]).read_text(encoding="utf-8")
    for foreign in ("GDS Transport", "@font-face", "/assets/", "govuk-crest"):
        assert foreign not in style
    assert "--govuk-brand-colour:#14505c" in style
