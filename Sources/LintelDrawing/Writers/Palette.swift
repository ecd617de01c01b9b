/// The colours of a picture: one a role, on light paper and on dark.
enum Colours {
  struct Shade {
    let light: String
    let dark: String
  }

  static let paper = Shade(light: "#ffffff", dark: "#12161c")
  static let box = Shade(light: "#ffffff", dark: "#1c232c")
  static let ink = Shade(light: "#1d2733", dark: "#e8edf3")
  static let quiet = Shade(light: "#566575", dark: "#a3b1c0")
  static let line = Shade(light: "#34424f", dark: "#c3ced9")
  static let need = Shade(light: "#8291a0", dark: "#7f8e9e")
  static let fault = Shade(light: "#c8232c", dark: "#ff7a72")

  static func shade(of role: Picture.Role) -> Shade {
    switch role {
    case .internet, .addresses: Shade(light: "#56606b", dark: "#a9b4c0")
    case .loadBalancer: Shade(light: "#7a3fd0", dark: "#b996ff")
    case .service, .group, .instance: Shade(light: "#c2600c", dark: "#f2a65a")
    case .gateway: Shade(light: "#0b7d8c", dark: "#4fc6d6")
    case .registry: Shade(light: "#1f6bc9", dark: "#6fb3ff")
    case .logs: Shade(light: "#b4307e", dark: "#f08ac2")
    case .secrets, .settings: Shade(light: "#1b7f4f", dark: "#57cf93")
    }
  }

  static func shade(of fate: PictureChange.Fate) -> Shade {
    switch fate {
    case .new: Shade(light: "#157f3b", dark: "#4ade80")
    case .changed: Shade(light: "#9a6700", dark: "#fbbf24")
    case .gone: fault
    }
  }

  /// The fill of a frame, and its border.
  static func shades(of kind: Drawing.Frame.Kind) -> (fill: Shade, border: Shade) {
    switch kind {
    case .region: (Shade(light: "#fafbfc", dark: "#161b22"), Shade(light: "#9aa7b4", dark: "#566473"))
    case .network: (Shade(light: "#ffffff", dark: "#191f27"), Shade(light: "#4b6f9e", dark: "#6f96c9"))
    case .zone: (Shade(light: "none", dark: "none"), Shade(light: "#9aa7b4", dark: "#5b6a7a"))
    case .open: (Shade(light: "#eef7ee", dark: "#1a2a20"), Shade(light: "#c2dfc4", dark: "#2f4d39"))
    case .closed: (Shade(light: "#eaf1fa", dark: "#1a2635"), Shade(light: "#c1d4ea", dark: "#2f4660"))
    }
  }
}
