"""What bash 3.2 lacks, found in the text of a script: macOS has no other bash.

There is no bash 3.2 among the packages that .ci/install can build from, so that no run of it shows this. It is a check of
the text, by the list of what came later: bash's own NEWS, "new features in Bash" 4.0 to 5.3. A lexer takes out comments
and what stands between single quotes or in quoted here-documents, which is no language of bash's.
"""

import re

# Name -> (the bash that first had it, pattern in code).
NEWER = {
    "associative array": ("4.0", r"\b(?:declare|typeset|local|readonly)\s+(?:-\w+\s+)*-\w*A"),
    "mapfile or readarray": ("4.0", r"(?<![\w./$-])(?:mapfile|readarray)\b"),
    "change of case": ("4.0", r"\$\{!?\w+(?:\[[^]]*\])?(?:,,?|\^\^?)"),
    "coproc": ("4.0", r"(?<![\w./$-])coproc\b"),
    "|&": ("4.0", r"\|&"),
    "&>>": ("4.0", r"&>>"),
    ";& or ;;&": ("4.0", r";;?&(?!&)"),
    "globstar": ("4.0", r"\bshopt\s+(?:-\w+\s+)*(?:globstar|lastpipe|autocd|dirspell|inherit_errexit|localvar_inherit)"),
    "BASHPID": ("4.0", r"\$\{?BASHPID\b"),
    "read -i or -N": ("4.0", r"(?<![\w./$-])read\s+(?:-\w+\s+)*-\w*[iN]"),
    "fraction in read -t": ("4.0", r"(?<![\w./$-])read\s+(?:-\w+\s+)*-t\s*\d*\.\d"),
    "zero in read -t": ("4.0", r"(?<![\w./$-])read\s+(?:-\w+\s+)*-t\s*0(?!\d)"),
    "padded braces": ("4.0", r"\{0\d+\.\.|\{-?\d+\.\.-?\d+\.\."),
    "declare -g": ("4.2", r"\b(?:declare|typeset)\s+(?:-\w+\s+)*-\w*g"),
    "declare -l, -u or -c": ("4.0", r"\b(?:declare|typeset|local)\s+(?:-\w+\s+)*-\w*[luc]"),
    "[[ -v": ("4.2", r"(?:\[\[?|&&|\|\||!|\btest)\s+-v\s"),
    "negative index": ("4.2", r"\$\{\w+\[\s*-\d+\s*\]"),
    "negative length": ("4.2", r"\$\{(?:\w+|[@*]):[^}:]*:\s*-\d"),
    "\\u in quotes": ("4.2", r"\$'[^']*\\[uU][0-9a-fA-F]"),
    "named descriptor": ("4.1", r"(?:exec\s+|\s)\{\w+\}[<>]"),
    "BASH_XTRACEFD": ("4.1", r"\bBASH_XTRACEFD\b"),
    "[[ -R or name reference": ("4.3", r"\b(?:declare|typeset|local)\s+(?:-\w+\s+)*-\w*n\b|\[\[\s+-R\s"),
    "wait -n or -p": ("4.3", r"(?<![\w./$-])wait\s+(?:-\w+\s+)*-\w*[npf]"),
    "transformation": ("4.4", r"\$\{!?[\w@*]+(?:\[[^]]*\])?@[a-zA-Z]\}"),
    "mapfile -d": ("4.4", r"\bread(?:array)?\s+-d\s+''\s+-a"),
    "local -": ("4.4", r"\blocal\s+-(?=\s|$)"),
    "epoch": ("5.0", r"\$\{?(?:EPOCHSECONDS|EPOCHREALTIME|SRANDOM|BASH_ARGV0)\b"),
    "substitution in the shell": ("5.3", r"\$\{[ |\t\n]"),
    # An empty array is an unset one to set -u before 4.4.
    "empty array": ("4.4", r"(?<!\+)(?<!\+\")\$\{(?!BASH_SOURCE)\w+\[[@*]\]\}"),
}
# The same of what stands between quotes all the same.
QUOTED = {"printf %(..)T": ("4.2", r"\bprintf\s+(?:-v\s+\w+\s+)?(['\"])(?:(?!\1).)*?%-?\d*\([^)]*\)T")}


