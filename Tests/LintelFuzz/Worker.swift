import Glibc

/// Runs inputs one after the other, in a process that may die of one.
struct Worker {
  let corpus: Corpus
  let journal: Journal
  let plan: Plan
  /// Whether what was printed is held against an earlier run.
  let isCheck: Bool

  /// Processor seconds that one input may take, and bytes that the process may have.
  private static let seconds = 5
  private static let memory: rlim_t = 4 << 30

  func run(from first: UInt64) {
    var limit = rlimit(rlim_cur: Worker.memory, rlim_max: Worker.memory)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    let step = isCheck ? Journal.sampling : 1
    var number = first
    while number < plan.end {
      journal[.current] = number
      // Its signal ends the process; the one that waits for it names the input.
      var timer = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: Worker.seconds, tv_usec: 0))
      setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
      run(number)
      number += step
      if !isCheck, (number - plan.start).isMultiple(of: 50_000) {
        print("\(number - plan.start) of \(plan.end - plan.start)")
        fflush(nil)
      }
    }
  }

  private func run(_ number: UInt64) {
    let start = Worker.now
    let trial = plan.trial(number, of: corpus)
    let place = number - plan.start
    if isCheck {
      if trial.digest != journal[digest: place], journal[digest: place] != 0 {
        report(number, ["another run prints something else"])
      }
      return
    }
    if place.isMultiple(of: Journal.sampling) { journal[digest: place] = trial.digest }
    journal[.run] += 1
    if trial.compiles { journal[.compiled] += 1 }
    if trial.isClean { journal[.clean] += 1 }
    if trial.compiles, plan.goesFar(number) { journal[.survivors] += 1 }
    let time = Worker.now - start
    if time > journal[.nanoseconds] {
      journal[.nanoseconds] = time
      journal[.slowest] = number
    }
    report(number, trial.failures)
  }

  private func report(_ number: UInt64, _ failures: [String]) {
    for failure in failures { print("input \(number): \(failure)") }
    if !failures.isEmpty { fflush(nil) }
    journal[.failures] += UInt64(failures.count)
  }

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
