/// Plain signs of 16 by 16 pixels, drawn with lines.
enum Glyphs {
  static func path(of role: Picture.Role) -> String {
    switch role {
    case .internet: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M1.5 8h13M8 1.5c4 4 4 9 0 13M8 1.5c-4 4-4 9 0 13"
    case .addresses: "M2 3h12v8h-12zM5 14h6M8 11v3"
    case .loadBalancer: "M1 8h4M5 8l5-5h2M5 8h7M5 8l5 5h2M12 1.5h3v3h-3zM12 6.5h3v3h-3zM12 11.5h3v3h-3z"
    case .service: "M8 1.2l6 3.4v6.8l-6 3.4l-6-3.4v-6.8zM2 4.6l6 3.4l6-3.4M8 8v6.8"
    case .group: "M1.5 4.5h9v9h-9zM4.5 4.5v-3h10v10h-4M4 7.5h4M4 10.5h4"
    case .instance:
      "M3.5 3.5h9v9h-9zM6 6h4v4h-4zM6 1v2.5M10 1v2.5M6 12.5v2.5M10 12.5v2.5M1 6h2.5M1 10h2.5M12.5 6h2.5M12.5 10h2.5"
    case .gateway: "M8 1v14M1 8h14M5 5l-4 3l4 3M11 5l4 3l-4 3"
    case .registry: "M1.5 5l6.5-3.2l6.5 3.2l-6.5 3.2zM1.5 8.2l6.5 3.2l6.5-3.2M1.5 11.4l6.5 3.2l6.5-3.2"
    case .logs: "M3 1.5h7l3 3v10h-10zM5.5 6.5h5M5.5 9h5M5.5 11.5h3"
    case .secrets: "M3 7h10v7.5h-10zM5 7v-2.5a3 3 0 0 1 6 0v2.5M8 10v2"
    case .settings: "M1.5 4h13M1.5 8h13M1.5 12h13M4.5 2.5v3M10.5 6.5v3M6.5 10.5v3"
    }
  }

  /// Of a chip, in 12 by 12 pixels.
  static func path(of kind: Picture.Mark.Kind) -> String {
    switch kind {
    case .policy: "M1.5 9.5a4.8 4.8 0 1 1 9 0M6 8.5l2.4-3.4"
    case .alarm: "M2 9h8c-1.2-1-1.2-2-1.2-3.6a2.8 2.8 0 0 0-5.6 0c0 1.6 0 2.6-1.2 3.6M5 10.8h2M6 1v1.4"
    case .schedule: "M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6M6 3.4v2.8l2 1.2"
    case .name, .fault: ""
    }
  }
}
