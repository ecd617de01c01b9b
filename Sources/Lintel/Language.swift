import LintelAWS

package enum Language {
  package static var schema: String { "" }
  package static var catalog: String { Catalog.json }
}
