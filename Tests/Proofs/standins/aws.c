// The AWS CLI, as far as a script can tell: hands its call to cli_server.py and ends as the call ends.
//
// It is C because its start is a good part of what a call costs, and the proofs make a hundred thousand of them.
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

extern char **environ;

// As the real one ends. The other side sees that nobody waits any more.
static void interrupted(int number) {
  (void)number;
  ssize_t ignored = write(STDOUT_FILENO, "\n", 1);
  (void)ignored;
  _exit(130);
}

static void give_up(const char *what) {
  perror(what);
  _exit(255);
}

static char *append(char *end, const char *text) {
  size_t length = strlen(text) + 1;
  memcpy(end, text, length);
  return end + length;
}

int main(int argc, char **argv) {
  // What a shell has the script's background ignore stays ignored.
  struct sigaction before, handler = {.sa_handler = interrupted};
  if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(SIGINT, &handler, NULL);

  // The socket stands beside the program.
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  ssize_t length = readlink("/proc/self/exe", address.sun_path, sizeof address.sun_path - 1);
  char *name = length > 0 ? strrchr(address.sun_path, '/') : NULL;
  if (!name || name + sizeof "/.aws.socket" > address.sun_path + sizeof address.sun_path) give_up("aws: its own path");
  strcpy(name, "/.aws.socket");
  int server = socket(AF_UNIX, SOCK_STREAM, 0);
  if (server < 0 || connect(server, (struct sockaddr *)&address, sizeof address) != 0) give_up("aws: no server");

  // Directory, number of arguments, arguments, variables; with a zero between them.
  char directory[4096], count[16];
  if (!getcwd(directory, sizeof directory)) give_up("aws: the directory");
  snprintf(count, sizeof count, "%d", argc - 1);
  size_t size = strlen(directory) + strlen(count) + 2;
  for (int i = 1; i < argc; i++) size += strlen(argv[i]) + 1;
  for (char **variable = environ; *variable; variable++) size += strlen(*variable) + 1;
  char *call = malloc(size), *end = call;
  if (!call) give_up("aws: memory");
  end = append(append(end, directory), count);
  for (int i = 1; i < argc; i++) end = append(end, argv[i]);
  for (char **variable = environ; *variable; variable++) end = append(end, *variable);
  size -= 1;

  // Its length comes first, and with that the three files of the call.
  uint8_t header[4] = {size >> 24, size >> 16, size >> 8, size};
  struct iovec part = {header, sizeof header};
  union {
    struct cmsghdr alignment;
    char space[CMSG_SPACE(3 * sizeof(int))];
  } control = {.space = {0}};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof control.space};
  struct cmsghdr *files = CMSG_FIRSTHDR(&message);
  files->cmsg_level = SOL_SOCKET;
  files->cmsg_type = SCM_RIGHTS;
  files->cmsg_len = CMSG_LEN(3 * sizeof(int));
  int own[3] = {0, 1, 2};
  memcpy(CMSG_DATA(files), own, sizeof own);
  if (sendmsg(server, &message, 0) != sizeof header) give_up("aws: the server");
  for (size_t sent = 0; sent < size;) {
    ssize_t written = send(server, call + sent, size - sent, MSG_NOSIGNAL);
    if (written <= 0) give_up("aws: the server");
    sent += written;
  }

  char answer[17] = {0};
  if (recv(server, answer, sizeof answer - 1, 0) <= 0) {
    fprintf(stderr, "aws: the call ended without a status\n");
    return 255;
  }
  return atoi(answer);
}
