/// What to do about a finding where only one thing can be meant: the sentence and the change of the file are one
/// declaration.
///
/// A fix is certain: it says what the author meant and nobody could mean anything else. What has to be decided is a help.
package struct Fix: Hashable, Sendable {
  /// What a scalar of a file becomes.
  enum Form: Hashable {
    /// Text, quoted as the scalar was and where YAML wants it.
    case text(String)
    /// A number or a boolean, which has no quotes.
    case bare(String)
    /// The same between these.
    case enclosed(String, String)
  }

  /// What to do, in the imperative: a help of the finding.
  package let help: String
  /// The scalar that changes.
  let span: Span
  /// Its text as the finding speaks of it: a scalar that says it in another way, by a variable say, is left alone.
  let old: String
  let form: Form

  private init(_ help: String, _ span: Span, _ old: String, _ form: Form) {
    self.help = help
    self.span = span
    self.old = old
    self.form = form
  }

  /// A slip for a word of the language.
  package static func meant(_ word: String, insteadOf old: String, at span: Span) -> Fix {
    Fix("did you mean `\(word)`?", span, old, .text(word))
  }

  /// A text to write; `words`: how a help says it, if not as it is.
  package static func write(_ text: String, insteadOf old: String, at span: Span, as words: String? = nil) -> Fix {
    Fix("write `\(words ?? text)`", span, old, .text(text))
  }

  /// A number or a boolean to write.
  package static func writeBare(_ value: some CustomStringConvertible, insteadOf old: String, at span: Span) -> Fix {
    Fix("write `\(value)`", span, old, .bare(value.description))
  }

  /// A scalar that is right but for its quotes.
  package static func removeQuotes(around old: String, at span: Span) -> Fix {
    Fix("remove the quotes", span, old, .bare(old))
  }

  /// A single item where a list is expected.
  package static func makeList(of old: String, at span: Span) -> Fix {
    Fix("write `[\(old)]`", span, old, .enclosed("[", "]"))
  }

  /// Text that YAML takes for something else without quotes; `help` says so.
  package static func quote(_ old: String, at span: Span, _ help: String) -> Fix {
    Fix(help, span, old, .enclosed("\"", "\""))
  }
}
