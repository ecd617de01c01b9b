import LintelAWS
import LintelAnalysis
import LintelGraph

/// One service or group under one load.
package struct Simulation {
  package let subject: ScalingSubject
  package let workload: Workload
  package let curve: LoadCurve
  package let assumptions: Assumptions
  /// The seconds of one step.
  package let step: Int
  /// The seconds during which a deployment runs.
  package let deployment: Range<Int>?

  package init(
    _ subject: ScalingSubject, _ workload: Workload, _ curve: LoadCurve, _ assumptions: Assumptions = Assumptions(),
    step: Int = 1, deployment: Range<Int>? = nil
  ) {
    self.subject = subject
    self.workload = workload
    self.curve = curve
    self.assumptions = assumptions
    self.step = max(1, step)
    self.deployment = deployment
  }

  /// Runs it from the beginning of the load to its end.
  ///
  /// - Parameter keepsMinutes: Whether the outcome has a row for each minute.
  /// - Returns: What came of it.
  package func run(keepsMinutes: Bool = true) -> Outcome {
    var run = Run(self, keepsMinutes: keepsMinutes)
    var time = 0
    while time < curve.duration {
      let seconds = min(step, curve.duration - time)
      run.begin(time)
      run.evaluate(at: time)
      run.serve(from: time, for: seconds)
      time += seconds
    }
    return run.outcome
  }

  /// Nil for a negative number.
  static func thousandths(_ number: Decimal) -> Int? { Decimal.ceiling(1000, times: number, over: Decimal(1)) }
}
