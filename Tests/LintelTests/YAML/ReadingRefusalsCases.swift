extension ReadingCase {
  /// Mistakes that YAML's grammar has no part in.
  static let refusals: [ReadingCase] = [
    ReadingCase(
      "", report: ["empty-file@0-0 the file is empty"], keys: [], isComplete: false),
    ReadingCase(
      "# only\n\n", report: ["empty-file@0-0 the file is empty"], keys: [], isComplete: false),
    ReadingCase(
      "---\n", report: ["empty-file@0-0 the file is empty"], keys: [], isComplete: false),
    ReadingCase(
      "hello\n", report: ["not-a-mapping@0-5 the top level of the file is text, not a mapping"], keys: [],
      isComplete: false),
    ReadingCase(
      "- a\n", report: ["not-a-mapping@0-3 the top level of the file is a list, not a mapping"], keys: [],
      isComplete: false),
    ReadingCase(
      "[a]\n", report: ["not-a-mapping@0-3 the top level of the file is a list, not a mapping"], keys: [],
      isComplete: false),
    ReadingCase(
      "a: 1\nb: 2\n\"a\": 3\n", report: ["duplicate-key@10-13 the key 'a' occurs twice"], keys: ["a", "b"]),
    ReadingCase(
      "? [a]\n: b\n~: c\n'': d\n{x: y}: e\n",
      report: [
        "invalid-key@2-5 a key cannot be a list or a mapping",
        "invalid-key@10-11 a key cannot be null",
        "invalid-key@21-27 a key cannot be a list or a mapping",
      ],
      keys: [""]),
    ReadingCase(
      "a: *b\n", report: ["unknown-alias@3-5 no anchor '&b' stands before this alias"], keys: [], broken: ["a"]),
    ReadingCase(
      "a: &x [*x]\nb: *x\n", report: ["alias-cycle@7-9 '*x' stands inside the value that it names"], keys: ["b"],
      broken: ["a"]),
    ReadingCase(
      "a:\n  <<: 1\n  b: 2\nc:\n  <<: [{d: e}, f]\n",
      report: [
        "merge-value@9-10 '<<' merges a mapping, and this is none",
        "merge-value@36-37 '<<' merges a mapping, and this is none",
      ],
      keys: [], broken: ["a", "c"]),
    ReadingCase(
      "a: {<<: {b: c}, <<: {d: e}}\n", report: ["duplicate-key@16-18 the key '<<' occurs twice"], keys: [],
      broken: ["a"]),
    ReadingCase(
      "a: b\n---\nc: d\n", report: ["several-documents@5-8 a second document starts here"], keys: ["a"],
      isComplete: false),
    ReadingCase(
      "a: b\n...\n---\n", report: ["several-documents@9-12 a second document starts here"], keys: ["a"],
      isComplete: false),
  ]
}
