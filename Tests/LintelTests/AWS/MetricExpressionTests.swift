import LintelAWS
import Testing

/// What a look at the words of metric maths tells.
@Suite struct MetricExpressionTests {
  @Test(arguments: [
    ("queue / tasks", ["queue", "tasks"], []),
    ("m1+m1*-m2^2e1", ["m1", "m2"], []),
    ("IF(queue_1 > 1e3 && tasks<=2.5, FILL( tasks, REPEAT ), 0)", ["queue_1", "tasks"], ["IF", "FILL"]),
    ("SUM ([a, b])", ["a", "b"], ["SUM"]),
    ("SUM(METRICS('que\"ue')) + SEARCH(\"{AWS/EC2,InstanceId} it's\", 'Sum')", [], ["SUM", "METRICS", "SEARCH"]),
    ("a and not b OR true", ["a", "b"], []),
    ("sum(a)\n / 60", ["a"], ["sum"]),
    ("ANOMALY_DETECTION_BAND(m1, 2)", ["m1"], ["ANOMALY_DETECTION_BAND"]),
    ("", [], []),
  ])
  func names(_ text: String, _ ids: [String], _ functions: [String]) {
    let expression = MetricExpression(text)
    #expect(expression.ids == ids)
    #expect(expression.functions == functions)
    #expect(expression.isKnown)
  }

  /// What its guide does not show may mean anything.
  @Test(arguments: ["a ? b : c", "a $ b", "{a}", "'a", "SUM(\"a)", "m1 ; m2", "größe / 2", "a\\b"])
  func unknown(_ text: String) { #expect(!MetricExpression(text).isKnown) }

  @Test(arguments: [
    ("queue", "queue"), (" queue\n", "queue"), ("(queue)", nil), ("queue + 0", nil), ("2", nil), ("QUEUE", nil),
    ("queue queue", nil),
  ])
  func single(_ text: String, _ id: String?) { #expect(MetricExpression(text).onlyID == id) }

  @Test(arguments: [
    ("SELECT AVG(CPUUtilization) FROM \"AWS/EC2\"", true), ("  select\nmax(a) from b", true), ("selected / 2", false),
    ("a / SELECT", false),
  ])
  func queries(_ text: String, _ isQuery: Bool) { #expect(MetricExpression.isQuery(text) == isQuery) }
}
