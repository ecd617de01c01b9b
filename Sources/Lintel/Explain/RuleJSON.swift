import LintelSource

/// The rules and their examples as JSON, for the proofs.
enum RuleJSON {
  static var text: PrintableText {
    var json = JSONPrinter()
    json.array(RuleCatalog.rules) { json, rule in
      let page = rule.page
      json.object { json in
        for (name, value) in [
          ("rule", rule.id), ("severity", rule.severity.rawValue), ("summary", rule.summary),
          ("area", page.area.rawValue), ("why", page.why), ("awsAnswer", page.awsAnswer), ("source", page.source),
        ] {
          guard let value else { continue }
          json.name(name)
          json.string(value)
        }
        for (name, examples) in [("wrong", page.wrong), ("right", page.right)] {
          json.name(name)
          json.array(examples) { json, example in write(example, to: &json) }
        }
      }
    }
    return json.printable
  }

  private static func write(_ example: SpecExample, to json: inout JSONPrinter) {
    json.object { json in
      json.name("text")
      json.string(ExampleRun.spec(of: example))
      if let neighbour = example.neighbour {
        json.name("beside")
        json.string(neighbour.text)
      }
      json.name("files")
      json.object { json in
        for file in example.files {
          json.name(file.path)
          json.string(file.text)
        }
      }
    }
  }
}
