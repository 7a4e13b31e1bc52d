#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#ifdef __APPLE__
#include <sys/resource.h>
#else
#include <sys/prctl.h>
#endif

// A descriptor opened for reading only: what is written to it fails, so that nobody takes it for written.
void cachectl_open_standard_streams(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++) {
    if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) (void)open("/dev/null", O_RDONLY);
  }
}

// The Swift runtime may start a program that attaches to one that crashes and prints what its registers point to.
static void leave_no_trace(void) {
  if (getenv("SWIFT_BACKTRACE") != NULL) return;
  const int crashes[] = {SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
    struct sigaction action;
    if (sigaction(crashes[i], NULL, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    signal(crashes[i], SIG_DFL);
  }
}

void cachectl_keep_memory_private(void) {
  leave_no_trace();
#ifdef __APPLE__
  struct rlimit limit;
  if (getrlimit(RLIMIT_CORE, &limit) != 0) return;
  limit.rlim_cur = 0;
  (void)setrlimit(RLIMIT_CORE, &limit);
#else
  // Unlike a limit it also holds where core files are piped to a program, and children get their own again with exec.
  (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}
