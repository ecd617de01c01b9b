import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

extension FieldType where Value == Decimal {
  /// A number from zero on, or above it, up to a limit.
  static func amount(above isAbove: Bool, most: Int) -> FieldType<Decimal> {
    number.converted(placeholder: Decimal(1)) { number, span, context in
      let isEnough = isAbove ? number > Decimal(0) : number >= Decimal(0)
      if isEnough, number <= Decimal(most) { return number }
      context.findings.report(
        .invalidValue, at: span, "\(number) is out of range",
        label: isAbove ? "a number above 0, at most \(most), is expected" : "a number from 0 to \(most) is expected")
      return nil
    }
  }
}

extension FieldType where Value == Int {
  /// A number of Lintel's own, of which AWS knows nothing.
  static func whole(_ range: ClosedRange<Int>, in unit: Unit? = nil) -> FieldType<Int> {
    integer(0 ... .max, in: unit).converted(shape: .integer(range), placeholder: range.lowerBound) {
      number, span, context in
      if range.contains(number) { return number }
      context.findings.report(
        .invalidValue, at: span, "\(number) is out of range",
        label: "a number from \(range.lowerBound) to \(range.upperBound) is expected")
      return nil
    }
  }
}

extension FieldType where Value == String {
  /// A stage of a load.
  static var stage: FieldType<String> {
    .text("a stage", pattern: LoadStage.pattern) { LoadStage.problem(with: $0) }
  }

  static var momentOfLoad: FieldType<String> {
    text("a moment such as `2027-01-31T08:00:00Z`", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$") { text in
      Moment(text) == nil ? "a day of the calendar and a time in UTC are expected" : nil
    }
  }
}
