/*
 * The floor of a fan-out: one thread, and for each tick one write(2) to each subscriber, of bytes that were made once.
 * A server can hardly do with less, whatever it is written in.
 *
 *   floor sse|websocket <bytes of a tick>
 *
 * It says "ready <port> <clock>" and takes "begin <rate> <from> <to>" on its standard input: then it ticks up to tick
 * <to>, says "began" after tick <from>, and "ended <seconds> <CPU seconds>" for what came after it. <clock> is what has
 * to be added to CLOCK_MONOTONIC to have the `at` of ticks, ms. Handshakes are answered but not checked: only load
 * clients come here.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SUBSCRIBERS = 65536, MAX_TICK = 16384, EVENTS = 256 };

static const char SSE_HEAD[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
static const char WEBSOCKET_HEAD[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

static int subscribers[MAX_SUBSCRIBERS];
static int count;
static int is_websocket;
static int tick_bytes;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double seconds_of(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

/* The bytes of tick `seq`, framed. */
static int frame_tick(char *out, int seq) {
  static char json[MAX_TICK];
  const double at = floor(seconds_of(CLOCK_REALTIME) * 1e6) / 1e3;
  int length = snprintf(json, sizeof json, "{\"seq\":%d,\"symbol\":\"KITE\",\"price\":128.05,\"at\":%.3f,\"pad\":\"", seq, at);
  while (length < tick_bytes - 2) json[length++] = 'x';
  json[length++] = '"';
  json[length++] = '}';
  if (!is_websocket) return sprintf(out, "id: %d\ndata: %.*s\n\n", seq, length, json);
  int head = 0;
  out[head++] = (char)0x81;
  if (length < 126) out[head++] = (char)length;
  else {
    out[head++] = 126;
    out[head++] = (char)(length >> 8);
    out[head++] = (char)(length & 0xff);
  }
  memcpy(out + head, json, length);
  return head + length;
}

static void send_tick(int seq) {
  static char frame[MAX_TICK + 64];
  const int length = frame_tick(frame, seq);
  for (int i = 0; i < count; i++) {
    if (write(subscribers[i], frame, length) != length) fail("a subscriber does not take its tick");
  }
}

static int listen_on(int *port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 1024) < 0) fail("listen");
  getsockname(listener, (struct sockaddr *)&address, &size);
  *port = ntohs(address.sin_port);
  return listener;
}

static void watch(int poll, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl");
}

static void accept_all(int poll, int listener) {
  const int on = 1;
  for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
    if (count == MAX_SUBSCRIBERS) exit(1);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(poll, fd);
  }
}

/* The first that a client says is its request; it fits one segment. What else it says is thrown away. */
static void hear(int poll, int fd) {
  char request[2048];
  const ssize_t bytes = read(fd, request, sizeof request);
  if (bytes <= 0) {
    for (int i = 0; i < count; i++) {
      if (subscribers[i] == fd) subscribers[i] = subscribers[--count];
    }
    epoll_ctl(poll, EPOLL_CTL_DEL, fd, NULL);
    close(fd);
    return;
  }
  if (bytes < 4 || memcmp(request, "GET ", 4) != 0) return;
  const char *head = is_websocket ? WEBSOCKET_HEAD : SSE_HEAD;
  if (write(fd, head, strlen(head)) < 0) fail("write");
  subscribers[count++] = fd;
}

int main(int arguments, char **argument) {
  if (arguments != 3) return 1;
  is_websocket = strcmp(argument[1], "websocket") == 0;
  tick_bytes = atoi(argument[2]);
  if (tick_bytes >= MAX_TICK) return 1;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  setvbuf(stdout, NULL, _IOLBF, 0);

  int port;
  const int listener = listen_on(&port);
  const int poll = epoll_create1(0);
  const int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  watch(poll, listener);
  watch(poll, timer);
  watch(poll, STDIN_FILENO);
  printf("ready %d %.6f\n", port, (seconds_of(CLOCK_REALTIME) - seconds_of(CLOCK_MONOTONIC)) * 1e3);

  int seq = 0, from = 0, to = 0;
  double begun = 0, cpu = 0;
  for (;;) {
    struct epoll_event events[EVENTS];
    const int ready = epoll_wait(poll, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      const int fd = events[i].data.fd;
      if (fd == listener) accept_all(poll, listener);
      else if (fd == STDIN_FILENO) {
        char line[128];
        double rate;
        const ssize_t bytes = read(fd, line, sizeof line - 1);
        /* Without a parent there is nobody to serve. */
        if (bytes <= 0) return 0;
        line[bytes] = 0;
        if (sscanf(line, "begin %lf %d %d", &rate, &from, &to) != 3) return 1;
        const struct timespec each = {(time_t)(1 / rate), (long)(fmod(1 / rate, 1) * 1e9)};
        const struct itimerspec times = {each, each};
        timerfd_settime(timer, 0, &times, NULL);
      } else if (fd == timer) {
        unsigned long long due;
        if (read(timer, &due, sizeof due) != sizeof due) continue;
        /* The slot of the last measured tick ends with the next tick, which is not sent. */
        for (; due > 0 && seq <= to; due--) {
          if (seq == to) {
            printf("ended %.6f %.6f\n", seconds_of(CLOCK_MONOTONIC) - begun, seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu);
            seq++;
            break;
          }
          send_tick(++seq);
          if (seq != from) continue;
          begun = seconds_of(CLOCK_MONOTONIC);
          cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
          printf("began\n");
        }
      } else hear(poll, fd);
    }
  }
}
