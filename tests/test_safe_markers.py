"""HTML is declared safe in one place (`articles.html.mark_clean`) and nowhere else."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARKER = re.compile(
    r"\bmark_safe\b|\bSafeString\(|\bSafeText\b|\bSafeData\b|\bhtml_safe\b|\bis_safe\s*=\s*True"
    r"|\bdef __html__|\|\s*safe(?:seq)?\b|autoescape(?:\s+off|\s*=\s*False)"
)
HOME = Path("articles/html.py")


def project_files(*suffixes):
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    paths = (Path(name) for name in listed.split("\0") if name)
    return [path for path in paths if path.suffix in suffixes and path.parts[0] != "tests"]


def test_only_one_module_marks_html_as_safe():
    paths = project_files(".py", ".html", ".txt")
    assert HOME in paths
    found = {
        f"{path}:{number}"
        for path in paths
        if path != HOME and (ROOT / path).exists()
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1)
        if MARKER.search(line)
    }
    assert found == set()


def test_only_one_function_marks_html_as_safe():
    code = (ROOT / HOME).read_text()
    assert len(re.findall(r"\bmark_safe\(", code)) == 1


def test_the_marker_pattern_finds_what_it_is_for():
    for line in (
        "return mark_safe(x)", "{{ body|safe }}", "{{ list | safeseq }}", "{% autoescape off %}",
        "SafeString(x)", "def __html__(self):", "Engine(autoescape=False)",
    ):  # fmt: skip
        assert MARKER.search(line), line
    for line in (
        "from x import SafeString",
        "-> SafeString:",
        "{{ x|story_html }}",
        "format_html(",
    ):
        assert not MARKER.search(line), line
