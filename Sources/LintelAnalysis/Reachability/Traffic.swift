/// The protocol and the ports of a connection.
package struct Traffic: Hashable, Sendable, CustomStringConvertible {
  /// AWS's name of the protocol; nil is any.
  package let `protocol`: String?
  /// Of ICMP the message types stand for ports.
  package let ports: ClosedRange<Int>

  package static let allPorts = 0...65_535
  /// Any protocol on any port.
  package static let all = Traffic(nil, allPorts)
  package static let https = Traffic.tcp(443)

  package init(_ protocol: String?, _ ports: ClosedRange<Int>) {
    self.protocol = `protocol`
    self.ports = ports
  }

  package static func tcp(_ port: Int) -> Traffic { Traffic("tcp", port...port) }

  /// The part that both have; nil if there is none.
  package func intersection(_ other: Traffic) -> Traffic? {
    guard `protocol` == nil || other.protocol == nil || `protocol` == other.protocol, ports.overlaps(other.ports) else {
      return nil
    }
    return Traffic(`protocol` ?? other.protocol, ports.clamped(to: other.ports))
  }

  /// Whether what arrives so may be passed on so: a load balancer changes ports, and leaves what carries them.
  package func mayBecome(_ other: Traffic) -> Bool {
    `protocol` == nil || other.protocol == nil || `protocol` == other.protocol
  }

  package func contains(_ other: Traffic) -> Bool { intersection(other) == other }

  static func isICMP(_ protocol: String?) -> Bool { `protocol` == "icmp" || `protocol` == "icmpv6" }

  /// Whether some of it is TCP.
  package var hasTCP: Bool { `protocol` == nil || `protocol` == "tcp" }

  /// `8080`, `8000-8080`, `udp 53`, `icmp type 8`, `all ports`, `all traffic`: TCP goes without saying.
  package var description: String {
    let numbers =
      ports == Traffic.allPorts
      ? "all ports" : ports.count == 1 ? String(ports.lowerBound) : "\(ports.lowerBound)-\(ports.upperBound)"
    switch `protocol` {
    case nil where ports == Traffic.allPorts: return "all traffic"
    case nil, "tcp": return numbers
    case let name? where Traffic.isICMP(name):
      return ports == Traffic.allPorts ? name : "\(name) type \(ports.lowerBound)"
    case let name? where Int(name) != nil: return "protocol \(name)"
    case let name?: return "\(name) \(numbers)"
    }
  }

  /// The same in a sentence: `port 8080`, `ports 8000-8080`.
  package var words: String {
    guard `protocol` == nil || `protocol` == "tcp" else { return description }
    return ports == Traffic.allPorts ? description : (ports.count == 1 ? "port " : "ports ") + description
  }
}
