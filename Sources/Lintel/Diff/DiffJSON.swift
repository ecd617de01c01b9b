import LintelAWS
import LintelAnalysis
import LintelDiff
import LintelGraph
package import LintelSource
import LintelSpec

/// Differences for programs: `schemas/lintel-diff.schema.json` describes them.
///
/// Secrets are `(hidden)`. A later release may add members; a change of what is here changes the version.
package struct DiffJSON {
  private let diff: Diff

  package init(_ diff: Diff) {
    self.diff = diff
  }

  package var text: PrintableText {
    var json = JSONPrinter()
    json.object { json in
      json.name("version")
      json.number(1)
      json.name("comparisons")
      json.array(diff.comparisons) { json, comparison in write(comparison, to: &json) }
    }
    return json.printable
  }

  private func write(_ comparison: Diff.Comparison, to json: inout JSONPrinter) {
    let diff = comparison.diff
    json.object { json in
      json.name("from")
      write(comparison.from, to: &json)
      json.name("to")
      write(comparison.to, to: &json)
      json.name("verdict")
      write(comparison.verdict, to: &json)
      json.name("changes")
      json.array(diff.changes + diff.followers) { json, change in write(change, to: &json) }
      json.name("parameters")
      json.array(diff.parameters) { json, change in write(change, to: &json) }
      json.name("outputs")
      json.array(diff.outputs) { json, change in write(change, to: &json) }
      json.name("exposures")
      json.array(diff.exposures) { json, exposure in write(exposure, to: &json) }
      json.name("publicAddresses")
      json.array(diff.addresses) { json, change in
        json.object { json in
          json.member("path", change.path.description)
          json.member("before", change.before.rawValue)
          json.member("after", change.after.rawValue)
        }
      }
      json.name("risks")
      json.array(diff.risks) { json, change in
        json.object { json in
          json.member("path", change.risk.path.description)
          json.member("kind", change.risk.kind.rawValue)
          json.name("names")
          json.array(change.risk.names) { $0.string($1) }
          json.name("new")
          json.boolean(change.isNew)
        }
      }
      json.name("permissions")
      json.array(diff.permissions) { json, change in write(change, to: &json) }
      json.name("capacity")
      json.array(diff.capacity) { json, change in write(change, to: &json) }
      json.name("findingsNew")
      write(comparison.findingsNew, comparison.sources.to, to: &json)
      json.name("findingsGone")
      write(comparison.findingsGone, comparison.sources.from, to: &json)
    }
  }

  private func write(_ side: Diff.Side, to json: inout JSONPrinter) {
    json.object { json in
      json.member("name", side.name)
      json.member("environment", side.environment)
      json.member("account", side.account)
      json.member("region", side.region)
    }
  }

  private func write(_ verdict: Verdict, to json: inout JSONPrinter) {
    json.object { json in
      json.member("words", verdict.words)
      for (name, count) in verdict.numbers {
        json.name(name)
        json.number(count)
      }
    }
  }

  // MARK: Changes

  private func write(_ change: Change, to json: inout JSONPrinter) {
    json.object { json in
      json.member("path", change.path.description)
      json.member("logicalId", change.logicalID.description)
      json.member("type", change.type)
      json.member("kind", change.kind.word)
      if case .renamed(let old) = change.kind { json.member("renamedFrom", old.description) }
      json.member("effect", change.effect.rawValue)
      if let cause = change.cause { json.member("cause", cause.description) }
      json.name("edits")
      json.array(change.edits) { json, edit in write(edit, effect(edit.effect, on: change), to: &json) }
      json.name("following")
      json.array(change.following) { json, following in
        json.object { json in
          json.member("property", following.names.joined(separator: "."))
          json.member("of", following.path.description)
          json.member("effect", effect(following.effect, on: change).rawValue)
        }
      }
      json.name("consequences")
      json.array(change.consequences) { json, consequence in
        json.object { json in
          json.member("kind", consequence.kind)
          json.member("message", consequence.message)
        }
      }
    }
  }

  private func effect(_ effect: UpdateEffect, on change: Change) -> Effect {
    change.after.map { Effect(effect, of: $0) } ?? Effect(effect, of: Catalog.type(named: change.type))
  }

  private func write(_ edit: Edit, _ effect: Effect, to json: inout JSONPrinter) {
    let values = ValueWords.values(of: edit, limit: 1000)
    json.object { json in
      json.member("area", edit.area.rawValue)
      json.member("place", ValueWords.place(of: edit))
      json.member("before", values.before)
      json.member("after", values.after)
      json.member("effect", effect.rawValue)
    }
  }

  private func write(_ change: ParameterChange, to json: inout JSONPrinter) {
    let isSecret = SecretName.isSecret(change.name)
    json.object { json in
      json.member("name", change.name)
      json.member("kind", change.before == nil ? "added" : change.after == nil ? "removed" : "changed")
      for (name, parameter) in [("before", change.before), ("after", change.after)] {
        json.member(name, parameter?.defaultValue.map { isSecret ? Secrecy.mark : $0 })
      }
      json.name("usedBy")
      json.array(change.users) { $0.string($1.description) }
    }
  }

  private func write(_ change: OutputChange, to json: inout JSONPrinter) {
    json.object { json in
      json.member("name", change.id)
      json.member("kind", change.before == nil ? "added" : change.after == nil ? "removed" : "changed")
      json.name("edits")
      json.array(change.edits) { json, edit in
        let values = change.values(of: edit, limit: 1000)
        json.object { json in
          json.member("place", ValueWords.place(of: edit))
          json.member("before", values.before)
          json.member("after", values.after)
        }
      }
      json.name("following")
      json.array(change.following) { $0.string($1.description) }
      json.name("consequences")
      json.array(change.consequence.map { [$0] } ?? []) { json, consequence in
        json.object { json in
          json.member("kind", consequence.kind)
          json.member("message", consequence.message)
        }
      }
    }
  }

  // MARK: The whole

  private func write(_ exposure: Exposure, to json: inout JSONPrinter) {
    json.object { json in
      json.member("kind", exposure.kind.rawValue)
      json.member("direction", exposure.isIncoming ? "in" : "out")
      write(exposure.passage, to: &json)
      json.name("narrower")
      json.array(exposure.narrower) { json, passage in json.object { json in write(passage, to: &json) } }
      json.name("onward")
      json.array(exposure.onward) { json, passage in json.object { json in write(passage, to: &json) } }
    }
  }

  private func write(_ passage: Exposure.Passage, to json: inout JSONPrinter) {
    json.member("from", passage.from.description)
    json.member("to", passage.to.description)
    json.member("protocol", passage.traffic.protocol)
    json.name("ports")
    json.array([passage.traffic.ports.lowerBound, passage.traffic.ports.upperBound]) { $0.number($1) }
    json.member("answer", passage.certainty.rawValue)
  }

  private func write(_ change: PermissionChange, to json: inout JSONPrinter) {
    json.object { json in
      json.member("role", change.role.description)
      for (name, differences) in [("gained", change.gained), ("lost", change.lost)] {
        json.name(name)
        json.array(differences) { json, difference in
          json.object { json in
            write(difference.grant, to: &json)
            json.name("narrower")
            json.array(difference.narrower) { json, grant in json.object { json in write(grant, to: &json) } }
          }
        }
      }
    }
  }

  private func write(_ grant: Grant, to json: inout JSONPrinter) {
    json.member("effect", grant.effect.rawValue)
    json.member(grant.effect == .trust ? "principal" : "action", grant.action)
    if !grant.resource.isEmpty { json.member("resource", grant.resource) }
    json.name("conditional")
    json.boolean(grant.isConditional)
  }

  private func write(_ change: CapacityChange, to json: inout JSONPrinter) {
    json.object { json in
      json.member("path", change.path.description)
      for (name, capacity, scaling) in [
        ("before", change.before, change.scalingBefore), ("after", change.after, change.scalingAfter),
      ] {
        json.name(name)
        guard let capacity else {
          json.null()
          continue
        }
        json.object { json in
          json.member("unit", capacity.unit.rawValue)
          for (name, count) in capacity.counts {
            json.member(name, count)
          }
          json.member("cpu", capacity.cpu)
          json.member("memory", capacity.memory)
          json.member("instanceType", capacity.instanceType)
          json.name("scaling")
          json.array(scaling) { $0.string($1) }
        }
      }
    }
  }

  private func write(_ findings: [Finding], _ sources: Sources, to json: inout JSONPrinter) {
    json.array(findings) { json, finding in
      json.object { json in
        json.member("rule", finding.rule.id)
        json.member("severity", finding.severity.rawValue)
        json.member("message", finding.message)
        json.name("place")
        json.place(sources.written(finding.span))
      }
    }
  }
}

