import LintelAWS
import LintelAnalysis
import LintelGraph

extension Simulation {
  /// Its policies with their alarms, made of those that are written and those that AWS makes for target tracking.
  func controller(_ metrics: [ScalingMetric], _ series: [MetricSeries]) -> Controller {
    var alarms: [AlarmClock] = []
    var names: [String] = []
    var policies: [PolicyClock] = []
    func index(of metric: ScalingMetric) -> Int { metrics.firstIndex(of: metric) ?? 0 }
    for policy in subject.policies {
      switch policy.form {
      case .steps(let calls):
        var own: [(alarm: Int, steps: StepPolicy)] = []
        for call in calls {
          guard let threshold = Self.thousandths(call.steps.threshold) else { continue }
          names.append(call.alarm.path.description)
          alarms.append(
            AlarmClock(
              series: index(of: call.alarm.metric), period: call.alarm.period,
              evaluationPeriods: call.alarm.evaluationPeriods, datapointsToAlarm: call.alarm.datapointsToAlarm,
              threshold: threshold, comparison: call.steps.direction == .scaleOut ? .atLeast : .atMost,
              missingData: call.alarm.missingData))
          own.append((alarms.count - 1, call.steps))
        }
        policies.append(PolicyClock(path: policy.path, form: .steps(own), pace: policy.pace))
      case .tracking(let written, let metric):
        let tracking = TrackingPolicy(
          target: written.target,
          lowAlarm: TrackingPolicy.LowAlarm(
            percent: assumptions[subject.unit == .tasks ? .serviceLowAlarm : .groupLowAlarm]),
          scalesIn: written.scalesIn)
        guard let target = Self.thousandths(tracking.target), let low = tracking.lowThreshold.flatMap(Self.thousandths)
        else { continue }
        let position = index(of: metric)
        let period = min(60, series[position].resolution)
        names.append("\(policy.path) high")
        alarms.append(
          AlarmClock(
            series: position, period: period,
            evaluationPeriods: assumptions[.highAlarmPoints], datapointsToAlarm: assumptions[.highAlarmPoints],
            threshold: target, comparison: .above))
        let high = alarms.count - 1
        if tracking.scalesIn {
          names.append("\(policy.path) low")
          alarms.append(
            AlarmClock(
              series: position, period: period,
              evaluationPeriods: assumptions[.lowAlarmPoints], datapointsToAlarm: assumptions[.lowAlarmPoints],
              threshold: low, comparison: .below))
        }
        policies.append(
          PolicyClock(
            path: policy.path, form: .tracking(tracking, high: high, low: tracking.scalesIn ? high + 1 : nil),
            pace: policy.pace))
      case .predictive, .unknown: break
      }
    }
    let provisioning = assumptions[subject.unit == .tasks ? .taskProvisioning : .instanceProvisioning]
    return Controller(
      assumptions, commonWarmUp: subject.commonWarmUp, startTime: provisioning + workload.startUp, policies: policies,
      alarms: alarms, names: names, metrics: metrics, bounds: subject.bounds)
  }
}