def code_of(text):
    """The text with the same lines, where comments and literal text are blank and case patterns are marked."""
    return _Lexer(text).run()


class _Lexer:
    """Bash's quotes, comments and here-documents, as far as they decide what is code."""

    def __init__(self, text):
        self.text = text
        self.position = 0
        self.out = []
        self.documents = []

    def run(self):
        self.code(until=None)
        return "".join(self.out)

    def take(self, count=1, show=True):
        piece = self.text[self.position : self.position + count]
        self.out.append(piece if show else re.sub(r"[^\n]", " ", piece))
        self.position += count

    def code(self, until):
        """Code up to the closing parenthesis of a substitution, or the end."""
        depth = 0
        while self.position < len(self.text):
            rest = self.text[self.position : self.position + 3]
            sign = rest[0]
            before = self.text[self.position - 1] if self.position else "\n"
            if sign == "\\":
                self.take(2)
            elif rest.startswith("$'"):
                self.ansi()
            elif sign == "'":
                self.single()
            elif sign == '"':
                self.double()
            elif sign == "#" and before in " \t\n;()&|":
                self.take(len(self.text[self.position :].split("\n", 1)[0]), show=False)
            elif rest.startswith("$(("):
                self.take(3)
                depth += 2
            elif rest.startswith("$("):
                self.take(2)
                self.code(until=")")
            elif rest.startswith("<<") and rest != "<<<":
                self.here()
            elif rest == "<<<":
                self.take(3)
            elif sign == "(":
                depth += 1
                self.take()
            elif sign == ")":
                self.take()
                if depth == 0 and until:
                    return
                depth = max(0, depth - 1)
            else:
                self.take()
                if sign == "\n" and self.documents:
                    self.skip_documents()

    def single(self):
        end = self.text.index("'", self.position + 1)
        self.take()
        self.take(end - self.position, show=False)
        self.take()

    def ansi(self):
        match = re.compile(r"\$'(?:[^'\\]|\\.)*'", re.DOTALL).match(self.text, self.position)
        self.take(len(match[0]))

    def double(self):
        self.take()
        while self.text[self.position] != '"':
            if self.text[self.position] == "\\":
                self.take(2)
            elif self.text.startswith("$(", self.position) and not self.text.startswith("$((", self.position):
                self.take(2)
                self.code(until=")")
            else:
                self.take()
        self.take()

    def here(self):
        match = re.compile(r"<<(-?)\s*(['\"\\]?)(\w+)['\"]?").match(self.text, self.position)
        if not match:
            self.take(2)
            return
        self.take(len(match[0]))
        self.documents.append((match[3], bool(match[2]), bool(match[1])))

    def skip_documents(self):
        for word, is_quoted, strips in self.documents:
            while self.position < len(self.text):
                line = self.text[self.position :].split("\n", 1)[0]
                self.take(len(line), show=not is_quoted)
                self.take()
                if (line.lstrip("\t") if strips else line) == word:
                    break
        self.documents = []


def newer_than(text, name="script"):
    """name:line: what, and since when, of everything in a script that bash 3.2 does not have."""
    code = code_of(text)
    found = [
        f"{name}:{code.count(chr(10), 0, match.start()) + 1}: {what} (bash {since}): {match[0].strip()}"
        for table, code in ((NEWER, code), (QUOTED, text))
        for what, (since, pattern) in table.items()
        for match in re.finditer(pattern, code)
    ]
    found += [f"{name}:{line}: case in $(…) with unbalanced parentheses (bash 4.0)" for line in unbalanced_cases(code)]
    return sorted(found)


def unbalanced_cases(code):
    """Lines of patterns without their opening parenthesis in a case within a substitution, where 3.2 ends it there."""
    for start in re.finditer(r"\$\((?!\()", code):
        depth, position = 1, start.end()
        while depth and position < len(code):
            depth += {"(": 1, ")": -1}.get(code[position], 0)
            position += 1
        inner = code[start.end() : position - 1]
        if re.search(r"(?:^|[\s;(])case\s[^\n]*\sin(?:\s|$)", inner) and "esac" not in inner:
            yield code.count("\n", 0, start.start()) + 1
