// Runs a command RUNS times, its output thrown away, and prints one line: least and median wall time in microseconds,
// peak resident set in KiB. Three runs before them do not count.
//
// It is C because the peak that wait4 reports for a child includes that of the process that spawned it: from Python no
// command would seem to hold less than Python does.
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { WARM_UP = 3 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

int main(int argc, char **argv) {
  int runs = argc < 3 ? 0 : atoi(argv[1]);
  double *times = runs < 1 ? NULL : calloc(runs, sizeof *times);
  if (!times) {
    fprintf(stderr, "usage: measure RUNS COMMAND [ARGUMENT...]\n");
    return 2;
  }

  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);

  long peak = 0;
  for (int run = -WARM_UP; run < runs; run++) {
    pid_t child;
    int status;
    struct rusage usage;
    double start = now();
    int error = posix_spawnp(&child, argv[2], &quiet, NULL, argv + 2, environ);
    if (error) {
      fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(error));
      return 2;
    }
    while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    if (run >= 0) times[run] = now() - start;
    if (status != 0) {
      fprintf(stderr, "measure: %s ended with wait status %#x\n", argv[2], (unsigned)status);
      return 1;
    }
    if (usage.ru_maxrss > peak) peak = usage.ru_maxrss;
  }

  qsort(times, runs, sizeof *times, ascending);
  printf("%.0f %.0f %ld\n", times[0], times[runs / 2], peak);
  return 0;
}
