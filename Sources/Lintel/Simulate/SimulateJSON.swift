import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSimulation
import LintelSource

/// A simulation for programs.
///
/// ```
/// { "version": 1, "step": seconds, "assumptions": { name: { "quick", "typical", "slow" } },
///   "systems": [ { "environment"?: name, "load": name, "start": moment, "unsaid": [ entry ], "runs": [ Run ] } ] }
///
/// Run = { "subject": entry, "minimum", "maximum", "paces": { "quick": Totals, "typical": Totals, "slow": Totals },
///         "alarms": [ name ], "decisions": [ Decision ], "transitions": [ { "time", "alarm", "state" } ],
///         "columns": [ name ], "minutes": [ [ value ] ], "remarks": [ text ] }
/// Decision = { "time", "source", "metric"?, "value"?, "base", "wish"?, "before", "after", "verdict", "reason" }
/// ```
///
/// Times are seconds from the beginning. Decisions, transitions and minutes are those of the typical pace. `alarms` of a
/// minute are the indices of those that are raised.
package struct SimulateJSON {
  private let simulate: Simulate

  package init(_ simulate: Simulate) {
    self.simulate = simulate
  }

  package var text: String {
    let paces = Assumptions.Pace.allCases
    let assumptions = Assumption.allCases.map { assumption in
      let values = paces.map { pace in
        (pace.rawValue, JSONValue.integer(Assumptions(pace, set: simulate.set)[assumption]))
      }
      return (assumption.name, JSONValue.object(values))
    }
    return JSONValue.object([
      ("version", .integer(1)), ("step", .integer(simulate.step)), ("assumptions", .object(assumptions)),
      ("systems", .array(simulate.systems.map(value))),
    ]).text()
  }

  private func value(of system: Simulate.System) -> JSONValue {
    var members: [(String, JSONValue)] = []
    if let environment = system.environment { members.append(("environment", .string(environment))) }
    members += [
      ("load", .string(system.load)), ("start", .string(system.start.text + "Z")),
      ("unsaid", .array(system.unsaid.map { .string($0.description) })), ("runs", .array(system.runs.map(value))),
    ]
    return .object(members)
  }

  private func value(of run: Simulate.Run) -> JSONValue {
    let outcome = run.typical
    return .object([
      ("subject", .string(run.subject.path.description)), ("minimum", .integer(run.subject.bounds.lowerBound)),
      ("maximum", .integer(run.subject.bounds.upperBound)),
      ("paces", .object(run.outcomes.map { ($0.pace.rawValue, totals($0.outcome, run.price)) })),
      ("alarms", .array(outcome.alarms.map { .string($0) })), ("decisions", .array(outcome.decisions.map(value))),
      (
        "transitions",
        .array(
          outcome.transitions.map { change in
            .object([
              ("time", .integer(change.time)), ("alarm", .string(change.alarm)),
              ("state", .string(change.state.rawValue)),
            ])
          })
      ),
      ("columns", .array(SimulateCSV.columns.map { .string($0) })),
      ("minutes", .array(outcome.minutes.map(value))),
      ("remarks", .array(run.remarks.map { .string($0.text) })),
    ])
  }

  private func totals(_ outcome: Outcome, _ price: Double?) -> JSONValue {
    let totals = outcome.totals
    let first = outcome.decisions.first { $0.after > $0.before }?.time
    var members: [(String, JSONValue)] = [
      ("firstScaleOut", first.map { .integer($0) } ?? .number("null")), ("requests", number(totals.requests)),
      ("secondsSaturated", .integer(totals.secondsSaturated)),
      ("requestsOverCapacity", number(totals.requestsOverCapacity)), ("requestsLost", number(totals.requestsLost)),
      ("longestWait", number(totals.longestWait)), ("secondsAtMaximum", .integer(totals.secondsAtMaximum)),
      ("underProvisioning", number(totals.underProvisioning)), ("overProvisioning", number(totals.overProvisioning)),
      ("underTime", number(totals.underTime)), ("overTime", number(totals.overTime)),
      ("scaleOuts", .integer(totals.scaleOuts)), ("scaleIns", .integer(totals.scaleIns)),
      ("reversals", .integer(totals.reversals)), ("peakRunning", .integer(totals.peakRunning)),
      ("meanUtilization", thousandths(totals.meanUtilization)),
      ("peakUtilization", thousandths(totals.peakUtilization)), ("hours", number(totals.taskHours)),
    ]
    if let price { members.append(("cost", number(totals.taskHours * price))) }
    return .object(members)
  }

  private func value(of decision: Decision) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("time", .integer(decision.time)), ("source", .string(decision.source)),
    ]
    if case .policy(_, let metric, let value) = decision.cause {
      members += [("metric", .string("\(metric.namespace) \(metric.name)")), ("value", thousandths(value))]
    }
    members.append(("base", .integer(decision.base)))
    if let wish = decision.wish { members.append(("wish", .integer(wish))) }
    members += [
      ("before", .integer(decision.before)), ("after", .integer(decision.after)),
      ("verdict", .string(decision.verdictName)), ("reason", .string(decision.words)),
    ]
    return .object(members)
  }

  /// In the order of the columns.
  private func value(of minute: Outcome.Minute) -> JSONValue {
    let alarms = (0..<64).filter { minute.alarms >> UInt64($0) & 1 == 1 }
    return .array([
      .integer(minute.time), number(minute.rate), .integer(minute.needed), .integer(minute.desired),
      .integer(minute.running), minute.utilization.map(thousandths) ?? .number("null"),
      .integer(minute.saturatedSeconds), number(minute.wait), .array(alarms.map { .integer($0) }),
    ])
  }

  private func number(_ value: Double) -> JSONValue { .number(Figures.decimal(value, places: 4)) }
  private func thousandths(_ value: Int) -> JSONValue { .number(Figures.thousandths(value, places: 3)) }
}

/// The minutes of a simulation, for spreadsheets.
package struct SimulateCSV {
  static let columns = [
    "time", "rps", "needed", "desired", "running", "utilization", "saturatedSeconds", "waitSeconds", "alarms",
  ]

  private let simulate: Simulate

  package init(_ simulate: Simulate) {
    self.simulate = simulate
  }

  /// One header, and a line a minute of each run at the typical pace.
  package var text: String {
    var text = (["environment", "subject"] + Self.columns).joined(separator: ",") + "\n"
    for system in simulate.systems {
      for run in system.runs {
        let head = "\(system.environment ?? ""),\(run.subject.path)"
        let names = run.typical.alarms
        for minute in run.typical.minutes {
          let raised = names.indices.filter { $0 < 64 && minute.alarms >> UInt64($0) & 1 == 1 }.map { names[$0] }
          let fields = [
            head, "\(minute.time)", Figures.decimal(minute.rate, places: 4), "\(minute.needed)", "\(minute.desired)",
            "\(minute.running)", minute.utilization.map { Figures.thousandths($0, places: 3) } ?? "",
            "\(minute.saturatedSeconds)", Figures.decimal(minute.wait, places: 4), raised.joined(separator: ";"),
          ]
          text += fields.joined(separator: ",") + "\n"
        }
      }
    }
    return text
  }
}
