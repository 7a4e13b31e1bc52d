// What Swift cannot say: a signal handler (its body may touch nothing but lock-free atomics and
// write(2), which Swift does not promise of its own globals) and macros that take arguments.
#ifndef CACHECTL_CPLATFORM_H
#define CACHECTL_CPLATFORM_H

#include <spawn.h>
#include <stdint.h>
#include <sys/wait.h>

// Opens those of descriptors 0, 1 and 2 that are closed, so that nothing else gets their number.
void cachectl_open_standard_streams(void);
// Lets no core file and no crash trace have what is in memory, and no other process of the same user read it. Who sets
// SWIFT_BACKTRACE gets the traces.
void cachectl_keep_memory_private(void);

// Makes SIGPIPE an error of the write that caused it.
void cachectl_ignore_broken_pipes(void);

// Handles SIGINT, SIGTERM and, unless it was ignored, SIGHUP; ignores SIGPIPE. Returns 0, or errno. Installing again is harmless.
int cachectl_interrupts_install(void);
// The first of these signals since the last reset, 0 without one.
int cachectl_interrupts_signal(void);
// How many arrived since the last reset.
int cachectl_interrupts_count(void);
// Readable from the first signal until the next reset; -1 before installation.
int cachectl_interrupts_descriptor(void);
// Forgets what arrived: a REPL goes on after a Ctrl-C.
void cachectl_interrupts_reset(void);

// WIFEXITED and its siblings are macros.
static inline int cachectl_wait_exited(int status) { return WIFEXITED(status); }
static inline int cachectl_wait_exit_status(int status) { return WEXITSTATUS(status); }
static inline int cachectl_wait_signal(int status) { return WTERMSIG(status); }

// pipe2 and POSIX_SPAWN_SETSID are extensions that Swift's view of the C library leaves out.
int cachectl_pipe(int ends[2]);
int cachectl_spawn_new_session_flag(void);
// Lets a child have no descriptor from 3 on but those that an action names. Adds a flag where the
// system does it by one, else an action; gives the flag.
int cachectl_spawn_close_others(posix_spawn_file_actions_t *actions);

// Readiness of many sockets (epoll or kqueue). `open` gives a descriptor, or -1 and errno.
int cachectl_readiness_open(void);
// Watches a descriptor for reading, and for writing where asked; `index` comes back when it is ready. 0, or -1 and errno.
int cachectl_readiness_watch(int queue, int descriptor, uint32_t index, int wants_write, int is_new);
// Waits so many nanoseconds at most and gives how many are ready, at most 64 at a time; -1 and errno.
int cachectl_readiness_wait(int queue, int64_t nanoseconds, uint32_t *ready, int capacity);
// Lets this thread's waits end when they should, to a few microseconds.
void cachectl_precise_timers(void);

#endif
