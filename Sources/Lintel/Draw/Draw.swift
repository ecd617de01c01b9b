import LintelDrawing
import LintelGraph
import LintelSource

/// The pictures of a spec's systems: what `lintel graph` prints.
package struct Draw {
  package enum Form: String, CaseIterable, Sendable { case svg, mermaid, dot }

  private let sources: Sources
  private let pictures: [Picture]
  /// The environments, in the order of the spec; empty where it has none.
  package let environments: [String]

  /// - Parameter checked: A spec of which every graph read.
  package init(_ checked: Checked) {
    sources = checked.sources
    pictures = checked.graphs.map { Picture($0) }
    environments = checked.graphs.compactMap(\.environment)
  }

  /// The picture of one system, as a file.
  ///
  /// - Parameters:
  ///   - environment: The environment; nil where the spec has none.
  ///   - form: The format.
  ///   - address: The way from the file to one of the spec's, by the path that it was read by.
  /// - Returns: Nil when there is no such environment.
  package func text(
    of environment: String?, as form: Form, address: (String) -> String?
  ) -> String? {
    guard let index = pictures.firstIndex(where: { $0.environment == environment }) else { return nil }
    let place = { (span: Span) -> String? in
      guard let place = sources.written(span), let path = address(place.file.path) else { return nil }
      return "\(path)#L\(place.start.line)"
    }
    return withoutActuallyEscaping(place) { place in
      switch form {
      case .svg: SVG(drawing(index), address: place).text
      case .mermaid: Mermaid(pictures[index]).text
      case .dot: DOT(pictures[index], address: place).text
      }
    }
  }

  /// Laid out with the environments that are alike, so that these can be compared.
  private func drawing(_ index: Int) -> Drawing {
    let alike = pictures.indices.filter { $0 == index || pictures[$0].standsLike(pictures[index]) }
    let layout = Layout(alike.map { pictures[$0] })
    return layout.drawing(alike.firstIndex(of: index) ?? 0)
  }
}
