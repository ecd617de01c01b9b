import ArgumentParser
import Glibc
import LintelSource

/// Standard output and standard error, whole or not at all.
///
/// Both take `PrintableText` only, so nothing can be printed that was not made safe.
enum Terminal {
  /// Writes to standard output; false when it does not take it.
  static func output(_ text: PrintableText) -> Bool { write(text.text, to: STDOUT_FILENO) }

  static func error(_ text: PrintableText) { _ = write(text.text, to: STDERR_FILENO) }

  /// Writes a file that was asked for to standard output, byte for byte unless people look at it there.
  static func output(file text: String) -> Bool {
    isatty(STDOUT_FILENO) == 1 ? output(PrintableText(lines: text)) : write(text, to: STDOUT_FILENO)
  }

  /// Whether text may be in colour: on a terminal that wants it, or where that is asked for.
  static func takesColor(_ choice: ColorChoice, on descriptor: Int32 = STDOUT_FILENO) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if isSet("NO_COLOR") { return false }
    if let forced = variable("FORCE_COLOR"), !forced.isEmpty { return forced != "0" && forced != "false" }
    return isatty(descriptor) == 1 && (variable("TERM").map { $0 != "dumb" } ?? false)
  }

  /// The columns that `COLUMNS` asks for, or else those of the terminal; nil where there is none.
  static func width(of descriptor: Int32 = STDOUT_FILENO) -> Int? {
    if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static func isSet(_ name: String) -> Bool { variable(name).map { !$0.isEmpty } ?? false }

  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { write($0, to: descriptor) }
  }

  private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) -> Bool {
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

/// When text is in colour.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument { case auto, always, never }

/// What all commands that print have in common.
struct PrintingOptions: ParsableArguments {
  @Option(help: "When text is in colour; auto asks the terminal, NO_COLOR and FORCE_COLOR.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Only what was asked for: no counts, no notes on what was done.")
  var quiet = false

  /// Whether what goes to standard output is in colour.
  var isColored: Bool { Terminal.takesColor(color) }

  var remarks: Remarks { Remarks(color: color, isQuiet: quiet) }
}

/// What a command says on standard error.
struct Remarks {
  var color = ColorChoice.auto
  var isQuiet = false

  /// A report on standard error.
  func complain(_ report: (HumanReport) -> PrintableText) {
    let width = Terminal.width(of: STDERR_FILENO)
    Terminal.error(
      report(HumanReport(style: Terminal.takesColor(color, on: STDERR_FILENO) ? .ansi : .plain, columns: width)))
  }

  /// Says something that is no result.
  func note(_ text: PrintableText) {
    if !isQuiet { Terminal.error(text) }
  }
}
