package import LintelSource

// What AWS takes as names. The length and the characters are those of botocore's models and the CloudFormation
// schemas where they have them, and of the documentation in them where they have not; `lintel catalog` prints the
// rules for the proof that compares both.
extension NameRule {
  private static let wordCharacters = CharacterClass(
    "letters, digits, hyphens and underscores", ranges: "azAZ09--__")
  private static let hyphenated = CharacterClass("letters, digits and hyphens", ranges: "azAZ09--")
  private static let iam = CharacterClass("letters, digits and + = , . @ _ -", ranges: "azAZ09++==,,..@@__--")
  private static let printable = CharacterClass("printable ASCII characters", ranges: " ~")

  /// ELB: unique per account and region.
  package static let loadBalancer = NameRule(
    "load balancer name", 1...32, hyphenated, forbiddenPrefixes: ["internal-", "-"], forbiddenSuffixes: ["-"])
  /// ELB: the service refuses two hyphens in a row too, which its documentation does not say.
  package static let targetGroup = NameRule(
    "target group name", 1...32, hyphenated, forbiddenPrefixes: ["-"], forbiddenSuffixes: ["-"],
    forbiddenInfixes: ["--"])
  package static let cluster = NameRule("cluster name", 1...255, wordCharacters)
  /// ECS: it keeps these beginnings for its own.
  package static let capacityProvider = NameRule(
    "capacity provider name", 1...255, wordCharacters, forbiddenPrefixes: ["aws", "ecs", "fargate"])
  package static let service = NameRule("service name", 1...255, wordCharacters)
  package static let taskFamily = NameRule("family", 1...255, wordCharacters)
  package static let container = NameRule("container name", 1...255, wordCharacters)
  /// ECS: what Service Connect calls a port of a container.
  package static let containerPort = NameRule(
    "port name", 1...64,
    CharacterClass("lower-case letters, digits, hyphens and underscores", ranges: "az09--__"),
    forbiddenPrefixes: ["-"])
  /// ECS: a volume of a task.
  package static let volume = NameRule("volume name", 1...255, wordCharacters)
  /// ECR: path components of lower-case words joined by `.`, `_`, `__` or hyphens.
  package static let repository = NameRule(
    "repository name", 2...256,
    CharacterClass("lower-case letters, digits and . _ - /", ranges: "az09..__--//"),
    forbiddenPrefixes: [".", "_", "-", "/"], forbiddenSuffixes: [".", "_", "-", "/"],
    forbiddenInfixes: ["//", "..", "___", "./", "/.", "-/", "/-", "_/", "/_", "._", "_.", ".-", "-.", "-_", "_-"])
  /// EC2: unique per VPC whatever the letter case.
  package static let securityGroup = NameRule(
    "security group name", 1...255,
    CharacterClass(
      "letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
      ranges: "azAZ09  ..__--:://(())##,,@@[[]]++==&&;;{{}}!!$$**"),
    forbiddenPrefixes: ["sg-"], prefixesIgnoreCase: false, reserved: ["default"])
  /// EC2: the characters of a group's name.
  package static let securityGroupDescription = NameRule(
    "description", 1...255,
    CharacterClass(
      "letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
      ranges: "azAZ09  ..__--:://(())##,,@@[[]]++==&&;;{{}}!!$$**"))
  /// IAM: unique per account whatever the letter case.
  package static let role = NameRule("role name", 1...64, iam)
  package static let roleDescription = NameRule(
    "description", 1...1000,
    CharacterClass(
      "the characters of Western European languages, with line breaks and tabs", ranges: "\t\t\n\n\r\r ~",
      beyond: 0xA1...0xFF))
  package static let rolePolicy = NameRule("policy name", 1...128, iam)
  package static let instanceProfile = NameRule("instance profile name", 1...128, iam)
  package static let launchTemplate = NameRule(
    "launch template name", 3...128,
    CharacterClass("letters, digits and ( ) . - / _", ranges: "azAZ09(()).." + "--//__"))
  /// EC2 Auto Scaling: printable, and no colon.
  package static let autoScalingGroup = NameRule(
    "Auto Scaling group name", 1...255,
    CharacterClass("printable ASCII characters without spaces and colons", ranges: "!9;~"))
  package static let scalingPolicy = NameRule("scaling policy name", 1...255, printable)
  /// Application Auto Scaling: unique among those of a scalable target.
  package static let scheduledAction = NameRule(
    "scheduled action name", 1...256,
    CharacterClass("printable ASCII characters without : / and |", ranges: " .09;{}~"), forbiddenPrefixes: [" "],
    forbiddenSuffixes: [" "])
  /// CloudWatch: of an alarm that a step policy brings with it.
  package static let alarm = NameRule("alarm name", 1...255, printable)
  /// CloudWatch Logs: unique per account and region.
  package static let logGroup = NameRule(
    "log group name", 1...512, CharacterClass("letters, digits and . - _ / #", ranges: "azAZ09..--__//##"),
    forbiddenPrefixes: ["aws/"])
  /// CloudWatch Logs: ECS makes it of prefix, container and task.
  package static let logStream = NameRule(
    "log stream name", 1...512, CharacterClass("printable ASCII characters without : and *", ranges: " )+9;~"))
  /// Cloud Map: printable; ECS takes no quotes, slashes and angle brackets besides.
  package static let namespace = NameRule(
    "namespace name", 1...1024,
    CharacterClass(
      "printable ASCII characters without spaces and \" / < >", ranges: "!!#.0;==?~"), forbiddenPrefixes: ["arn:"],
    prefixesIgnoreCase: false)
  /// ECS: what Cloud Map calls a port of a service.
  package static let discovery = NameRule(
    "discovery name", 1...64,
    CharacterClass("lower-case letters, digits, hyphens and underscores", ranges: "az09--__"),
    forbiddenPrefixes: ["-"])
  package static let image = NameRule(
    "image name", 3...128,
    CharacterClass("letters, digits, spaces and ( ) [ ] . / - ' @ _", ranges: "azAZ09  (())[[]]..//--''@@__"))
  /// A tag `Name`, which is no identity: tags of EC2 hold any text.
  package static let nameTag = NameRule("name", 1...TagLimits.valueLength.upperBound, .text)
  /// S3: those of general purpose buckets, which are unique in all of AWS.
  package static let bucket = NameRule(
    "bucket name", 3...63, CharacterClass("lower-case letters, digits, dots and hyphens", ranges: "az09..--"),
    forbiddenPrefixes: [".", "-", "xn--", "sthree-", "amzn-s3-demo-"],
    forbiddenSuffixes: [".", "-", "-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"], forbiddenInfixes: [".."])
  package static let keyPair = NameRule("key pair name", 1...255, printable)

  /// Every rule with the name that the catalogue gives it.
  package static let all: [(key: String, rule: NameRule)] = [
    ("loadBalancer", loadBalancer), ("targetGroup", targetGroup), ("cluster", cluster),
    ("capacityProvider", capacityProvider), ("service", service),
    ("taskFamily", taskFamily), ("container", container),
    ("containerPort", containerPort), ("volume", volume),
    ("repository", repository),
    ("securityGroup", securityGroup), ("securityGroupDescription", securityGroupDescription), ("role", role),
    ("roleDescription", roleDescription),
    ("rolePolicy", rolePolicy),
    ("instanceProfile", instanceProfile), ("launchTemplate", launchTemplate), ("autoScalingGroup", autoScalingGroup),
    ("scalingPolicy", scalingPolicy), ("scheduledAction", scheduledAction), ("alarm", alarm), ("logGroup", logGroup),
    ("logStream", logStream),
    ("image", image), ("namespace", namespace), ("discovery", discovery),
    ("nameTag", nameTag), ("keyPair", keyPair), ("bucket", bucket),
  ]
}
