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

  /// The most I/O operations a second of a volume of a size in GiB, which grow with it; nil where none can be asked for.
  ///
  /// From "Amazon EBS volume types": 500 a GiB of `gp3`, which has 3000 at any size, 50 of `io1` and 1000 of `io2`.
  package func mostIops(ofGiB size: Int) -> Int? { perGiB.map { max($0 * size, self == .gp3 ? Self.usualIops : 0) } }

  /// The least size in GiB of a volume with as many I/O operations a second; nil where none can be asked for.
  package func leastSize(ofIops iops: Int) -> Int? { perGiB.map { (iops + $0 - 1) / $0 } }

  private var perGiB: Int? {
    switch self {
    case .gp3: 500
    case .io1: 50
    case .io2: 1000
    case .gp2, .sc1, .st1, .standard: nil
    }
  }

  /// MiB a second of `gp3` are a quarter of its I/O operations a second at most.
  package static func mostThroughput(ofIops iops: Int) -> Int { iops / 4 }

  /// What `gp3` has where nobody says how many.
  package static let usualIops = 3000

  /// Whether AWS wants to be told how many.
  package var needsIops: Bool { self == .io1 || self == .io2 }

  package var hasThroughput: Bool { self == .gp3 }
}
