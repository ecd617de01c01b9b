extension ReadingCase {
  /// Syntax errors: one finding a section, and the others read.
  static let sections: [ReadingCase] = [
    ReadingCase(
      "a: 1\nb: [x, y\nc: 2\n", report: ["syntax@8-9 '[' is never closed"], keys: ["a", "c"], broken: ["b"]),
    ReadingCase(
      "a: 1\nb: \"x\nc: 2\n", report: ["syntax@8-9 this quote is never closed"], keys: ["a", "c"], broken: ["b"]),
    ReadingCase(
      "a: \"x\nb: \"y\"\nc: 2\n", report: ["syntax@3-4 this quote is never closed"], keys: ["b", "c"], broken: ["a"]),
    ReadingCase(
      "b:\n  c: {d: ${x.y}-z, e: f}\ng: [${h}]\ni: 1\n",
      report: [
        "unquoted-interpolation@12-20 '${' inside '{ }' or '[ ]' must be quoted",
        "unquoted-interpolation@32-36 '${' inside '{ }' or '[ ]' must be quoted",
      ],
      keys: ["i"], broken: ["b", "g"]),
    ReadingCase(
      "a: b: c\nd: 1\n", report: ["syntax@4-5 ': ' inside a value that is not quoted"], keys: ["d"], broken: ["a"]),
    ReadingCase(
      "a: x\n  b: c\nd: 1\n", report: ["syntax@7-8 the key 'b' is indented as part of the value above it"],
      keys: ["d"], broken: ["a"]),
    ReadingCase(
      "a:\n  b:1\n  c: 2\nd: 1\n", report: ["syntax@6-7 a space is missing after ':'"], keys: ["d"], broken: ["a"]),
    ReadingCase(
      "lintel:1\nproject: x\n", report: ["syntax@6-7 a space is missing after ':'"], keys: ["project"],
      isComplete: false),
    ReadingCase(
      "a: 1\nfoo\nb: 2\n", report: ["syntax@5-8 ':' is missing after the key 'foo'"], keys: ["b"], broken: ["a"]),
    ReadingCase(
      "a: @x\nb: `y`\nc: *\nd: &\ne: *.x\nf: %x\ng: 1\n",
      report: [
        "syntax@3-4 a value cannot start with '@' unless it is quoted",
        "syntax@9-10 a value cannot start with '`' unless it is quoted",
        "syntax@16-17 '*' starts an alias, and no name follows",
        "syntax@21-22 '&' starts an anchor, and no name follows",
        "syntax@26-27 '*' starts an alias, and no name follows",
        "syntax@33-34 a value cannot start with '%' unless it is quoted",
      ],
      keys: ["g"], broken: ["a", "b", "c", "d", "e", "f"]),
    ReadingCase(
      "a:\n\tb: c\nd:\n  -\te\nf: |\n  x\n\ty\ng: 1\n",
      report: [
        "tab-indentation@3-4 a tab cannot indent a line",
        "tab-indentation@15-16 a tab stands where only spaces can",
        "tab-indentation@27-28 a tab cannot indent a line",
      ],
      keys: ["g"], broken: ["a", "d", "f"]),
    ReadingCase(
      "a:\n  - b\n c: d\ne: 1\n", report: ["syntax@10-14 the indentation of this line fits nothing above it"],
      keys: ["e"], broken: ["a"]),
    ReadingCase(
      "a:\n    b: 1\n  c: 2\ne: 1\n", report: ["syntax@14-18 the indentation of this line fits nothing above it"],
      keys: ["e"], broken: ["a"]),
    ReadingCase(
      "a:\n  - b\n  c: d\ne: 1\n", report: ["syntax@11-15 a key stands among the items of a list"], keys: ["e"],
      broken: ["a"]),
    ReadingCase(
      "a:\n  b: 1\n  - d\ne: 1\n", report: ["syntax@12-15 this stands where a key must"], keys: ["e"], broken: ["a"]),
    ReadingCase(
      "a: 1\n: b\nc: 2\n", report: ["syntax@5-8 a key is missing before ':'"], keys: ["c"], broken: ["a"]),
    ReadingCase(
      "a: \"b\" c\nd: [1] 2\ne: {f: g}}\nh: 1\n",
      report: [
        "syntax@7-8 unexpected text after a value",
        "syntax@16-17 unexpected text after a value",
        "syntax@27-28 unexpected text after a value",
      ],
      keys: ["h"], broken: ["a", "d", "e"]),
    ReadingCase(
      "a: - b\nc: |x\n  d\ne: \"\\d\"\nf: \"\\u12\"\ng: ]\nh: ,\ni: [1,,2]\nj: 1\n",
      report: [
        "syntax@3-4 a list cannot start here",
        "syntax@11-12 text after '|' or '>' must start on the next line",
        "syntax@21-23 unknown escape '\\d' in double quotes",
        "syntax@31-32 this escape names no character",
        "syntax@38-39 unexpected ']'",
        "syntax@43-44 a value is missing before ','",
        "syntax@51-52 a value is missing before ','",
      ],
      keys: ["j"], broken: ["a", "c", "e", "f", "g", "h", "i"]),
    ReadingCase(
      "a: {b: c d: e}\nf: {g: h\n  i: j}\nk: [l}\nm: 1\n",
      report: [
        "syntax@10-11 expected ',' or '}'",
        "syntax@27-28 expected ',' or '}'",
        "syntax@37-38 expected ',' or ']'",
      ],
      keys: ["m"], broken: ["a", "f", "k"]),
    ReadingCase(
      "a: !x!y z\nb: !<c\nd: 1\n",
      report: [
        "syntax@3-4 '!' starts a tag, and this is none",
        "syntax@13-14 '!' starts a tag, and this is none",
      ],
      keys: ["d"], broken: ["a", "b"]),
    ReadingCase(
      "a: &x [1\nb: *x\nc: &y 2\nd: *y\n", report: ["syntax@6-7 '[' is never closed"], keys: ["c", "d"],
      broken: ["a", "b"]),
    ReadingCase(
      "{a: b, c\nd: e\n", report: ["syntax@0-1 '{' is never closed"], keys: ["a", "c d"], isComplete: false),
    ReadingCase(
      "%FOO\n---\na: b\n", report: ["syntax@4-4 '%' starts a directive, and this is none"], keys: ["a"],
      isComplete: false),
    ReadingCase(
      "a: b\n...\nc\n", report: ["syntax@9-10 unexpected text after the end of the document"], keys: [],
      broken: ["a"], isComplete: false),
    ReadingCase(
      "a: [\nb: [\nc: 1\n", report: ["syntax@3-4 '[' is never closed", "syntax@8-9 '[' is never closed"], keys: ["c"],
      broken: ["a", "b"]),
    ReadingCase(
      "a: \"b\r\nc: 'd'\r\ne: \"f\"\r\n", report: ["syntax@3-4 this quote is never closed"], keys: ["c", "e"],
      broken: ["a"]),
    ReadingCase(
      "é: \"x\nü: [😀, ${y}]\n漢: 1\n",
      report: [
        "syntax@4-5 this quote is never closed",
        "unquoted-interpolation@18-22 '${' inside '{ }' or '[ ]' must be quoted",
      ],
      keys: ["漢"], broken: ["é", "ü"]),
    ReadingCase(
      "x: 1\nx: [\ny: 2\n", report: ["syntax@8-9 '[' is never closed"], keys: ["y"], broken: ["x"]),
    ReadingCase(
      "a: [\nx: 1,\nb: [\nc: 1\n", report: ["syntax@3-4 '[' is never closed", "syntax@14-15 '[' is never closed"],
      keys: ["x", "c"], broken: ["a", "b"]),
    ReadingCase(
      "a: [\"x, y]\nb: \"c\"\nd: 1\n", report: ["syntax@4-5 this quote is never closed"], keys: ["b", "d"],
      broken: ["a"]),
    ReadingCase(
      "a: {b: \"x\n  c: \"d\"}\ne: 1\n", report: ["syntax@7-8 this quote is never closed"], keys: ["e"],
      broken: ["a"]),
  ]
}
