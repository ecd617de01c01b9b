extension Picture {
  /// The same with other words wherever something is written; what tells boxes apart stays.
  package func rewritten(_ words: (String) -> String) -> Picture {
    var picture = self
    picture.project = words(project)
    picture.environment = environment.map(words)
    picture.region = words(region)
    picture.account = account.map(words)
    for network in picture.networks.indices { picture.networks[network].rewrite(words) }
    for box in picture.boxes.indices { picture.boxes[box].rewrite(words) }
    for arrow in picture.arrows.indices { picture.arrows[arrow].hover = words(arrows[arrow].hover) }
    return picture
  }
}

extension Picture.Network {
  fileprivate mutating func rewrite(_ words: (String) -> String) {
    label = words(label)
    for subnet in subnets.indices {
      subnets[subnet].zone = subnets[subnet].zone.map(words)
      subnets[subnet].label = words(subnets[subnet].label)
    }
  }
}

extension Picture.Box {
  fileprivate mutating func rewrite(_ words: (String) -> String) {
    title = words(title)
    subtitle = words(subtitle)
    hover = words(hover)
    for mark in marks.indices {
      marks[mark].text = words(marks[mark].text)
      marks[mark].hover = words(marks[mark].hover)
    }
  }
}
