"""The wheel alone is enough: built, installed where the project is not, and serving a page."""

import html
import re
import site
import subprocess
import sys
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an empty environment into which the wheel was installed.

    Other packages are lent from the environment of the tests, which spares minutes; fairload itself comes from the
    wheel, because a lent folder's own .pth files (an editable fairload) are not read.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, cwd=folder)
    wheel = next(folder.glob("fairload-*.whl"))
    venv.create(folder / "env", with_pip=False, symlinks=True)
    python = folder / "env" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, cwd=folder)
    packages = next((folder / "env" / "lib").glob("python*")) / "site-packages"
    lent = [path for path in site.getsitepackages() if Path(path).exists()]
    (packages / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")
    return python.parent


def environment(folder: Path) -> dict[str, str]:
    return {
        "FAIRLOAD_DATA_DIR": str(folder),
        "FAIRLOAD_DEMONSTRATION": "true",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
    }


@contextmanager
def serving(programs: Path, folder: Path) -> Iterator[str]:
    """The address of the installed service, started on a free port and stopped by SIGTERM."""
    command = [str(programs / "fairload"), "serve", "--port", "0", "--no-clock"]
    process = subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            break
    else:
        pytest.fail(f"the service did not start:\n{said}")
    try:
        yield found[0]
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Stopped." in rest


def fetch(address: str, language: str = "en") -> str:
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Language": language})) as answer:
        return answer.read().decode()


def test_the_installed_wheel_serves_a_page(installed: Path, tmp_path: Path) -> None:
    where = [
        str(installed / "python"),
        "-c",
        "import web, templates, seed_data; print(web.__file__, seed_data.__file__)",
    ]
    alone = environment(tmp_path)  # the test's own may name the project's folder in PYTHONPATH
    files = subprocess.run(where, check=True, capture_output=True, text=True, cwd=tmp_path, env=alone).stdout
    assert str(ROOT) not in files

    setup = [str(installed / "fairload"), "setup", "--demonstration"]
    subprocess.run(setup, check=True, capture_output=True, cwd=tmp_path, env=environment(tmp_path))
    with serving(installed, tmp_path) as address:
        page = fetch(f"{address}/sign-in")
        assert "Your sign-in name" in page
        assert "Votre nom d’utilisateur" in html.unescape(fetch(f"{address}/sign-in", "fr"))
        style = re.search(r'href="(/static/look/[^"]+\.css)"', page)
        assert style
        assert "govuk-button" in fetch(address + style[1])


def test_serving_without_tables_says_what_to_do(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "fairload"), "serve", "--port", "0"]
    said = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment(tmp_path))
    assert said.returncode == 1
    assert "Run `fairload setup` first" in said.stderr
