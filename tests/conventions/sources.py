"""The tree as the conventions see it: files by path, C++ text split into code, literals and includes."""

import os
import re
import subprocess
from dataclasses import dataclass
from functools import cached_property

SKIPPED_FOLDERS = {".git", "build", "node_modules", "dist", "__pycache__"}


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True)
class Literal:
    line: int
    text: str
    start: int  # offset of its opening quote in Cpp.code


@dataclass(frozen=True)
class Include:
    line: int
    name: str
    quoted: bool


TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|(?:u8|u|U|L)?R"(?P<tag>[^()\\\s"]{0,16})\((?P<raw>.*?)\)(?P=tag)"'
    r'|(?:u8|u|U|L)?"(?P<plain>(?:\\.|[^"\\\n])*)"'
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'",
    re.DOTALL,
)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


class Cpp:
    """`code` has the length of the source: comments and the insides of literals are blanked."""

    def __init__(self, source):
        self.source = source
        self.literals = []
        pieces, position = [], 0
        includes = {m.start(): m for m in INCLUDE.finditer(source)}
        self.includes = []
        include_lines = set()
        for match in includes.values():
            line = source.count("\n", 0, match.start()) + 1
            include_lines.add(line)
            self.includes.append(Include(line, match[1] or match[2], match[1] is not None))
        for match in TOKEN.finditer(source):
            pieces.append(source[position:match.start()])
            body = match["raw"] if match["raw"] is not None else match["plain"]
            line = source.count("\n", 0, match.start()) + 1
            if body is not None and line not in include_lines:
                self.literals.append(Literal(line, body, match.start()))
                pieces.append('"' + re.sub(r"[^\n]", " ", match[0][1:-1]) + '"')
            else:
                pieces.append(re.sub(r"[^\n]", " ", match[0]))
            position = match.end()
        pieces.append(source[position:])
        self.code = "".join(pieces)

    def line_of(self, offset):
        return self.code.count("\n", 0, offset) + 1

    @cached_property
    def literal_at(self):
        return {literal.start: literal for literal in self.literals}


class Tree:
    def __init__(self, root, files=None):
        self.root = root
        self.files = sorted(files if files is not None else self._list())
        self._known = set(self.files)
        self._cpp = {}
        self._text = {}

    def _list(self):
        """What git would keep; every file when there is no git."""
        try:
            answer = subprocess.run(
                ["git", "-C", self.root, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
                 "--exclude-standard"],
                check=True, capture_output=True).stdout.decode()
            names = [name for name in answer.split("\0") if name]
            if names:
                return [name for name in names if os.path.isfile(os.path.join(self.root, name))]
        except (OSError, subprocess.CalledProcessError):
            pass
        names = []
        for folder, folders, found in os.walk(self.root):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            names += [os.path.relpath(os.path.join(folder, name), self.root) for name in found]
        return names

    def has(self, path):
        return path in self._known

    def text(self, path):
        """The file as text; None for what is not UTF-8 (pictures, workbooks)."""
        if path not in self._text:
            with open(os.path.join(self.root, path), "rb") as file:
                data = file.read()
            try:
                self._text[path] = None if b"\0" in data else data.decode()
            except UnicodeDecodeError:
                self._text[path] = None
        return self._text[path]

    def bytes(self, path):
        with open(os.path.join(self.root, path), "rb") as file:
            return file.read()

    def cpp(self, path):
        if path not in self._cpp:
            self._cpp[path] = Cpp(self.text(path) or "")
        return self._cpp[path]

    def under(self, folder, *suffixes):
        return [name for name in self.files if name.startswith(folder) and (not suffixes or name.endswith(suffixes))]

    def sources(self, folder="src/"):
        return self.under(folder, ".h", ".cpp")


def is_test(path):
    return re.search(r"_test(_support)?\.(cpp|h)$", path) is not None or "/testing/" in path or path.startswith("tests/")


def layer_of(path):
    """'base', 'features/assessment', …; '' for src/main.cpp and what is not under src."""
    parts = path.split("/")
    if parts[0] == "src":
        parts = parts[1:]
    if len(parts) < 2:
        return ""
    if parts[0] == "features" and len(parts) > 2:
        return "features/" + parts[1]
    return parts[0]
