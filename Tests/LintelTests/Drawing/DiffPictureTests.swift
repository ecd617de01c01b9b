import LintelDrawing
import LintelGraph
import Testing

@testable import Lintel

/// Pictures of two systems at once.
@Suite struct DiffPictureTests {
  private typealias Fate = PictureChange.Fate

  private static func drawing(_ old: String, _ new: String) throws -> Drawing {
    let diff = try Diff(old: old, new: new)
    return DiffPicture(try #require(diff.comparisons.first)).change.drawing
  }

  private static func audit(_ drawing: Drawing) {
    let audit = Audit(drawing)
    #expect(audit.complaints == [])
    #expect(audit.crossings <= audit.ends * 2)
  }

  @Test func environmentsOfExamplesAreDrawnWell() throws {
    for example in ExampleSpec.all {
      let names = try example.check().graphs.compactMap(\.environment)
      for (from, to) in zip(names, names.dropFirst()) {
        let diff = try Diff(example.text(), from: from, to: to)
        Self.audit(DiffPicture(try #require(diff.comparisons.first)).change.drawing)
      }
    }
  }

  /// Services that come and go, in systems of all shapes.
  @Test(arguments: 1...5) func whatComesAndGoesIsMarked(_ count: Int) throws {
    for shape in ServicesSpec.Shape.allCases {
      let small = ServicesSpec(count: count, shape: shape).text
      let large = ServicesSpec(count: count + 2, shape: shape).text
      for (old, new, fate) in [(small, large, Fate.new), (large, small, Fate.gone)] {
        let drawing = try Self.drawing(old, new)
        Self.audit(drawing)
        let marked = drawing.boxes.filter { $0.fate == fate }.map(\.box.key)
        #expect(Set(marked).isSuperset(of: ["services.s\(count + 1)", "services.s\(count + 2)"]))
        #expect(drawing.boxes.contains { $0.box.key == "services.s1" && $0.fate != fate })
        let other: Fate = fate == .new ? .gone : .new
        #expect(!drawing.boxes.contains { $0.fate == other })
        #expect(drawing.legend.map(\.fate).contains(fate))
      }
    }
  }

  /// Another layout altogether: each part has its fate, and the paper holds both.
  @Test func differentShapesAreDrawnWell() throws {
    for old in ServicesSpec.Shape.allCases {
      for new in ServicesSpec.Shape.allCases where new != old {
        Self.audit(try Self.drawing(ServicesSpec(count: 3, shape: old).text, ServicesSpec(count: 3, shape: new).text))
      }
    }
  }

  /// What moves to other subnets stands in both places.
  @Test func whatMovesIsDrawnTwice() throws {
    let old = ServicesSpec(count: 2, shape: .plain).text
    let new = old.replacing(
      "  s1:\n    taskDefinition: s1\n    subnets: [private-a, private-b, private-c]",
      with: "  s1:\n    taskDefinition: s1\n    subnets: [private-a, private-b]")
    #expect(new != old)
    let drawing = try Self.drawing(old, new)
    Self.audit(drawing)
    let fates = drawing.boxes.filter { $0.box.title == "s1" }.map(\.fate)
    #expect(fates.count == 2 && fates.contains(.gone) && fates.contains(.new))
  }

  /// The same twice has no marks, and no legend.
  @Test func theSameHasNoMarks() throws {
    let text = ServicesSpec(count: 3, shape: .chain).text
    let drawing = try Self.drawing(text, text)
    #expect(drawing.legend.isEmpty)
    let things = drawing.boxes.map(\.fate) + drawing.wires.map(\.fate) + drawing.frames.map(\.fate)
    #expect(things.allSatisfy { $0 == nil })
  }

  /// Whoever points at a box reads what becomes of it.
  @Test func changesAreSaid() throws {
    let old = ServicesSpec(count: 1, shape: .plain).text
    let drawing = try Self.drawing(old, old.replacing("memory: 512", with: "memory: 1024"))
    let box = try #require(drawing.boxes.first { $0.box.key == "services.s1" })
    #expect(box.fate == .changed && box.box.hover.contains("services.s1: rolling deployment"))
    #expect(SVG(drawing).text.contains("changed: services.s1"))
  }
}
