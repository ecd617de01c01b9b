/// What AWS says of user data.
package enum UserData {
  /// How many bytes it may have, before it is put in base64.
  package static let limit = 16_384
}
