import LintelAWS
import LintelGraph
import LintelSimulation
import LintelSource

/// The requests of a load as a script of k6: an open model, in which they come whether those before were answered or not.
struct K6Script {
  private let test: LoadTest

  /// The seconds that a request takes, for the number of virtual users: Little's law.
  private static let secondsOfRequest = 1.0

  init(_ test: LoadTest) {
    self.test = test
  }

  /// A change of the rate: to so many requests a unit of time, within so many seconds.
  struct Stage: Equatable {
    let target: Int
    var seconds: Int
  }

  /// The seconds of the unit in which rates are whole numbers.
  var unit: Int {
    let rates = test.curve.points.map(\.rate)
    func isWhole(_ factor: Double) -> Bool { rates.allSatisfy { abs(($0 * factor).rounded() - $0 * factor) < 1e-6 } }
    return isWhole(1) ? 1 : !isWhole(60) && test.curve.peak < 1 ? 3600 : 60
  }

  var startRate: Int { target(test.curve.points.first?.rate ?? 0) }

  private func target(_ rate: Double) -> Int { Int((rate * Double(unit)).rounded()) }

  var stages: [Stage] {
    var stages: [Stage] = []
    var last = startRate
    for (from, to) in zip(test.curve.points, test.curve.points.dropFirst()) {
      let next = target(to.rate)
      let seconds = to.time - from.time
      if seconds == 0, next == last { continue }
      // What stays as it is needs one stage.
      let before = stages.count > 1 ? stages[stages.count - 2].target : startRate
      if let end = stages.last, end.target == next, before == next, last == next {
        stages[stages.count - 1].seconds += seconds
      } else {
        stages.append(Stage(target: next, seconds: seconds))
      }
      last = next
    }
    return stages
  }

  var text: String {
    let users = max(10, Int((test.curve.peak * Self.secondsOfRequest).rounded(.up)))
    let list = stages.map { "        { target: \($0.target), duration: '\($0.seconds)s' },\n" }.joined()
    return """
      // The requests of '\(word(test.load))' for \(test.subject), as `lintel simulate` takes them.
      //
      // They come at their own pace (an open model), so that a slow answer does not make the load smaller.
      //
      \(address)//   k6 run -e BASE_URL="$BASE_URL" loadtest.js
      import http from 'k6/http';
      import { check } from 'k6';

      const url = __ENV.BASE_URL;
      if (!url) {
        throw new Error('BASE_URL is not set: the head of this script says what it is');
      }

      export const options = {
        scenarios: {
          load: {
            executor: 'ramping-arrival-rate',
            startRate: \(startRate),
            timeUnit: '\(unit)s',
            preAllocatedVUs: \(users),
            maxVUs: \(users * 4),
            stages: [
      \(list)      ],
          },
        },
        thresholds: {
          http_req_failed: ['rate<0.01'],
          http_req_duration: ['p(95)<1000'],
          dropped_iterations: ['count<1'],
        },
      };

      export default function () {
        const response = http.get(url + \(Self.quoted(test.path)));
        check(response, { 'status is 2xx': (answer) => answer.status >= 200 && answer.status < 300 });
      }

      """
  }

  /// How the address is found, once the system is there.
  private var address: String {
    guard let listener = test.listener, let balancer = test.graph[Path(listener.section, listener.id)] else {
      return ""
    }
    let output = LogicalID(listener).description + "Url"
    var text = ""
    if test.graph.outputs.contains(where: { $0.name == output }) {
      text += """
        //   BASE_URL=$(aws cloudformation describe-stacks --region \(test.graph.region) --stack-name STACK \\
        //     --query "Stacks[0].Outputs[?OutputKey=='\(output)'].OutputValue" --output text)
        // or, where deploy.sh has made it,

        """
    }
    let port = test.graph[listener]?["Port"]?.literal ?? "80"
    let scheme = test.graph[listener]?["Protocol"]?.literal == "HTTPS" ? "https" : "http"
    let name = balancer["Name"]?.literal ?? "NAME"
    return text + """
      //   BASE_URL=\(scheme)://$(aws elbv2 describe-load-balancers --region \(test.graph.region) --names \(word(name)) \\
      //     --query 'LoadBalancers[0].DNSName' --output text):\(word(port))

      """
  }

  /// A text in a comment: one line.
  private func word(_ text: String) -> String { PrintableText(text).text }

  private static func quoted(_ text: String) -> String {
    var output = ""
    appendJSONString(text, to: &output)
    return output
  }
}
