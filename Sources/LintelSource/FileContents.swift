/// Reads a file by its path, of at most so many bytes.
package typealias FileReading = @Sendable (_ path: String, _ limit: Int) -> FileContents

/// Where a file is once all links on the way to it are followed; nil where there is none.
package typealias LinkFollowing = @Sendable (_ path: String) -> String?

/// What came of reading a file.
package enum FileContents: Sendable {
  case bytes([UInt8])
  /// There is more in it than was asked for.
  case tooLarge
  /// The system's words for why not.
  case failure(String)
}
