// Virtual time for whatever loads this: the system's clock, read from a file, and sleeping, which only moves it.
//
// bash (SECONDS, printf's %(..)T), date and sleep ask the C library for the time and for pauses, so they all follow
// the one clock without a program in the place of any of them. Python opens the same file with the same functions.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL
// What a pause takes all the same, in nanoseconds: whoever is waited for wants to go on.
#define PAUSE 1000000

static int64_t *shared;

// Maps the file that holds the nanoseconds since 1970.
int clock_open(const char *path) {
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return -1;
  void *mapped = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED) return -1;
  shared = mapped;
  return 0;
}

int64_t clock_now(void) { return __atomic_load_n(shared, __ATOMIC_SEQ_CST); }

void clock_advance(int64_t nanoseconds) { __atomic_fetch_add(shared, nanoseconds, __ATOMIC_SEQ_CST); }

__attribute__((constructor)) static void open_at_start(void) {
  const char *path = getenv("PROOF_CLOCK");
  if (path && clock_open(path) != 0) abort();
}

static int read_clock(struct timespec *result) {
  int64_t now = clock_now();
  result->tv_sec = now / SECOND;
  result->tv_nsec = now % SECOND;
  return 0;
}

int clock_gettime(clockid_t which, struct timespec *result) {
  if (shared && which == CLOCK_REALTIME) return read_clock(result);
  return (int)syscall(SYS_clock_gettime, which, result);
}

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
  (void)zone;
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  result->tv_sec = now.tv_sec;
  result->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}

int nanosleep(const struct timespec *wanted, struct timespec *left) {
  struct timespec pause = {.tv_nsec = PAUSE};
  if (!shared) pause = *wanted;
  if (syscall(SYS_nanosleep, &pause, left) != 0) return -1;
  if (shared) clock_advance(wanted->tv_sec * SECOND + wanted->tv_nsec);
  return 0;
}

// What some builds of sleep use in the place of nanosleep; they give it a length of time and not an end.
int clock_nanosleep(clockid_t which, int flags, const struct timespec *wanted, struct timespec *left) {
  (void)which;
  if (flags & TIMER_ABSTIME) return ENOTSUP;
  return nanosleep(wanted, left) == 0 ? 0 : errno;
}