extension JSONPrinter {
  /// A member with a text, or null.
  fileprivate mutating func member(_ name: String, _ text: String?) {
    self.name(name)
    if let text { string(text) } else { null() }
  }

  fileprivate mutating func member(_ name: String, _ number: Int?) {
    self.name(name)
    if let number { self.number(number) } else { null() }
  }
}

extension Change.Kind {
  fileprivate var word: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .changed: "changed"
    case .renamed: "renamed"
    }
  }
}

extension Verdict {
  fileprivate var numbers: [(name: String, count: Int)] {
    [
      ("changes", changes), ("failures", failures), ("possibleFailures", possibleFailures),
      ("dataLosses", dataLosses), ("dataLeft", dataLeft), ("replacements", replacements),
      ("interruptions", interruptions), ("capacityLosses", capacityLosses), ("deployments", deployments),
      ("exposuresOpened", exposuresOpened),
      ("exposuresWidened", exposuresWidened), ("exposuresNarrowed", exposuresNarrowed),
      ("exposuresClosed", exposuresClosed), ("risksNew", risksNew), ("risksGone", risksGone),
      ("permissionsGained", permissionsGained), ("permissionsWidened", permissionsWidened),
      ("permissionsNarrowed", permissionsNarrowed), ("permissionsLost", permissionsLost),
    ]
  }
}
