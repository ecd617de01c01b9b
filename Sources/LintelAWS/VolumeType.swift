/// A type of EBS volume, and what AWS takes of each.
package enum VolumeType: String, CaseIterable, Sendable {
  case gp2, gp3, io1, io2, sc1, st1, standard

  /// In GiB.
  package var sizes: ClosedRange<Int> {
    switch self {
    case .gp2: 1...16_384
    case .gp3: 1...65_536
    case .io1: 4...16_384
    case .io2: 4...65_536
    case .sc1, .st1: 125...16_384
    case .standard: 1...1024
    }
  }

  /// The I/O operations a second that can be asked for; nil where none can.
  package var iops: ClosedRange<Int>? {
    switch self {
    case .gp3: 3000...80_000
    case .io1: 100...64_000
    case .io2: 100...256_000
    case .gp2, .sc1, .st1, .standard: nil
    }
  }

  /// Whether AWS wants to be told how many.
  package var needsIops: Bool { self == .io1 || self == .io2 }

  package var hasThroughput: Bool { self == .gp3 }
}
