import Glibc

/// Standard output and standard error, whole or not at all.
enum Terminal {
  /// Writes to standard output; false when it does not take it.
  static func output(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

  static func error(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// Whether a report may be in colour: on a terminal that wants it.
  static var takesColor: Bool {
    isatty(STDOUT_FILENO) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
      && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
  }

  /// The columns of the terminal; nil where it is none.
  static var width: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { write($0, to: descriptor) }
  }

  static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      offset += count
    }
    return true
  }

  /// What the system says of the last failure.
  static var lastError: String { String(cString: strerror(errno)) }
}
