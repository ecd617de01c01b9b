/// AWS's regions and what follows from their names.
package enum Regions {
  /// What is known of a zone by its letter.
  package enum ZoneVerdict: Hashable, Sendable {
    case known
    /// The region has others, and this one is the next: it may be newer than the vocabulary.
    case next(letters: String)
    case impossible(letters: String)
  }

  /// The partition of a region, and what its services' names end in, from the beginning of the region's name.
  ///
  /// From botocore's partitions; a proof compares them.
  package static let partitions: [(prefix: String, name: String, suffix: String)] = [
    ("cn-", "aws-cn", "amazonaws.com.cn"), ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("us-iso-", "aws-iso", "c2s.ic.gov"), ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
    ("eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"), ("us-isof-", "aws-iso-f", "csp.hci.ic.gov"),
    ("eusc-", "aws-eusc", "amazonaws.eu"),
  ]

  /// What names of services end in, in any partition.
  package static let suffixes: Set<String> = Set(["amazonaws.com"] + partitions.map(\.suffix))

  /// The partition that a region belongs to: `aws`, or one of its own.
  package static func partition(of region: String) -> String {
    partitions.first { region.hasPrefix($0.prefix) }?.name ?? "aws"
  }

  /// A letter of a region; known where nothing is known of the region.
  package static func verdict(onZone letter: String, in region: String) -> ZoneVerdict {
    guard let letters = Vocabulary.regions.entry(region), let last = letters.utf8.last, let byte = letter.utf8.first
    else { return .known }
    if letters.utf8.contains(byte) { return .known }
    return byte == last + 1 ? .next(letters: letters) : .impossible(letters: letters)
  }
}

extension Regions {
  /// The letters of a region's zones; `a` and `b`, which every region has, where nothing is known of it.
  package static func zones(in region: String) -> [String] {
    (Vocabulary.regions.entry(region) ?? "ab").map(String.init)
  }
}
