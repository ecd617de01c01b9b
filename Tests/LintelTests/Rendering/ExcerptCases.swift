import LintelSource
import Testing

/// One excerpt and what is drawn of it.
struct ExcerptCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let make: @Sendable () -> RenderingFixture
  var width = 140
  let expected: String
}

extension ExcerptCase {
  static let all: [ExcerptCase] = [
    ExcerptCase(
      testDescription: "a tab before and under the carets",
      make: { RenderingFixture("a:\tb\tc # x\n", at: "b\tc") },
      expected: """
         1 | a:  b   c # x
           |     ^^^^^ here
        """),
    ExcerptCase(
      testDescription: "CR LF", make: { RenderingFixture("a: 1\r\nport: 80\r\nb: 2\r\n", at: "80") },
      expected: """
         2 | port: 80
           |       ^^ here
        """),
    ExcerptCase(
      testDescription: "lone CR", make: { RenderingFixture("a: 1\rport: 80\rb: 2", at: "80") },
      expected: """
         2 | port: 80
           |       ^^ here
        """),
    ExcerptCase(
      testDescription: "a byte order mark", make: { RenderingFixture("\u{FEFF}port: 80\n", at: "port") },
      expected: """
         1 | port: 80
           | ^^^^ here
        """),
    ExcerptCase(
      testDescription: "wide characters before and under the carets",
      make: { RenderingFixture("名前: サービス # ポート\n", at: "サービス") },
      expected: """
         1 | 名前: サービス # ポート
           |       ^^^^^^^^ here
        """),
    ExcerptCase(
      testDescription: "emoji of one and of several code points",
      make: { RenderingFixture("a: 🚀👨‍👩‍👧🇩🇪👍🏽❤️1️⃣ port\n", at: "port") },
      expected: """
         1 | a: 🚀👨‍👩‍👧🇩🇪👍🏽❤️1️⃣ port
           |                 ^^^^ here
        """),
    ExcerptCase(
      testDescription: "combining marks",
      make: { RenderingFixture("cafe\u{301}: re\u{301}sume\u{301} x\n", at: "re\u{301}sume\u{301}") },
      expected: """
         1 | café: résumé x
           |       ^^^^^^ here
        """),
    ExcerptCase(
      testDescription: "a combining mark alone", make: { RenderingFixture("cafe\u{301}: 1\n", at: "\u{301}") },
      expected: """
         1 | café: 1
           |    ^ here
        """),
    ExcerptCase(
      testDescription: "control, bidi and invisible characters",
      make: { RenderingFixture("a: \u{1B}[31m\u{202E}b\u{200B}\u{7F}\u{9B} port\n", at: "port") },
      expected: """
         1 | a: <U+001B>[31m<U+202E>b<U+200B><U+007F><U+009B> port
           |                                                  ^^^^ here
        """),
    ExcerptCase(
      testDescription: "several labels on one line",
      make: {
        RenderingFixture(
          "- { port: 8080, cidr: 0.0.0.0/0 }\n", at: "0.0.0.0/0", label: "any address",
          labels: [("port", "this port"), ("8080", "8080 is meant"), ("cidr", "")])
      },
      expected: """
         1 | - { port: 8080, cidr: 0.0.0.0/0 }
           |     ----  ----  ----  ^^^^^^^^^ any address
           |     |     |
           |     |     8080 is meant
           |     this port
        """),
    ExcerptCase(
      testDescription: "the primary mark left of others, and overlapping",
      make: {
        RenderingFixture(
          "- { port: 8080 }\n", at: "port: 8080", label: "the rule",
          labels: [("8080", "the port"), ("port", "the key")])
      },
      expected: """
         1 | - { port: 8080 }
           |     ^^^^^^^^^^
           |     |     |
           |     |     the port
           |     the rule
           |     the key
        """),
    ExcerptCase(
      testDescription: "lines near, between and far",
      make: {
        RenderingFixture(
          "a: 1\nb: 2\nc: 3\nd: 4\n\n\ng: 7\n", at: "c", label: "c",
          labels: [("a", "first"), ("d", "next"), ("g", "last")])
      },
      expected: """
         1 | a: 1
           | - first
         2 | b: 2
         3 | c: 3
           | ^ c
         4 | d: 4
           | - next
        ...
         7 | g: 7
           | - last
        """),
    ExcerptCase(
      testDescription: "a span of several lines",
      make: { RenderingFixture("web:\n  port: 80\n  cidr: any\nb: 1\n", at: "port: 80\n  cidr: any\n") },
      expected: """
         2 |   port: 80
           |   ^^^^^^^^ here (to line 3)
        """),
    ExcerptCase(
      testDescription: "a span of several lines without a label",
      make: { RenderingFixture("web:\n  port: 80\n  cidr: any", at: "web:\n  port: 80\n  cidr", label: "") },
      expected: """
         1 | web:
           | ^^^^ to line 3
        """),
    ExcerptCase(
      testDescription: "a line with its break is one line",
      make: { RenderingFixture("web: |\r\nb: 1\r\n", at: "web: |\r\n") },
      expected: """
         1 | web: |
           | ^^^^^^ here
        """),
    ExcerptCase(
      testDescription: "nothing at the end of a line",
      make: {
        var fixture = RenderingFixture()
        fixture.add("port:\nb: 1\n")
        fixture.report(at: fixture.span(5..<5), label: "no value")
        return fixture
      },
      expected: """
         1 | port:
           |      ^ no value
        """),
    ExcerptCase(
      testDescription: "nothing at the end of the text",
      make: {
        var fixture = RenderingFixture()
        fixture.add("port: 80\n")
        fixture.report(at: fixture.span(9..<9), label: "the text ends")
        return fixture
      },
      expected: """
         2 |
           | ^ the text ends
        """),
    ExcerptCase(
      testDescription: "an empty text, and a span past its end",
      make: {
        var fixture = RenderingFixture()
        fixture.add("")
        fixture.report(at: fixture.span(7..<9), label: "nothing here")
        return fixture
      },
      expected: """
         1 |
           | ^ nothing here
        """),
    ExcerptCase(
      testDescription: "bytes that are no text",
      make: {
        var fixture = RenderingFixture()
        _ = fixture.sources.add(
          SourceFile(path: "lintel.yaml", bytes: Array("a: ".utf8) + [0xFF, 0xE2, 0x82] + Array(" b".utf8)))
        fixture.report(at: fixture.span(4..<6), label: "not UTF-8")
        return fixture
      },
      expected: """
         1 | a: <0xFF><0xE2><0x82> b
           |          ^^^^^^^^^^^^ not UTF-8
        """),
    ExcerptCase(
      testDescription: "a long line is cut around its marks",
      make: {
        let filler = String(repeating: "ü日,", count: 300)
        return RenderingFixture(
          "a: first,\(filler)port\(filler)last\n", at: "port", labels: [("first", "one"), ("last", "two")])
      }, width: 60,
      expected: """
         1 | a: first,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日…
           |    ----- one
         1 | …ü日,ü日,ü日,ü日,ü日,portü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,…
           |                      ^^^^ here
         1 | …ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,ü日,last
           |                                                          ---- two
        """),
    ExcerptCase(
      testDescription: "a long mark is cut",
      make: {
        let filler = String(repeating: "x", count: 500)
        return RenderingFixture("a: \(filler)\n", at: filler)
      }, width: 40,
      expected: """
         1 | a: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
           |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here
        """),
    ExcerptCase(
      testDescription: "a line a little too long",
      make: { RenderingFixture("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw: port\n", at: "port") }, width: 50,
      expected: """
         1 | …fghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw: port
           |                                                ^^^^ here
        """),
  ]
}
