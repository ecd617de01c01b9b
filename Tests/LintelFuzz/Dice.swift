/// Random numbers that a seed decides (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  /// The numbers of one input: inputs of the same run have nothing to do with each other.
  init(seed: UInt64, input: UInt64) {
    state = seed
    state = next() ^ (input &* 0xd134_2543_de82_ef95)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// A number from 0 up to, not including, `bound`; 0 where there is none.
  mutating func below(_ bound: Int) -> Int { bound > 1 ? Int.random(in: 0..<bound, using: &self) : 0 }

  /// Whether a thing happens that happens once in so many times.
  mutating func once(in count: Int) -> Bool { below(count) == 0 }

  mutating func pick<Items: RandomAccessCollection>(_ items: Items) -> Items.Element? where Items.Index == Int {
    items.isEmpty ? nil : items[items.startIndex + below(items.count)]
  }
}
