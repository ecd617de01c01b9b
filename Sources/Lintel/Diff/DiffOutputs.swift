import LintelAnalysis
import LintelDiff
import LintelGraph
import LintelSource
import LintelSpec

// Outputs as lines of a report.
extension DiffLines {
  func lines(of change: OutputChange) -> [DiffLine] {
    let word =
      change.before == nil ? "new" : change.after == nil ? "removed" : change.edits.isEmpty ? "follows" : "changed"
    let mark: DiffLine.Mark = change.before == nil ? .added : change.after == nil ? .removed : .changed
    let export = change.before?.export ?? change.after?.export
    let name = export.map { ", exported as \(ValueWords.words($0, limit: limit))" } ?? ""
    var lines = [DiffLine(mark: mark, depth: 0, text: "outputs.\(change.id)\(name): \(word)", isTitle: true)]
    for edit in change.edits where change.before != nil && change.after != nil || edit.names == ["Value"] {
      let values = change.values(of: edit, limit: limit)
      let texts = [values.before, values.after].compactMap(\.self).joined(separator: " → ")
      let mark: DiffLine.Mark = edit.before == nil ? .added : edit.after == nil ? .removed : .changed
      lines.append(DiffLine(mark: mark, depth: 1, text: "\(ValueWords.place(of: edit)): \(texts)"))
    }
    for path in change.following.prefix(3) {
      lines.append(DiffLine(mark: .none, depth: 1, text: "Value follows \(path)"))
    }
    if let consequence = change.consequence {
      lines.append(
        DiffLine(
          mark: .none, depth: 1, text: TerminalText.visible(Symbol.spelled(consequence.words)),
          isGrave: consequence.isGrave))
    }
    return lines
  }
}

extension OutputChange {
  /// What an edit changes into what, hidden where the output's name tells of a secret.
  func values(of edit: Edit, limit: Int) -> (before: String?, after: String?) {
    guard SecretName.isSecret(id), edit.names == ["Value"] else { return ValueWords.values(of: edit, limit: limit) }
    return (edit.before.map { _ in Secrecy.mark }, edit.after.map { _ in Secrecy.mark })
  }
}
