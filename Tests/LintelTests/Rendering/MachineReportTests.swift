import LintelSource
import Testing

@Suite struct MachineReportTests {
  /// A finding with everything, and one with nothing.
  private static func fixture() -> RenderingFixture {
    var fixture = RenderingFixture()
    fixture.add("\u{FEFF}é: *x\r\nport: \"80\"\r\n", path: "dir/lintel.yaml")
    let alias = fixture.sources.indirect(.anchor, use: fixture.span(of: "*x"), origin: fixture.span(of: "\"80\""))
    fixture.report(
      "port '80\n' is open", at: alias, label: "why", labels: [Label(fixture.span(of: "port"), "the key")],
      notes: [Note("placed", at: fixture.span(of: "80")), Note("unplaced")], help: ["use \"443\"/\\"],
      environments: ["dev", "production"])
    let rule = Rule("empty-spec", .warning, .checking, "There is nothing.")
    fixture.report("nothing is here", at: .none, rule: rule)
    return fixture
  }

  @Test func gcc() {
    let fixture = Self.fixture()
    #expect(
      GCCReport().render(fixture.findings, sources: fixture.sources) == #"""
        dir/lintel.yaml:1:4: error: port '80\n' is open in dev and production [port-open]
        dir/lintel.yaml:2:1: note: the key
        dir/lintel.yaml:2:7: note: the value is written here
        dir/lintel.yaml:2:8: note: placed
        lintel: warning: nothing is here [empty-spec]

        """#)
  }

  @Test func json() {
    let fixture = Self.fixture()
    #expect(
      JSONReport().render(fixture.findings, sources: fixture.sources) == #"""
        {
          "version": 1,
          "findings": [
            {
              "rule": "port-open",
              "severity": "error",
              "message": "port '80\n' is open",
              "label": "why",
              "place": {
                "file": "dir/lintel.yaml",
                "start": {
                  "line": 1,
                  "column": 4,
                  "byte": 7
                },
                "end": {
                  "line": 1,
                  "column": 6,
                  "byte": 9
                }
              },
              "origin": {
                "file": "dir/lintel.yaml",
                "start": {
                  "line": 2,
                  "column": 7,
                  "byte": 17
                },
                "end": {
                  "line": 2,
                  "column": 11,
                  "byte": 21
                }
              },
              "labels": [
                {
                  "text": "the key",
                  "place": {
                    "file": "dir/lintel.yaml",
                    "start": {
                      "line": 2,
                      "column": 1,
                      "byte": 11
                    },
                    "end": {
                      "line": 2,
                      "column": 5,
                      "byte": 15
                    }
                  }
                }
              ],
              "notes": [
                {
                  "message": "placed",
                  "place": {
                    "file": "dir/lintel.yaml",
                    "start": {
                      "line": 2,
                      "column": 8,
                      "byte": 18
                    },
                    "end": {
                      "line": 2,
                      "column": 10,
                      "byte": 20
                    }
                  }
                },
                {
                  "message": "unplaced",
                  "place": null
                }
              ],
              "help": [
                "use \"443\"/\\"
              ],
              "fixes": [],
              "environments": [
                "dev",
                "production"
              ]
            },
            {
              "rule": "empty-spec",
              "severity": "warning",
              "message": "nothing is here",
              "place": null,
              "labels": [],
              "notes": [],
              "help": [],
              "fixes": [],
              "environments": []
            }
          ],
          "summary": {
            "errors": 1,
            "warnings": 1,
            "notes": 0
          }
        }

        """#)
  }

  @Test func emptyJSON() {
    #expect(
      JSONReport().render([], sources: Sources()) == """
        {
          "version": 1,
          "findings": [],
          "summary": {
            "errors": 0,
            "warnings": 0,
            "notes": 0
          }
        }

        """)
  }

  @Test(arguments: [
    ("", #""""#), ("plain / 名前 👨‍👩‍👧", #""plain / 名前 👨‍👩‍👧""#), ("\"\\", #""\"\\""#),
    ("\r\n\t\u{8}\u{C}", #""\r\n\t\b\f""#), ("\u{0}\u{1F}\u{7F}\u{9B}a", #""\u0000\u001f\u007f\u009ba""#),
    ("e\n\u{301}", #""e\n\#u{301}""#),
  ]) func jsonString(_ text: String, _ expected: String) {
    var output = ""
    appendJSONString(text, to: &output)
    #expect(Array(output.utf8) == Array(expected.utf8))
  }
}
