/// An exact decimal number, so that 0.3 − 0.1 is 0.2 in a template and not 0.19999999999999998.
package struct Decimal: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The digits, without the point.
  private let digits: Int
  /// How many of them stand behind the point; none of them is a trailing zero.
  private let scale: Int

  private init(digits: Int, scale: Int) {
    var digits = digits
    var scale = scale
    while scale > 0, digits % 10 == 0 {
      digits /= 10
      scale -= 1
    }
    self.digits = digits
    self.scale = scale
  }

  package init(_ integer: Int) {
    self.init(digits: integer, scale: 0)
  }

  /// Reads `-12.50`; refuses exponents, a point without digits around it, and more than 12 digits.
  package init?(_ text: String) {
    var digits = 0
    var scale = 0
    var count = 0
    var sawPoint = false
    var isNegative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: ".") where !sawPoint && count > 0: sawPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        count += 1
        if sawPoint { scale += 1 }
        if count > 12 { return nil }
      default: return nil
      }
    }
    guard count > 0, !(sawPoint && scale == 0) else { return nil }
    self.init(digits: isNegative ? -digits : digits, scale: scale)
  }

  package static func + (left: Decimal, right: Decimal) -> Decimal {
    let scale = max(left.scale, right.scale)
    return Decimal(digits: left.digits(at: scale) + right.digits(at: scale), scale: scale)
  }

  package static func - (left: Decimal, right: Decimal) -> Decimal {
    let scale = max(left.scale, right.scale)
    return Decimal(digits: left.digits(at: scale) - right.digits(at: scale), scale: scale)
  }

  /// Nil where the product has more digits than fit.
  package static func product(_ left: Decimal, _ right: Decimal) -> Decimal? {
    let (digits, overflows) = left.digits.multipliedReportingOverflow(by: right.digits)
    return overflows ? nil : Decimal(digits: digits, scale: left.scale + right.scale)
  }

  /// The smallest whole number that is not below `count` times the quotient of two positive numbers.
  ///
  /// Nil where it does not fit.
  package static func ceiling(_ count: Int, times dividend: Decimal, over divisor: Decimal) -> Int? {
    let scale = max(dividend.scale, divisor.scale)
    let (product, overflows) = dividend.digits(at: scale).multipliedReportingOverflow(by: count)
    let whole = divisor.digits(at: scale)
    guard !overflows, product >= 0, whole > 0 else { return nil }
    return product / whole + (product % whole == 0 ? 0 : 1)
  }

  /// `count` times the quotient of a positive number and a count, cut to three digits behind the point.
  ///
  /// Nil where it does not fit.
  package static func quotient(_ number: Decimal, times count: Int, over divisor: Int) -> Decimal? {
    guard divisor > 0, number.scale <= 3 else { return nil }
    let (product, overflows) = number.digits(at: 3).multipliedReportingOverflow(by: count)
    return overflows ? nil : Decimal(digits: product / divisor, scale: 3)
  }

  /// The nearest binary number.
  package var double: Double { Double(description) ?? 0 }

  /// The number with so many digits behind the point, the others cut off.
  package func cut(to places: Int) -> Decimal {
    var (digits, scale) = (digits, scale)
    while scale > places { (digits, scale) = (digits / 10, scale - 1) }
    return Decimal(digits: digits, scale: scale)
  }

  package static func < (left: Decimal, right: Decimal) -> Bool {
    let scale = max(left.scale, right.scale)
    return left.digits(at: scale) < right.digits(at: scale)
  }

  private func digits(at scale: Int) -> Int {
    var digits = digits
    for _ in self.scale..<max(scale, self.scale) {
      digits = digits.multipliedReportingOverflow(by: 10).partialValue
    }
    return digits
  }

  package var description: String {
    guard scale > 0 else { return String(digits) }
    let text = String(digits.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - text.utf8.count)) + text
    return (digits < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
