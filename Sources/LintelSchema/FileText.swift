package import LintelSource
package import LintelSpec
import LintelYAML

extension FieldType where Value == FileText {
  /// The path of a file whose text becomes part of the system, from the folder of the spec's own file.
  ///
  /// `limit`: how many bytes it may have.
  package static func file(limit: Int) -> FieldType<FileText> {
    FieldType(shape: .string(pattern: nil, minLength: 1, maxLength: 4096), placeholder: FileText(path: "", text: "")) {
      cursor, context in
      guard let path = FieldType<String>.string.read(cursor, context) else { return nil }
      // What the file holds is for each environment to say.
      guard context.mode == .whole else { return FileText(path: path, text: "") }
      return context.text(ofFile: path, limit: limit, at: cursor).map { FileText(path: path, text: $0) }
    }
  }
}

/// The text of a file that a field names.
package struct FileText: Hashable, Sendable {
  package let path: String
  package let text: String
}

extension ReadingContext {
  /// The text of a file; nil after a finding.
  fileprivate func text(ofFile path: String, limit: Int, at cursor: Cursor) -> String? {
    let span = cursor.span(in: tree)
    func report(_ message: String, _ label: String, _ help: String) -> String? {
      findings.report(.unreadableFile, at: span, message, label: label, help: [help])
      return nil
    }
    let spec = tree.sources[tree.span(of: cursor.node).file].path
    let folder = spec.lastIndex(of: "/").map { String(spec[...$0]) } ?? ""
    switch files?(path.hasPrefix("/") ? path : folder + path, limit) ?? .failure("there is no such file") {
    case .bytes(let bytes):
      if bytes.contains(0) || String(validating: bytes, as: UTF8.self) == nil {
        return report("'\(path)' is not text", "UTF-8 is expected", "name a file of text")
      }
      return String(decoding: bytes, as: UTF8.self)
    case .tooLarge:
      return report(
        "'\(path)' is larger than \(limit) bytes", "AWS takes no more",
        "keep the rest in S3 or in the image, and have this fetch it")
    case .failure(let reason):
      return report("'\(path)' cannot be read", reason, "a path begins in the folder of the spec")
    }
  }

  /// A text of a file with its `${…}` replaced; nil after a finding.
  package func interpolated(_ text: String, at span: Span) -> Text? {
    let expander = Interpolation(tree: tree, scope: scope) { problem in
      self.findings.report(problem.rule, at: span, problem.message, help: [problem.help])
    }
    guard let text = expander.expand(text, in: .deployTime) else { return nil }
    return checked(text, at: span)
  }
}
