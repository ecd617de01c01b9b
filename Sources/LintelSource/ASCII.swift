// The bytes that names of AWS's are made of.
extension UInt8 {
  package var isDigit: Bool { (0x30...0x39).contains(self) }
  package var isSmallLetter: Bool { (0x61...0x7A).contains(self) }
  package var isCapitalLetter: Bool { (0x41...0x5A).contains(self) }
  package var isAlphanumeric: Bool { isDigit || isSmallLetter || isCapitalLetter }
  /// A digit of the identifiers that AWS makes.
  package var isSmallHexDigit: Bool { isDigit || (0x61...0x66).contains(self) }
}
