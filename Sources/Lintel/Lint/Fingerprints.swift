import LintelGraph
package import LintelSource

/// Short hashes of texts.
package enum Fingerprint {
  /// 32 hexadecimal digits.
  package static func digest(_ text: String) -> String { String(SHA256.hexDigest(of: Array(text.utf8)).prefix(32)) }
}

extension Checked {
  /// The findings and what is accepted, each with what tells it from others although lines move.
  ///
  /// A fingerprint is made of the rule, the keys that lead to the place, and the text there: as long as these stay, it
  /// stays. Findings that are alike in all of it are counted in the order of the file.
  package func identified() -> (findings: [Finding], accepted: [Finding]) {
    let paths = documents.map { KeyPaths($0.tree, roots: $0.roots) }
    var seen: [String: Int] = [:]
    let all = Findings.ordered(findings + accepted, sources: sources).map { finding in
      var finding = finding
      let place = sources.place(of: finding.span).span
      let path = place.isWritten ? paths?.path(to: place) ?? "" : ""
      let text = sources.written(finding.span).map(Self.text) ?? finding.message
      let key = [finding.rule.id, path, finding.aspect, text].joined(separator: "\0")
      seen[key, default: 0] += 1
      let digest = Fingerprint.digest("\(key)\0\(seen[key, default: 0])")
      finding.identity = FindingIdentity(path: path, fingerprint: digest)
      return finding
    }
    return (all.filter { $0.acceptance == nil }, all.filter { $0.acceptance != nil })
  }

  /// The first line of what stands at a place, with single blanks.
  private static func text(at place: Place) -> String {
    let line = place.file.lineRange(place.start.line - 1)
    let start = Int(place.span.start)
    let end = max(start, min(Int(place.span.end), line.upperBound, start + 200))
    return String(decoding: place.file.bytes[start..<end], as: UTF8.self)
      .split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }
}
