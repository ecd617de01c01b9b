import LintelAWS
import LintelAnalysis
import Testing

struct SecretTests {
  /// The nouns of whole keys and tokens, and nothing for what only begins as one does, is public, or a placeholder.
  @Test(
    arguments: [
      ("AKIA2E7RQXN4LWZT5JKD", "an access key of AWS"), ("AKIA2E7RQXN4LWZT5JK", nil), ("AKIA2E7RQXN4LWZT5jkd", nil),
      ("ASIA2E7RQXN4LWZT5JKD", "an access key of AWS"), ("ASIA", nil), ("ASIA-PACIFIC-SOUTH-1", nil),
      ("ghp_" + String(repeating: "a1", count: 18), "a token of GitHub"), ("ghp_short", nil),
      ("sk_live_" + String(repeating: "9z", count: 12), "a key of Stripe"),
      ("sk_live_ is how they begin, all of them", nil),
      ("-----BEGIN RSA PRIVATE KEY-----\nMII", "a private key"), ("-----BEGIN CERTIFICATE-----\nMII", nil),
      ("eyJhbGciOiJIUzI1NiJ9.e30.abc", nil), ("a://b:c@d", "an address with a password"), ("a://b:@d", nil),
      ("a://b:${c}@d", nil), ("a://b@d", nil), ("a://b:80/c@d", nil), ("", nil),
    ] as [(String, String?)]) func forms(_ text: String, _ noun: String?)
  {
    #expect(SecretForm.noun(of: text) == noun)
  }

  @Test(arguments: [
    ("DB_PASSWORD", "hunter2", true), ("dbPassword", "hunter2", true), ("DB_PASSWORD_2", "hunter2", true),
    ("AWS_SECRET_ACCESS_KEY", "q7/Xy+Zw", true), ("SECRET_KEY_BASE", "0f0f", true), ("GITHUB_TOKEN", "123456", true),
    ("DB_PASSWORD", "", false), ("DB_PASSWORD", "$OTHER", false), ("DB_PASSWORD", "/run/secrets/db", false),
    ("DB_PASSWORD", "prod/db/password", false), ("DB_PASSWORD", "arn:aws:ssm:us-east-1:123456789012:x", false),
    ("ALLOW_EMPTY_PASSWORD", "Yes", false), ("MAX_TOKEN", "4096", false), ("TOKEN", "https://sts.example.com", false),
    ("DB_PASSWORD_FILE", "db", false), ("DB_SECRET_ARN", "x", false), ("TOKEN_TTL", "123456", false),
    ("SECRET_NAME", "db", false), ("SORT_KEY", "created", false), ("PWD", "work", false), ("TOKENS", "many", false),
  ]) func names(_ name: String, _ value: String, _ isCredential: Bool) {
    #expect(SecretName.holdsCredential(name, value) == isCredential)
    // What lint reports, diff hides.
    if isCredential { #expect(SecretName.isSecret(name)) }
  }

  /// The policies for administrators exist under these names, among all that AWS has.
  @Test func administratorsPolicies() {
    for policy in ManagedPolicies.forAdministrators.sorted() {
      if case .known = AWSNames.verdict(onManagedPolicy: policy) { continue }
      Issue.record("\(policy) is not one of AWS's")
    }
  }
}
