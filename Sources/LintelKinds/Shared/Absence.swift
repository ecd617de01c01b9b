/// What happens without a field that several kinds have, in the words of the reference pages.
enum Absence {
  static let name = "`<project>-<environment>-<id>`"
  static let hashedName = "`<project>-<environment>-<id>-` and 6 hex digits"
}
