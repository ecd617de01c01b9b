import LintelDrawing
import LintelGraph
import LintelSource
import Testing

@testable import Lintel

/// Pictures that nobody has to look at to know that they can be read.
@Suite struct DrawingTests {
  @Test(arguments: ExampleSpec.all) func examplesAreDrawnWell(_ example: ExampleSpec) throws {
    try audit(example.check().graphs)
  }

  @Test(arguments: Fixture.all(in: "ok")) func fixturesAreDrawnWell(_ fixture: Fixture) throws {
    try audit(fixture.check().graphs)
  }

  /// Systems with mistakes are drawn too, with what is missing.
  @Test(arguments: Fixture.all(in: "bad")) func brokenSystemsAreDrawnWell(_ fixture: Fixture) throws {
    let checked = try fixture.check()
    if checked.isReadable { try audit(checked.graphs) }
  }

  @Test(arguments: 1...12) func manyServicesAreDrawnWell(_ count: Int) throws {
    for shape in ServicesSpec.Shape.allCases {
      let checked = try Checked(of: ServicesSpec(count: count, shape: shape).text)
      #expect(checked.isReadable, "\(checked.report)")
      try audit(checked.graphs)
    }
  }

  private func audit(_ graphs: [ResourceGraph]) throws {
    let pictures = graphs.map { Picture($0) }
    for picture in pictures {
      let alike = pictures.filter { $0.environment == picture.environment || $0.standsLike(picture) }
      let layout = Layout(alike)
      #expect(layout.conflicts == 0, "an arrow runs on another")
      for index in alike.indices where alike[index].environment == picture.environment {
        let audit = Audit(layout.drawing(index))
        #expect(audit.complaints == [])
        #expect(audit.bends <= 3 * audit.ends + 6, "\(audit.bends) bends for \(audit.ends) ends")
        #expect(audit.crossings <= audit.ends * 2, "\(audit.crossings) crossings for \(audit.ends) ends")
      }
    }
  }

  /// What two environments share stands in the same places.
  @Test func environmentsStandInTheSamePlaces() throws {
    for example in ExampleSpec.all {
      let pictures = try example.check().graphs.map { Picture($0) }
      guard pictures.count > 1, pictures.allSatisfy({ $0.standsLike(pictures[0]) }) else { continue }
      let layout = Layout(pictures)
      let drawings = pictures.indices.map(layout.drawing)
      for drawing in drawings {
        #expect(drawing.width == drawings[0].width && drawing.height == drawings[0].height)
        for box in drawing.boxes {
          guard let same = drawings[0].boxes.first(where: { $0.box.key == box.box.key }) else { continue }
          #expect(same.rect == box.rect, "\(box.box.key) of \(example.name)")
        }
      }
    }
  }

  /// The picture in the folder of the example is that of its spec.
  @Test func theExamplesPictureIsCurrent() throws {
    let example = try #require(ExampleSpec.all.first { $0.name == "ecs-autoscaling" })
    let text = try Draw(example.check()).text(of: "production", as: .svg) { $0 }
    try Checkout.expect(#require(text), at: "examples/ecs-autoscaling/production.svg")
  }

  /// One tree of lines for all members of a group that may reach each other.
  @Test func manyToManyIsOneArrow() throws {
    let graph = try #require(Checked(of: ServicesSpec(count: 12, shape: .mesh).text).graphs.first)
    let picture = Picture(graph)
    #expect(picture.arrows.count > 132)
    let drawing = Layout([picture]).drawing(0)
    #expect(drawing.wires.count <= 6)
  }

  /// A need that cannot be met is broken, and its box says why.
  @Test func whatIsMissingIsBroken() throws {
    let graph = try #require(Checked(of: ServicesSpec(count: 2, shape: .cutOff).text).graphs.first)
    let picture = Picture(graph)
    let missing = picture.arrows.filter { $0.state == .missing }
    #expect(Set(missing.map(\.from)) == ["services.s1", "services.s2"])
    let box = try #require(picture.box("services.s1"))
    #expect(
      box.marks.contains {
        $0.kind == .fault && $0.text == "cannot pull its image, write its logs: service 's1' gets no public address"
      })
    #expect(SVG(Layout([picture]).drawing(0)).text.contains("class=\"cross\""))
  }

  /// Whatever a name is, it stays text.
  @Test func hostileNamesAreText() {
    for text in [
      "</text><script>", "a\"b'c&d", "\u{1B}[31m", "\u{202E}evil", "]]>", "--> end", "\\\"; x [", "`;|", "\u{FFFE}",
    ] {
      let label = Lettering.title.fitted(text, in: 10_000)
      #expect(!label.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
    }
    #expect(Lettering.line.fitted("mmmmmmmmmm", in: 40).hasSuffix("…"))
    #expect(Lettering.line.width(Lettering.line.fitted("mmmmmmmmmm", in: 40)) <= 40)
  }

  /// What a box shows of a text is the longest beginning that has room, whatever letters it is of.
  @Test func aTextIsCutWhereTheRoomEnds() {
    for text in ["mmmmmmmmmm", "il.il.ilm", "Zürich – e\u{301}te\u{301}", "中文名称"] {
      for room in -1...120 {
        let shown = Lettering.line.fitted(text, in: room)
        if Lettering.line.width(text) <= room {
          #expect(shown == text)
          continue
        }
        let beginnings = (0..<text.count).map { String(text.prefix($0)) + "…" }
        #expect(shown == beginnings.last { Lettering.line.width($0) <= room } ?? "")
      }
    }
  }
}
