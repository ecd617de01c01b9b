import LintelSource

// The frames of a geometry in one environment, with their labels.
extension Geometry {
  /// The frames, outer ones first.
  func frames(of picture: Picture) -> [Drawing.Frame] {
    let place = picture.place
    var frames = [frame(.region, region, place, hover: "region \(place)")]
    for (index, network) in networks.enumerated() {
      guard let own = picture.networks.first(where: { $0.key == plan.networks[index].key }) else { continue }
      let note = own.isExisting && own.key != PictureBuilder.unnamed ? " · existing" : ""
      frames.append(
        frame(
          .network, network.rect, own.label + note,
          inset: (network.zones.first?.rect.x ?? network.rect.x + 10) - network.rect.x,
          isExisting: own.isExisting, hover: own.label, span: own.span))
      for zone in network.zones {
        frames.append(frame(.zone, zone.rect, zone.zone ?? "zone not known", hover: "zone \(zone.zone ?? "not known")"))
      }
      let present = Set(own.subnets.map(\.path))
      for cell in network.cells where present.contains(cell.subnet.path) {
        let subnet = own.subnets.first { $0.path == cell.subnet.path } ?? cell.subnet
        let sort = subnet.isPublic ? "public" : "private"
        frames.append(
          frame(
            subnet.isPublic ? .open : .closed, cell.rect, subnet.label, isExisting: subnet.isExisting,
            hover: "\(subnet.path), \(subnet.isExisting ? "existing" : sort)", span: subnet.span))
      }
    }
    return frames
  }

  private func frame(
    _ kind: Drawing.Frame.Kind, _ rect: Rect, _ text: String, inset: Int = labelInset, isExisting: Bool = false,
    hover: String,
    span: Span = .none
  ) -> Drawing.Frame {
    let down = kind == .region || kind == .network ? 20 : 16
    let label = Drawing.Label(
      place: Point(rect.x + inset, rect.y + down), lettering: .frame,
      text: Lettering.frame.fitted(text, in: rect.width - inset - 10))
    return Drawing.Frame(kind: kind, rect: rect, label: label, isExisting: isExisting, hover: hover, span: span)
  }

  /// What lines keep clear of besides boxes: the labels of the frames in all environments.
  var labels: [Rect] {
    plan.pictures.flatMap { frames(of: $0).map(\.label.bounds) } + plan.pictures.map { heading(of: $0).bounds }
  }

  func heading(of picture: Picture) -> Drawing.Label {
    Drawing.Label(
      place: Point(Geometry.margin, Geometry.margin + 14), lettering: .heading,
      text: Lettering.heading.fitted(picture.title, in: width - 2 * Geometry.margin))
  }
}
