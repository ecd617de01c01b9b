import LintelGraph
import LintelSchema
import LintelSource

extension ScheduledAction {
  typealias Size = Located<Deferred<Int>>

  /// The fewest, the most and the count that it sets, of either sort.
  private var sizes: (least: Size?, most: Size?, count: Size?) {
    service == nil ? (minSize, maxSize, desiredCapacity) : (minCapacity, maxCapacity, nil)
  }

  private func count(_ number: Int) -> String {
    "\(number) \(service == nil ? "instance" : "task")\(number == 1 ? "" : "s")"
  }

  func checkOwnBounds(of entry: Entry<ScheduledAction>, _ lowered: Lowering) {
    let (least, most, desired) = sizes
    if let least, let most, let fewest = least.value.judged, let highest = most.value.judged, fewest > highest {
      return lowered.findings.report(
        .crossedBounds, at: most.span, "at most \(count(highest)) would be fewer than at least \(fewest)",
        label: "AWS refuses a minimum above the maximum", labels: [Label(least.span, "the minimum")],
        help: ["raise one or lower the other"])
    }
    guard let desired, let wanted = desired.value.judged else { return }
    let isTooFew = least?.value.judged.map { wanted < $0 } ?? false
    let isTooMany = most?.value.judged.map { wanted > $0 } ?? false
    guard isTooFew || isTooMany, let bound = isTooFew ? least : most else { return }
    lowered.findings.report(
      .crossedBounds, at: desired.span,
      "a desired capacity of \(wanted) is \(isTooFew ? "below the minimum" : "above the maximum")",
      label: "AWS refuses a desired capacity outside of the sizes",
      labels: [Label(bound.span, isTooFew ? "the minimum" : "the maximum")], help: ["raise one or lower the other"])
  }

  /// What it sets of one bound, held against every other bound that can be in force then.
  func checkBounds(of entry: Entry<ScheduledAction>, _ lowered: Lowering) {
    guard let (ownLeast, ownMost) = targetBounds(in: lowered.spec) else { return }
    let others = lowered.index.actions(besides: self, in: lowered.spec).filter { $0.id != entry.id }
    let leasts = ([ownLeast] + others.compactMap(\.model.sizes.least)).map(\.value.judged)
    let mosts = ([ownMost] + others.compactMap(\.model.sizes.most)).map(\.value.judged)
    let (least, most, desired) = sizes
    let keys = service == nil ? ("minSize", "maxSize") : ("minCapacity", "maxCapacity")
    if most == nil, !mosts.contains(nil), let highest = mosts.compactMap(\.self).max() {
      for size in [least, desired] {
        guard let size, let wanted = size.value.judged, wanted > highest else { continue }
        lowered.findings.report(
          .actionOutsideBounds, at: size.span,
          "\(count(wanted)) would be more than the \(highest) that there may be then",
          label: "AWS refuses it when its time comes", labels: [Label(ownMost.span, "the most")],
          help: ["add `\(keys.1): \(wanted)` or more to the action"])
        break
      }
    }
    if least == nil, !leasts.contains(nil), let fewest = leasts.compactMap(\.self).min() {
      for size in [most, desired] {
        guard let size, let wanted = size.value.judged, wanted < fewest else { continue }
        lowered.findings.report(
          .actionOutsideBounds, at: size.span,
          "\(count(wanted)) would be fewer than the \(fewest) that there are at least",
          label: "AWS refuses it when its time comes", labels: [Label(ownLeast.span, "the fewest")],
          help: ["add `\(keys.0): \(wanted)` or less to the action"])
        break
      }
    }
  }

  /// The bounds of what it scales, as the spec writes them.
  private func targetBounds(in spec: Specification) -> (least: Size, most: Size)? {
    if let service {
      guard let entry = spec.sections[Service.self][service.value.id], entry.existing == nil else { return nil }
      return entry.model.autoScaling.map { ($0.value.minCapacity, $0.value.maxCapacity) }
    }
    guard let autoScalingGroup, let entry = spec.sections[AutoScalingGroup.self][autoScalingGroup.value.id],
      entry.existing == nil
    else { return nil }
    return (entry.model.minSize, entry.model.maxSize)
  }
}
