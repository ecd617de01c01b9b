/// The looks of an SVG, for light paper and for dark.
enum Stylesheet {
  /// A modern sans-serif where there is one; DejaVu Sans is the widest, and the one that widths are reckoned with.
  static let fonts = "\"Segoe UI\", \"Helvetica Neue\", Arial, \"DejaVu Sans\", sans-serif"

  static let text = shapes + colours(\.light) + "@media (prefers-color-scheme: dark) {\n" + colours(\.dark) + "}\n"

  /// What becomes of things, behind all else: it is said in its own colour, whatever the role is.
  static let fates =
    """
    .new .body, .changed .body { stroke-width: 2.8; }
    .gone .body, .gone .plate, .frame.gone rect { stroke-dasharray: 3 4; }
    .gone .way { stroke-dasharray: 2 5; }
    .gone .unit, .gone rect.port, .gone .glyph, .chip.gone { opacity: 0.45; }
    .sign { fill: none; stroke-width: 1.8; stroke-linecap: round; }

    """ + fates(\.light) + "@media (prefers-color-scheme: dark) {\n" + fates(\.dark) + "}\n"

  private static func fates(_ side: KeyPath<Colours.Shade, String>) -> String {
    PictureChange.Fate.allCases.map { fate in
      let (name, shade) = (fate.rawValue, Colours.shade(of: fate)[keyPath: side])
      return """
        .box.\(name) .body, .frame.\(name) rect, .wire.\(name) .way { stroke: \(shade); }
        .badge.\(name), .wire.\(name) .head, .wire.\(name) circle { fill: \(shade); }

        """
    }.joined() + ".sign { stroke: \(Colours.box[keyPath: side]); }\n"
  }

  private static let shapes =
    "text { font-family: \(fonts); }\n"
    + Lettering.allCases.map { lettering in
      "text.\(lettering.rawValue) { font-size: \(lettering.size)px;\(lettering.isBold ? " font-weight: bold;" : "") }\n"
    }.joined()
      + """
      a { text-decoration: none; }
      .region rect { stroke-dasharray: 6 4; }
      .zone rect { stroke-dasharray: 3 4; }
      .existing rect { stroke-dasharray: 4 3; }
      .body { stroke-width: 1.6; }
      .glyph { fill: none; stroke-width: 1.3; stroke-linejoin: round; stroke-linecap: round; }
      .way { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
      .perhaps .way { stroke-dasharray: 2 4; }
      .missing .way { stroke-dasharray: 7 5; stroke-width: 1.8; }
      .cross { fill: none; stroke-width: 2.4; stroke-linecap: round; }
      a:hover .body, a:hover .plate { stroke-width: 2.6; }

      """

  private static func colours(_ side: KeyPath<Colours.Shade, String>) -> String {
    let fault = Colours.fault[keyPath: side]
    var text = """
      .paper { fill: \(Colours.paper[keyPath: side]); }
      text { fill: \(Colours.ink[keyPath: side]); }
      .quiet { fill: \(Colours.quiet[keyPath: side]); }
      .faulty { fill: \(fault); }
      .body, .plate { fill: \(Colours.box[keyPath: side]); }
      .onport { fill: \(Colours.box[keyPath: side]); }
      .request .way { stroke: \(Colours.line[keyPath: side]); }
      .request .head, .request circle { fill: \(Colours.line[keyPath: side]); }
      .need .way { stroke: \(Colours.need[keyPath: side]); }
      .need .head, .need circle { fill: \(Colours.need[keyPath: side]); }
      .missing .way, .missing .cross { stroke: \(fault); }
      .missing .head, .missing circle { fill: \(fault); }

      """
    for kind in [Drawing.Frame.Kind.region, .network, .zone, .open, .closed] {
      let shades = Colours.shades(of: kind)
      let fill = shades.fill[keyPath: side]
      text += ".\(kind.rawValue) rect { fill: \(fill); stroke: \(shades.border[keyPath: side]); }\n"
    }
    for role in Picture.Role.allCases {
      let shade = Colours.shade(of: role)[keyPath: side]
      text +=
        ".\(role.rawValue) .body, .\(role.rawValue) .plate, .\(role.rawValue) .glyph { stroke: \(shade); }\n"
        + ".\(role.rawValue) .unit, .\(role.rawValue) rect.port { fill: \(shade); }\n"
    }
    return text
  }
}
