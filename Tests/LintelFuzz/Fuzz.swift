import ArgumentParser
import Glibc

/// The inputs of a run: a seed and a range of numbers decide each.
struct Plan {
  let seed: UInt64
  let start: UInt64
  let end: UInt64
  /// One in so many specs without errors goes through compile, diff and reach.
  let depth: UInt64

  func goesFar(_ number: UInt64) -> Bool { number.isMultiple(of: depth) }

  func input(_ number: UInt64, of corpus: Corpus) -> (bytes: [UInt8], origin: Corpus.Spec) {
    var mutator = Mutator(corpus: corpus, dice: Dice(seed: seed, input: number))
    return mutator.input()
  }

  func trial(_ number: UInt64, of corpus: Corpus) -> Trial {
    let (bytes, origin) = input(number, of: corpus)
    var trial = Trial(bytes)
    trial.lint()
    if trial.compiles, goesFar(number) { trial.compile(origin: Array(origin.text.utf8)) }
    return trial
  }
}

@main
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "LintelFuzz",
    abstract: "Damages the specs of the fixtures, examples and pages by chance and takes them through Lintel.",
    discussion: """
      Each input has a number; the same seed and number make the same input, whatever else is run. Reported are crashes, \
      inputs that take more than five seconds, control characters in a report, findings outside the file, specs that lint \
      lets pass and compile does not, templates that differ from their spec, and what another process prints otherwise. \
      Exit status: 0 nothing was found, 1 something was.
      """)

  @Option(help: "What decides the inputs.") var seed: UInt64 = 1
  @Option(help: "The first input.") var start: UInt64 = 0
  @Option(help: "How many inputs there are.") var count: UInt64 = 1_000_000
  @Option(help: "One in so many specs without errors goes through compile, diff and reach.") var depth: UInt64 = 1
  @Option(help: "The folder of the checkout.") var root = "."
  @Option(help: "Runs this input alone, in this process.") var replay: UInt64?
  @Option(name: .customLong("print"), help: "Prints this input.") var printed: UInt64?

  @Option(help: .hidden) var journal: String?
  @Flag(help: .hidden) var check = false
  @Option(help: .hidden) var from: UInt64 = 0

  private var plan: Plan { Plan(seed: seed, start: start, end: start + count, depth: max(1, depth)) }

  func run() throws {
    let corpus = Corpus(root: root)
    guard !corpus.specs.isEmpty else { throw ValidationError("there are no specs below '\(root)'") }
    if let printed {
      let bytes = plan.input(printed, of: corpus).bytes
      _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    } else if let replay {
      let failures = plan.trial(replay, of: corpus).failures
      for failure in failures { print("input \(replay): \(failure)") }
      if !failures.isEmpty { throw ExitCode(1) }
    } else if let journal {
      guard let journal = Journal(path: journal, inputs: count) else { throw ValidationError("no journal") }
      Worker(corpus: corpus, journal: journal, plan: plan, isCheck: check).run(from: from)
    } else {
      print("\(corpus.specs.count) specs, \(corpus.words.count) words")
      try supervise()
    }
  }

  // MARK: Workers

  private func supervise() throws {
    let path = "/tmp/lintel-fuzz.\(getpid())"
    guard let journal = Journal(path: path, inputs: count) else { throw ValidationError("cannot write '\(path)'") }
    defer { unlink(path) }
    let deaths = drive(journal, path, isCheck: false) + drive(journal, path, isCheck: true)
    print(
      "\(journal[.run]) inputs linted, \(journal[.compiled]) without errors, \(journal[.clean]) clean; "
        + "\(journal[.survivors]) through compile, diff and reach")
    print("slowest: input \(journal[.slowest]), \(journal[.nanoseconds] / 1_000_000) ms")
    print("\(deaths) deaths, \(journal[.failures]) other failures")
    if deaths > 0 || journal[.failures] > 0 { throw ExitCode(1) }
  }

  /// Runs workers until all inputs are done, and tells how many of them died.
  private func drive(_ journal: Journal, _ path: String, isCheck: Bool) -> Int {
    var deaths = 0
    var next = plan.start
    while next < plan.end {
      let status = work(from: next, path, isCheck: isCheck)
      if status == 0 { break }
      let signal = status & 0x7F
      let reason =
        signal == SIGPROF
        ? "takes more than five seconds"
        : "ends with \(signal == 0 ? "status" : "signal") "
          + "\(signal == 0 ? status >> 8 : signal)"
      print("input \(journal[.current]): \(reason)\(isCheck ? ", the second time" : "")")
      fflush(nil)
      deaths += 1
      if deaths > 200 { break }
      next = journal[.current] + (isCheck ? Journal.sampling : 1)
    }
    return deaths
  }

  /// Another process, which hashes in its own way; its wait status.
  private func work(from: UInt64, _ path: String, isCheck: Bool) -> Int32 {
    var arguments = [
      "LintelFuzz", "--seed", "\(seed)", "--start", "\(start)", "--count", "\(count)", "--depth", "\(depth)", "--root",
      root,
      "--journal", path, "--from", "\(from)",
    ]
    if isCheck { arguments.append("--check") }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process: pid_t = 0
    guard posix_spawn(&process, "/proc/self/exe", nil, nil, words, environ) == 0 else { return 127 << 8 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }
}
