import LintelSource
import Testing

@Suite struct HumanReportTests {
  @Test(arguments: ExcerptCase.all) func excerpt(_ excerpt: ExcerptCase) {
    #expect(excerpt.make().excerpt(width: excerpt.width) == excerpt.expected)
  }

  @Test func wholeReport() {
    var fixture = RenderingFixture()
    fixture.add(
      """
      loadBalancers:
        public:
          securityGroups: [lb]
      securityGroups:
        tasks:
          ingress:
            - { port: 8080, cidr: 0.0.0.0/0 }

      """)
    fixture.report(
      "service 'encryptor' accepts 0.0.0.0/0 on port 8080, past its load balancer", at: fixture.span(of: "0.0.0.0/0"),
      label: "any address can reach the tasks",
      notes: [
        Note("traffic arrives through load balancer 'public', whose group is 'lb'", at: fixture.span(of: "public")),
        Note("a note without a place"),
      ], help: ["replace the source with `securityGroup: lb`"])
    let other = Rule("group-unused", .warning, .checking, "A group is not used.")
    fixture.report("group 'tasks' is not used", at: fixture.span(of: "tasks"), rule: other)
    #expect(
      fixture.human() == """
        error[port-open]: service 'encryptor' accepts 0.0.0.0/0 on port 8080, past its load balancer
          --> lintel.yaml:7:29
           |
         7 |       - { port: 8080, cidr: 0.0.0.0/0 }
           |                             ^^^^^^^^^ any address can reach the tasks
           |
        note: traffic arrives through load balancer 'public', whose group is 'lb'
          --> lintel.yaml:2:3
        note: a note without a place
        help: replace the source with `securityGroup: lb`

        warning[group-unused]: group 'tasks' is not used
          --> lintel.yaml:5:3
           |
         5 |   tasks:
           |   ^^^^^

        1 error, 1 warning

        """)
  }

  @Test func labelsInTwoFilesShareOneGutter() {
    var fixture = RenderingFixture()
    fixture.add("a: 1\n", path: "a.yaml")
    let other = fixture.add(String(repeating: "\n", count: 1_233) + "b: 2\nc: 3\n", path: "sub/b.yaml")
    fixture.report(
      at: fixture.span(of: "1"), label: "this one",
      labels: [
        Label(fixture.span(of: "3", in: other), "that one"), Label(fixture.span(of: "b", in: other), "and that"),
        Label(fixture.span(of: "a"), "the key"), Label(.none, "nowhere"),
      ])
    #expect(
      fixture.human() == """
        error[port-open]: port is open
            --> a.yaml:1:4
             |
           1 | a: 1
             | -  ^ this one
             | |
             | the key
             |
            ::: sub/b.yaml:1235:4
             |
        1234 | b: 2
             | - and that
        1235 | c: 3
             |    - that one

        1 error

        """)
  }

  /// A place that nobody wrote, names that would drive the terminal, environments.
  @Test func headersAreSafeAndComplete() {
    var fixture = RenderingFixture()
    fixture.add("a: 1\n", path: "\u{1B}]0;x\u{7}.yaml")
    let note = Rule("spare-parts", .note, .checking, "Something is left over.")
    fixture.report("no services", at: .none, rule: note, label: "there is nothing to run", environments: ["production"])
    fixture.report(
      "group 'a\u{1B}[2J\u{202E}\nhelp: run me' is open\t\u{200D}", at: fixture.span(of: "a"),
      label: "\u{2028}x\r", notes: [Note("\u{0}\u{E0041}é名👨‍👩‍👧")], help: ["\u{2066}a"],
      environments: ["dev", "staging", "production"])
    #expect(
      fixture.human() == #"""
        note[spare-parts]: no services in production
        note: there is nothing to run

        error[port-open]: group 'a<U+001B>[2J<U+202E>\nhelp: run me' is open\t<U+200D> in dev, staging and production
          --> <U+001B>]0;x<U+0007>.yaml:1:1
           |
         1 | a: 1
           | ^ <U+2028>x\r
           |
        note: <U+0000><U+E0041>é名👨‍👩‍👧
        help: <U+2066>a

        1 error, 1 note

        """#)
  }

  @Test func valuesFromElsewhereAreDrawnWhereTheyAreUsed() {
    var fixture = RenderingFixture()
    fixture.add("defaults: &d\n  port: 22\nvariables: { p: *d }\nweb: ${variables.p}\n")
    let alias = fixture.sources.indirect(.anchor, use: fixture.span(of: "*d"), origin: fixture.span(of: "22"))
    let variable = fixture.sources.indirect(.variable, use: fixture.span(of: "${variables.p}"), origin: alias)
    fixture.report(at: variable, label: "here", notes: [Note("see", at: alias)])
    #expect(
      fixture.human() == """
        error[port-open]: port is open
          --> lintel.yaml:4:6
           |
         4 | web: ${variables.p}
           |      ^^^^^^^^^^^^^^ here
           |
        note: the variable's value is written here
          --> lintel.yaml:3:17
        note: the value is written here
          --> lintel.yaml:2:9
        note: see
          --> lintel.yaml:3:17

        1 error

        """)
  }

  @Test func colors() {
    var fixture = RenderingFixture("a: 1 2\n", at: "1", labels: [("2", "two")])
    fixture.findings[0].help = ["do it"]
    let escaped = fixture.human(.ansi).replacing("\u{1B}[", with: "~")
    #expect(
      escaped == """
        ~1;31merror[port-open]~0m~1m: port is open~0m
        ~1;34m  -->~0m lintel.yaml:1:4
        ~1;34m   |~0m
        ~1;34m 1 |~0m a: 1 2
        ~1;34m   |~0m    ~1;31m^~0m ~1;34m-~0m ~1;34mtwo~0m
        ~1;34m   |~0m    ~1;31m|~0m
        ~1;34m   |~0m    ~1;31mhere~0m
        ~1;34m   |~0m
        ~1;32mhelp~0m: do it

        ~1m1 error~0m

        """)
  }

  @Test func nothingIsSaidOfNothing() {
    var fixture = RenderingFixture()
    #expect(fixture.human() == "")
    fixture.add("a: 1\n")
    fixture.report(at: fixture.span(of: "a"))
    fixture.findings[0].severity = .off
    #expect(fixture.human() == "")
    #expect(GCCReport().render(fixture.findings, sources: fixture.sources) == "")
  }

  /// Whatever the bytes and wherever the spans: nothing crashes, nothing reaches the terminal that drives it.
  @Test func anyBytesAnySpans() {
    var random = SplitMix(state: 1)
    let texts = ["a", " ", "é", "\u{301}", "名", "🚀", "\u{200D}", "\u{FE0F}", "🇩", "\u{202E}", "\u{FEFF}", "\u{9B}"]
    let bad: [[UInt8]] = [
      [0], [9], [10], [13], [13, 10], [27, 91], [0x80], [0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF5], [0xFF],
    ]
    let pieces = bad + texts.map { Array($0.utf8) }
    for _ in 0..<300 {
      var fixture = RenderingFixture()
      let length = Int.random(in: 0...300, using: &random)
      let bytes = (0..<length).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      _ = fixture.sources.add(SourceFile(path: "x", bytes: bytes))
      let spans = (0..<6).map { _ in
        let start = Int.random(in: 0...bytes.count + 2, using: &random)
        return fixture.span(start..<Int.random(in: start...bytes.count + 4, using: &random))
      }
      fixture.report(String(decoding: bytes, as: UTF8.self), at: spans[0], labels: spans[1...].map { Label($0, "x") })
      let report = fixture.human(width: Int.random(in: 1...150, using: &random))
      let harmful = report.unicodeScalars.filter {
        $0 != "\n" && ($0.properties.generalCategory == .control || $0.properties.isBidiControl)
      }
      #expect(harmful.isEmpty)
      #expect(report.split(separator: "\n").contains { $0.hasPrefix("   ") && $0.contains("^") })
      #expect(!JSONReport().render(fixture.findings, sources: fixture.sources).isEmpty)
      #expect(GCCReport().render(fixture.findings, sources: fixture.sources).text.utf8.count { $0 == 10 } == 6)
    }
  }
}
