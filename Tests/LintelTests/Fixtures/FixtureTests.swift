import Lintel
import LintelSource
import Testing

/// Whole specs through the whole pipeline.
@Suite struct FixtureTests {
  /// Each bad spec is reported exactly as the file beside it says.
  @Test(arguments: Fixture.all(in: "bad")) func badSpecsAreReported(_ fixture: Fixture) throws {
    let checked = try fixture.check()
    #expect(!checked.findings.isEmpty)
    Checkout.expect(checked.report, at: fixture.goldenPath)
  }

  /// Good specs have neither errors nor warnings, unless a file beside them says which.
  @Test(arguments: Fixture.all(in: "ok")) func goodSpecsAreQuiet(_ fixture: Fixture) throws {
    let checked = try fixture.check()
    #expect(!checked.hasErrors, "\(checked.report)")
    #expect(!checked.graphs.isEmpty)
    if Checkout.bytes(of: fixture.goldenPath) != nil {
      Checkout.expect(checked.report, at: fixture.goldenPath)
    } else {
      #expect(!checked.findings.contains { $0.severity >= .warning }, "\(checked.report)")
    }
  }

  /// Specs of a wrong shape have an error.
  @Test(arguments: Fixture.all(in: "shape")) func wrongShapesAreErrors(_ fixture: Fixture) throws {
    #expect(try fixture.check().hasErrors)
  }

  /// No expectation outlives its spec.
  @Test(arguments: ["bad", "ok", "shape"]) func noExpectationIsStale(_ folder: String) {
    let specs = Set(Fixture.names(in: folder, ending: ".yaml"))
    #expect(Fixture.names(in: folder, ending: ".findings").filter { !specs.contains($0) } == [])
  }

  /// One run reports the mistakes that stand together, each at a place of its own.
  @Test func oneRunReportsEverything() throws {
    let checked = try Fixture(folder: "bad", name: "everything").check()
    #expect(Set(checked.findings.map(\.rule)).count >= 15)
    #expect(Set(checked.findings.map(\.span)).count >= 20)
  }

  /// No message is a sentence with a full stop, and each help says what to do.
  @Test(arguments: Fixture.all(in: "bad")) func wordsKeepToTheStyle(_ fixture: Fixture) throws {
    for finding in try fixture.check().findings {
      for text in [finding.message, finding.label] + finding.help {
        #expect(!text.hasSuffix(".") && !text.hasPrefix(" ") && !text.hasSuffix(" "), "\(text)")
        #expect(!text.contains("no the ") && !text.contains("no a "), "\(text)")
      }
      #expect(!finding.message.isEmpty)
      #expect(finding.span.isWritten)
    }
  }
}
