/// Base64 as AWS's properties want it: one line, padded.
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ text: String) -> String {
    var bits = 0
    var count = 0
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 6 {
        count -= 6
        encoded.append(digits[bits >> count & 63])
      }
      bits &= 1 << count - 1
    }
    if count > 0 { encoded.append(digits[bits << (6 - count) & 63]) }
    while encoded.count % 4 != 0 { encoded.append(UInt8(ascii: "=")) }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// The same in the shell: not every system has a program for it that takes the same options.
  static let runtime = #"""
    # Base64 of a text ($1), in one line.
    base64_of() {
      local LC_ALL=C index bits one two three result=''
      local digits=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/
      for ((index = 0; index < ${#1}; index += 3)); do
        # A quote before a byte has printf give its number.
        printf -v one %d "'${1:index:1}"
        printf -v two %d "'${1:index + 1:1}"
        printf -v three %d "'${1:index + 2:1}"
        bits=$(((one & 255) << 16 | (two & 255) << 8 | (three & 255)))
        result+=${digits:bits >> 18 & 63:1}${digits:bits >> 12 & 63:1}${digits:bits >> 6 & 63:1}${digits:bits & 63:1}
      done
      case $((${#1} % 3)) in
      1) result=${result%??}== ;;
      2) result=${result%?}= ;;
      esac
      printf '%s' "$result"
    }
    """#
}
