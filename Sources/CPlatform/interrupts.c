#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

// Atomics rather than sig_atomic_t: the handler runs on any thread, and every thread asks.
static atomic_int first_signal;
static atomic_int signal_count;
// A byte in this pipe wakes whoever sleeps in poll; only a reset takes it out again.
static int wake_pipe[2] = {-1, -1};
// Not under nohup, which has SIGHUP ignored.
static volatile sig_atomic_t hears_hangup;

static void handle(int signal_number) {
  int saved = errno;
  int none = 0;
  atomic_compare_exchange_strong(&first_signal, &none, signal_number);
  // The first asks to drain, the second to close at once; whoever presses a third time wants out.
  if (atomic_fetch_add(&signal_count, 1) + 1 >= 2) {
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    if (hears_hangup) signal(SIGHUP, SIG_DFL);
  }
  ssize_t ignored = write(wake_pipe[1], "!", 1);
  (void)ignored;
  errno = saved;
}

static int install_handlers(void) {
  struct sigaction action = {0};
  sigemptyset(&action.sa_mask);
  // No SA_RESTART: a question on the terminal must end with the Ctrl-C that answers it.
  action.sa_handler = handle;
  if (sigaction(SIGINT, &action, NULL) != 0) return errno;
  if (sigaction(SIGTERM, &action, NULL) != 0) return errno;
  struct sigaction before;
  if (sigaction(SIGHUP, NULL, &before) != 0) return errno;
  hears_hangup = before.sa_handler != SIG_IGN;
  if (hears_hangup && sigaction(SIGHUP, &action, NULL) != 0) return errno;
  // A peer that closes is an EPIPE where it is written to, not the end of the process.
  action.sa_handler = SIG_IGN;
  if (sigaction(SIGPIPE, &action, NULL) != 0) return errno;
  // Who started us may have blocked them: a thread pool does, and a child inherits that.
  sigset_t heard;
  sigemptyset(&heard);
  sigaddset(&heard, SIGINT);
  sigaddset(&heard, SIGTERM);
  sigaddset(&heard, SIGHUP);
  return pthread_sigmask(SIG_UNBLOCK, &heard, NULL);
}

int cachectl_interrupts_install(void) {
  if (wake_pipe[0] < 0) {
    if (cachectl_pipe(wake_pipe) != 0) return errno;
    // A full pipe must not block the handler, nor an empty one the reset.
    fcntl(wake_pipe[0], F_SETFL, O_NONBLOCK);
    fcntl(wake_pipe[1], F_SETFL, O_NONBLOCK);
  }
  return install_handlers();
}

int cachectl_interrupts_signal(void) { return atomic_load(&first_signal); }
int cachectl_interrupts_count(void) { return atomic_load(&signal_count); }
int cachectl_interrupts_descriptor(void) { return wake_pipe[0]; }

void cachectl_interrupts_reset(void) {
  if (wake_pipe[0] < 0) return;
  char bytes[16];
  while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {
  }
  atomic_store(&first_signal, 0);
  atomic_store(&signal_count, 0);
  install_handlers();
}

void cachectl_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }
