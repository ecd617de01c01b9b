package import LintelSchema

/// A port, or all from one to another: `8080`, `8000-8080`.
package struct PortRange: Hashable, Sendable {
  package let from: Int
  package let to: Int

  package init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      (0...65_535).contains(first), (0...65_535).contains(last), first <= last
    else { return nil }
    from = first
    to = last
  }
}

extension FieldType where Value == PortRange {
  package static var portRange: FieldType<PortRange> {
    FieldType<String>.text("a port", pattern: #"^\d{1,5}(-\d{1,5})?$"#) { text in
      PortRange(text) == nil ? "a number from 0 to 65535 is expected, or two of them as in 8000-8080" : nil
    }.converted(placeholder: PortRange("0") ?? .any) { text, _, _ in PortRange(text) }
  }
}

extension PortRange {
  static let any = PortRange(unchecked: 0, 65_535)

  private init(unchecked from: Int, _ to: Int) {
    self.from = from
    self.to = to
  }
}

extension FieldType where Value == Int {
  package static var port: FieldType<Int> { .integer(1...65_535) }
}
