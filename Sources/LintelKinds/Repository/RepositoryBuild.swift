import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

extension Repository {
  /// How the images of a repository are built.
  package struct Build: Described {
    package static let summary = "How deploy.sh builds the images that it pushes to a repository."

    let context: Located<String>
    let dockerfile: Located<String>
    let target: Located<String>?
    let arguments: [MapEntry<String>]
    let cacheFrom: Located<[Located<Text>]>?
    let cacheTo: Located<[Located<Text>]>?

    package init(_ fields: inout FieldReader) {
      context = fields.optional(
        "context", .string(1...4096), default: ".",
        "The folder that is sent to docker, from where deploy.sh is run. `--image-dir` overrides it.")
      dockerfile = fields.optional(
        "dockerfile", .string(1...4096), default: "Dockerfile", "The Dockerfile's path in that folder.")
      target = fields.optional("target", .string(1...255), "The stage to build.", absence: "the last one")
      arguments =
        fields.optional(
          "args", .map("argument", keys: .environmentVariable, of: .string(0...4096)), "Build arguments.")?
        .value ?? []
      cacheFrom = fields.optional(
        "cacheFrom", .oneOrMore(of: .deployTimeText(1...4096)),
        "Where docker looks for layers that were built before: an image, `${repositories.web.uri}:cache`, or docker's words "
          + "for another place, `type=gha`.",
        absence: "the layers of the machine that builds")
      cacheTo = fields.optional(
        "cacheTo", .oneOrMore(of: .deployTimeText(1...4096)),
        "Where docker keeps the layers for other machines, in its words: `type=inline` keeps them in the image itself.",
        absence: "nowhere else")
    }

    /// What an image of the repository says of its building.
    func members(in lowering: Lowering) -> [Member] {
      func texts(_ texts: Located<[Located<Text>]>?) -> Value? {
        texts.map { .list($0.value.map { lowering.value(of: $0) }, at: $0.span) }
      }
      return [
        Member("Context", .string(context)), Member("Dockerfile", .string(dockerfile)),
        target.map { Member("Target", .string($0)) },
        arguments.isEmpty
          ? nil
          : Member(
            "BuildArguments",
            Value(
              .map(
                arguments.sorted { $0.key.value < $1.key.value }.map { Member($0.key.value, .string($0.value)) }))),
        texts(cacheFrom).map { Member("CacheFrom", $0) }, texts(cacheTo).map { Member("CacheTo", $0) },
      ].compactMap(\.self)
    }
  }
}
