/// Names one file of a `Sources`.
package struct FileID: Hashable, Sendable, Comparable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package static func < (left: FileID, right: FileID) -> Bool { left.rawValue < right.rawValue }
}

/// A place: a half-open range of bytes in a file, or an indirection to one (see `Sources.place(of:)`).
///
/// Twelve bytes on purpose: every value of a spec and of the resource graph carries one. Lines, columns and UTF-16
/// offsets are worked out when a finding is printed.
package struct Span: Hashable, Sendable {
  package var file: FileID
  /// The first byte, counted from 0.
  package var start: UInt32
  /// One past the last byte.
  package var end: UInt32

  package init(file: FileID, start: UInt32, end: UInt32) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// Whether it begins before another: in an earlier file, or further up in the same.
  package func isBefore(_ other: Span) -> Bool { (file, start) < (other.file, other.start) }

  /// The place of what no file says.
  package static let none = Span(file: FileID(rawValue: 0xFFFF_FFFF), start: 0, end: 0)

  /// Whether somebody wrote what stands here.
  package var isWritten: Bool { self != .none }

  /// The file number that marks a span as an index into `Sources.indirections`.
  static let indirect = FileID(rawValue: 0xFFFF_FFFE)
}

/// A value and the place that wrote it.
package struct Located<Value> {
  package var value: Value
  package var span: Span

  package init(_ value: Value, at span: Span) {
    self.value = value
    self.span = span
  }

  /// Whether the spec holds the value, as against a default.
  package var isWritten: Bool { span.isWritten }

  package func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> {
    Located<Other>(try transform(value), at: span)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
