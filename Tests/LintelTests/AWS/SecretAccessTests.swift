import LintelAWS
import LintelGraph
import Testing

/// What a policy has to name so that a secret may be read.
@Suite struct SecretAccessTests {
  private static let beginning = "arn:aws:secretsmanager:us-east-1:111111111111:secret:"

  /// What IAM compares with ends in a hyphen and six characters of AWS's, whether a spec writes them or not.
  @Test(arguments: [
    ("shop/db", "shop/db-??????"), ("shop/db:password::", "shop/db-??????"), ("shop/db-a1B2c3", "shop/db-a1B2c3"),
    ("shop/db-a1B2c3:password:AWSPREVIOUS:", "shop/db-a1B2c3"), ("shop/db-a1B2", "shop/db-a1B2-??????"),
    ("shop/db-a1B2_3", "shop/db-a1B2_3-??????"),
  ]) func wholeARNs(_ written: String, _ named: String) throws {
    let access = try #require(SecretAccess(Value(.string(Self.beginning + written))))
    #expect(access.action == SecretAccess.secretAction)
    let words = if case .text(let parts) = access.resource.content { parts } else { [access.resource] }
    #expect(words.compactMap(\.literal).joined() == Self.beginning + named)
  }

  /// A name is never the whole, whatever it ends in, and a parameter has no such end.
  @Test func names() throws {
    let named: Value = .text(["arn:", .partition, ":secretsmanager:", .region, ":", .account, ":secret:", "my-secret"])
    let secret = try #require(SecretAccess(named))
    #expect(!secret.mayBeWhole)
    let parameter = try #require(SecretAccess("/shop/db"))
    #expect(parameter.resource == parameter.arn)
  }
}
