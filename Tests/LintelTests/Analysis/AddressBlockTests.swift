import LintelGraph
import Testing

/// Blocks of IPv6 addresses, as AWS and people write them.
struct AddressBlockTests {
  /// One text of a block is one text of AWS's.
  @Test(arguments: [
    ("::/0", "::/0"), ("0:0:0:0:0:0:0:0/0", "::/0"), ("2001:DB8::/32", "2001:db8::/32"),
    ("2001:0db8:0:0::/32", "2001:db8::/32"), ("1:0:0:2::/64", "1:0:0:2::/64"),
    ("1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128"),
    ("1:0:0:2:3:0:0:4/128", "1::2:3:0:0:4/128"), ("1:0:3:4:5:6:7:8/128", "1:0:3:4:5:6:7:8/128"),
    ("1:2:3:4:5:6:7::/112", "1:2:3:4:5:6:7:0/112"), ("::1/128", "::1/128"), ("0:0:1::/48", "0:0:1::/48"),
    ("FFFF::/16", "ffff::/16"),
  ])
  func aBlockHasOneText(_ written: String, _ shown: String) {
    #expect(CIDR(written)?.description == shown)
  }

  @Test(arguments: [
    "::", "::/", "/0", ":/0", ":::/0", "::/00", "::/129", "::/-1", "::/0 ", " ::/0", "1::2::/64", ":1::/64", "1:/16",
    "1:2:3:4:5:6:7/112", "1:2:3:4:5:6:7:8:9/128", "::1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7:8::/128", "12345::/16",
    "g::/16", "::ffff:10.0.0.0/104", "fe80::%eth0/64", "[::]/0", "1::2:/64", "é::/16",
  ])
  func whatIsNoBlockIsRefused(_ text: String) {
    #expect(CIDR(text) == nil)
  }

  @Test func blocksOfTwoFamiliesHoldNothingOfEachOther() throws {
    let six = try #require(CIDR("2001:db8::/32"))
    let inside = try #require(CIDR("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/128"))
    #expect(six.contains(inside) && !inside.contains(six) && CIDR.everywhereOfIPv6.contains(six))
    #expect(!CIDR.everywhere.contains(six) && !CIDR.everywhereOfIPv6.contains(.everywhere))
    #expect(six.range.upperBound == inside.base && CIDR.everywhereOfIPv6.range == 0...UInt128.max)
    #expect(CIDR("2001:db8:1::/32")?.canonical == six)
    #expect(CIDR.everywhere.range == 0...0xFFFF_FFFF && CIDR("10.1.2.3/8")?.canonical.description == "10.0.0.0/8")
  }
}
