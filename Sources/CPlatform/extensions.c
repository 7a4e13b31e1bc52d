// Before any header: asks glibc for its extensions.
#define _GNU_SOURCE

#include "CPlatform.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

// Both ends close on exec. Where there is no pipe2 a child started in between inherits them.
int cachectl_pipe(int ends[2]) {
#ifdef __APPLE__
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#else
  return pipe2(ends, O_CLOEXEC);
#endif
}

int cachectl_spawn_new_session_flag(void) { return POSIX_SPAWN_SETSID; }

int cachectl_spawn_close_others(posix_spawn_file_actions_t *actions) {
#ifdef __APPLE__
  (void)actions;
  return POSIX_SPAWN_CLOEXEC_DEFAULT;
#else
  (void)posix_spawn_file_actions_addclosefrom_np(actions, 3);
  return 0;
#endif
}
