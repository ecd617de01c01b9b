import LintelKinds
import LintelSchema
import LintelSource

/// What may stand in `${…}`: in the list of all there is to explain, and as a page of its own.
struct InterpolationText {
  let width: Int
  let palette: Palette

  /// The forms, with what each is replaced by.
  private static let forms: [(form: String, meaning: String)] = [
    ("${variables.NAME}", "A value of `variables`; the whole of a scalar keeps its type."),
    ("${project}, ${environment}", "As the spec names them, also in names."),
    ("${account}, ${region}", "Where it is deployed; literal in names."),
    ("${parameters.NAME}", "A value that is given when deploying, where a field says that it may be."),
    (
      "${SECTION.ID.ATTRIBUTE}",
      "What AWS gives to an entry, such as `${loadBalancers.public.dnsName}`, where a field may be known only when deploying."
    ),
    (
      "${SECTION.ID.PART.ATTRIBUTE}",
      "The same of what an entry brings with it or names in its place: `${taskDefinitions.web.executionRole.arn}`."
    ),
    ("$${", "A `${` that is meant as it stands, for a shell or a program."),
  ]

  /// The forms below a heading.
  var lines: [PrintableText] {
    [palette.paint("In values", .bold), ""]
      + Self.forms.flatMap { Paragraph.entry($0.form, $0.meaning, column: 38, width: width) } + [""]
  }

  /// The forms, and which attributes each section's entries have.
  var page: PrintableText {
    var lines = lines + [palette.paint("Attributes", .bold), ""]
    for kind in SectionCatalog.kinds where !kind.attributes.isEmpty {
      lines += Paragraph.entry(
        kind.section,
        (kind.attributes + kind.brought.flatMap { part in part.value.map { "\(part.key).\($0)" } })
          .map { "`\($0)`" }.joined(separator: ", "), column: 38, width: width)
    }
    lines += [""]
    lines += Paragraph.lines(
      "Inside `{ }` and `[ ]` a `${…}` stands in quotes. In keys, ids and `include` nothing is replaced.", width: width)
    return lines.joined(separator: "\n") + "\n"
  }
}
