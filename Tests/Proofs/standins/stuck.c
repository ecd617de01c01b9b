// A file that nothing takes the place of, once: the one whose path ends like PROOF_STUCK.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int stuck = 1;

int rename(const char *from, const char *to) {
  const char *end = getenv("PROOF_STUCK");
  size_t length = strlen(to);
  if (stuck && end && length >= strlen(end) && !strcmp(to + length - strlen(end), end)) {
    stuck = 0;
    errno = EPERM;
    return -1;
  }
  int (*next)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  return next(from, to);
}
