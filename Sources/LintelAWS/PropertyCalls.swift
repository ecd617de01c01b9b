// Options and forms that follow from the name and shape of a property.

extension PropertyDescription {
  /// Whether commands give it: what CloudFormation keeps beside the properties has code of its own.
  var isInCalls: Bool { use.isManaged && !isAttribute }

  /// Whether AWS has a default for it or for a part of it.
  var hasDefaults: Bool {
    if defaultValue != nil { return true }
    if case .object(let parts) = shape { return parts.contains(where: \.hasDefaults) }
    return false
  }

  /// The form of the option's argument.
  fileprivate var form: Placeholder.Form {
    if let form = use.form { return form }
    switch shape {
    case .object, .map, .list(.object), .set(.object): return .shorthand
    case .document: return .json
    default: return .plain
    }
  }
}

extension Command.Part {
  /// The option of a property with its argument.
  init(_ property: PropertyDescription) {
    let value = CommandText.Word.placeholder(
      .property(property.name, property.form, initial: property.use.initialValue))
    option = property.use.option ?? "--" + OptionName.kebab(property.name)
    arguments = [CommandText(words: property.use.prefix.isEmpty ? [value] : [.text(property.use.prefix), value])]
  }

  /// Whether the resource's tags are given with it.
  var hasTags: Bool {
    placeholders.contains { if case .tags = $0 { true } else { false } }
  }
}

extension Placeholder {
  /// The property that it asks, of the resource or of what the property refers to.
  package var propertyName: String? {
    switch self {
    case .property(let name, _, _): name
    case .referenced(let name, _): name
    default: nil
    }
  }
}

/// How the AWS CLI makes an option of a member's name: `TargetGroupARNs` is `--target-group-arns`.
///
/// botocore's `xform_name` does the same: a word begins at a capital letter behind a small one or a digit, and at one
/// that a small letter follows; several capital letters with an `s` at the end are one word.
package enum OptionName {
  package static func kebab(_ name: String) -> String {
    let bytes = Array(name.utf8)
    func isUpper(_ index: Int) -> Bool { bytes.indices.contains(index) && (0x41...0x5A).contains(bytes[index]) }
    func isLower(_ index: Int) -> Bool { bytes.indices.contains(index) && (0x61...0x7A).contains(bytes[index]) }
    var plural = bytes.count
    if bytes.last == UInt8(ascii: "s") {
      var start = bytes.count - 1
      while isUpper(start - 1) { start -= 1 }
      if bytes.count - 1 - start >= 2 { plural = start }
    }
    var words: [UInt8] = []
    for index in bytes.indices {
      let isStart =
        index == plural || index < plural && isUpper(index) && (!isUpper(index - 1) || isLower(index + 1))
      if isStart, index > 0 { words.append(UInt8(ascii: "-")) }
      words.append(isUpper(index) ? bytes[index] + 0x20 : bytes[index])
    }
    return String(decoding: words, as: UTF8.self)
  }
}
