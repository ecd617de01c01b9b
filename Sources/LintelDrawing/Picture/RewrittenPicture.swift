extension Picture {
  /// The same with other words wherever something is written; what tells boxes apart stays.
  package func rewritten(_ words: (String) -> String) -> Picture {
    var picture = Picture(
      project: words(project), environment: environment.map(words), region: words(region), account: account.map(words))
    picture.networks = networks.map { network in
      Network(
        key: network.key, label: words(network.label), isExisting: network.isExisting, span: network.span,
        subnets: network.subnets.map { subnet in
          Subnet(
            path: subnet.path, zone: subnet.zone.map(words), label: words(subnet.label), isPublic: subnet.isPublic,
            isExisting: subnet.isExisting, span: subnet.span)
        })
    }
    picture.boxes = boxes.map { box in
      var copy = Box(
        key: box.key, role: box.role, standing: box.standing, title: words(box.title), span: box.span,
        hover: words(box.hover))
      copy.subtitle = words(box.subtitle)
      (copy.count, copy.minimum, copy.isExisting) = (box.count, box.minimum, box.isExisting)
      copy.marks = box.marks.map { Mark($0.kind, words($0.text), hover: words($0.hover), span: $0.span) }
      return copy
    }
    picture.arrows = arrows.map { arrow in
      Arrow(
        from: arrow.from, to: arrow.to, port: arrow.port, state: arrow.state, purpose: arrow.purpose,
        hover: words(arrow.hover), span: arrow.span)
    }
    return picture
  }
}
