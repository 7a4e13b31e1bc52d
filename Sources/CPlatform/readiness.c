// Before any header: asks glibc for its extensions.
#define _GNU_SOURCE

#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

// Readiness of many sockets at a cost of those that are ready, not of those that are watched: epoll or kqueue.
#ifdef __APPLE__
#include <sys/event.h>

int cachectl_readiness_open(void) { return kqueue(); }

int cachectl_readiness_watch(int queue, int descriptor, uint32_t index, int wants_write, int is_new) {
  struct kevent changes[2];
  EV_SET(&changes[0], descriptor, EVFILT_READ, EV_ADD, 0, 0, (void *)(uintptr_t)index);
  EV_SET(&changes[1], descriptor, EVFILT_WRITE, wants_write ? EV_ADD : EV_DELETE, 0, 0,
         (void *)(uintptr_t)index);
  int count = is_new && !wants_write ? 1 : 2;
  int status = kevent(queue, changes, count, NULL, 0, NULL);
  return status < 0 && errno != ENOENT ? -1 : 0;
}

int cachectl_readiness_wait(int queue, int64_t nanoseconds, uint32_t *ready, int capacity) {
  struct kevent events[64];
  struct timespec timeout = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  int count = kevent(queue, NULL, 0, events, capacity < 64 ? capacity : 64, &timeout);
  for (int i = 0; i < count; i++) ready[i] = (uint32_t)(uintptr_t)events[i].udata;
  return count;
}

void cachectl_precise_timers(void) {}

#else
#include <poll.h>
#include <sys/epoll.h>
#include <sys/prctl.h>

int cachectl_readiness_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

int cachectl_readiness_watch(int queue, int descriptor, uint32_t index, int wants_write, int is_new) {
  struct epoll_event event = {.events = EPOLLIN | (wants_write ? EPOLLOUT : 0), .data = {.u32 = index}};
  return epoll_ctl(queue, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event);
}

int cachectl_readiness_wait(int queue, int64_t nanoseconds, uint32_t *ready, int capacity) {
  struct epoll_event events[64];
  int limit = capacity < 64 ? capacity : 64;
  int64_t milliseconds = nanoseconds / 1000000;
  // epoll_wait knows whole milliseconds; ppoll on the epoll descriptor, which is itself readable, knows less.
  if (nanoseconds % 1000000 != 0 && milliseconds < 100) {
    struct pollfd waited = {.fd = queue, .events = POLLIN};
    struct timespec timeout = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    int count = ppoll(&waited, 1, &timeout, NULL);
    if (count <= 0) return count;
    milliseconds = 0;
  }
  int count = epoll_wait(queue, events, limit, (int)milliseconds);
  for (int i = 0; i < count; i++) ready[i] = events[i].data.u32;
  return count;
}

// By default a thread's timers may be 50 microseconds late, so that the processor sleeps longer.
void cachectl_precise_timers(void) { (void)prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0); }
#endif
