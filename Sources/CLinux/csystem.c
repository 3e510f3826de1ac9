#define _GNU_SOURCE
#include "csystem.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x00001000
#endif

/* Shared with the child, which runs in this memory until it calls exec. */
struct spawn_state {
    const struct csys_spawn_request *request;
    pid_t parent;
    volatile int stage;
    volatile int error;
};

static void close_from(unsigned first) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
    struct rlimit limit;
    unsigned last = 65536;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < last) last = (unsigned)limit.rlim_cur;
    for (unsigned fd = first; fd < last; fd++) close((int)fd);
}

static int fail(struct spawn_state *state, int stage) {
    state->error = errno;
    state->stage = stage;
    _exit(127);
}

/* Only calls that are safe in a child that shares its parent's memory: no allocation, no lock. */
static int child_main(void *argument) {
    struct spawn_state *state = argument;
    const struct csys_spawn_request *request = state->request;
    /* The library refuses its own two signals, which a parent may have left ignored: hence the system call. */
    static const unsigned long plain[8];
    for (int number = 1; number < NSIG; number++) syscall(SYS_rt_sigaction, number, plain, NULL, 8);
    if (request->new_session ? setsid() < 0 : setpgid(0, 0) < 0) return fail(state, CSYS_STAGE_SETUP);
    if (request->die_with_thread) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0) return fail(state, CSYS_STAGE_SETUP);
        if (getppid() != state->parent) _exit(127);
    }
    if (request->directory && chdir(request->directory) < 0) return fail(state, CSYS_STAGE_DIRECTORY);
    if (request->input >= 0 && dup2(request->input, 0) < 0) return fail(state, CSYS_STAGE_SETUP);
    if (request->output >= 0 && dup2(request->output, 1) < 0) return fail(state, CSYS_STAGE_SETUP);
    if (request->errors >= 0 && dup2(request->errors, 2) < 0) return fail(state, CSYS_STAGE_SETUP);
    if (request->extra == 3) {
        if (fcntl(3, F_SETFD, 0) < 0) return fail(state, CSYS_STAGE_SETUP);
    } else if (request->extra >= 0 && dup2(request->extra, 3) < 0) {
        return fail(state, CSYS_STAGE_SETUP);
    }
    close_from(request->extra >= 0 ? 4 : 3);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);

    /* As a shell does: a candidate that may not be executed is remembered, one that is absent is passed over. */
    int denied = 0;
    errno = ENOENT;
    for (const char *const *path = request->candidates; *path; path++) {
        execve(*path, request->arguments, request->environment);
        if (errno == EACCES) denied = 1;
        else if (errno != ENOENT && errno != ENOTDIR) break;
    }
    if (denied && (errno == ENOENT || errno == ENOTDIR)) errno = EACCES;
    return fail(state, CSYS_STAGE_EXEC);
}

int csys_spawn(const struct csys_spawn_request *request, struct csys_spawn_result *result) {
    /* The parent sleeps until the child has called exec (CLONE_VFORK), so the child's stack can lie in this frame. */
    _Alignas(16) char stack[32768];
    struct spawn_state state = {.request = request, .parent = getpid()};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int pidfd = -1;
    pid_t pid = clone(
        child_main, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &state, &pidfd
    );
    int clone_error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    *result = (struct csys_spawn_result){.pid = pid, .pidfd = pidfd};
    if (pid < 0) {
        *result = (struct csys_spawn_result){.pid = -1, .pidfd = -1, .stage = CSYS_STAGE_CLONE, .error = clone_error};
    } else if (state.error != 0) {
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
        close(pidfd);
        *result = (struct csys_spawn_result){.pid = -1, .pidfd = -1, .stage = state.stage, .error = state.error};
    }
    return result->error;
}

int csys_reap(int pidfd, struct csys_exit *end) {
    siginfo_t info;
    struct rusage usage;
    memset(&info, 0, sizeof info);
    memset(&usage, 0, sizeof usage);
    /* The library's waitid drops the fifth argument of the system call, the resource usage. */
    long status;
    do status = syscall(SYS_waitid, P_PIDFD, pidfd, &info, WEXITED | WNOHANG, &usage);
    while (status < 0 && errno == EINTR);
    if (status < 0) return -1;
    if (info.si_pid == 0) return 0;
    end->signalled = info.si_code != CLD_EXITED;
    end->code = info.si_status;
    /* What a process had before it became another program counts for the kernel: our own memory, as it was ours then. */
    struct rusage own;
    memset(&own, 0, sizeof own);
    getrusage(RUSAGE_SELF, &own);
    end->peak_memory_bytes = usage.ru_maxrss > own.ru_maxrss ? (double)usage.ru_maxrss * 1024 : 0;
    end->user_seconds = (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
    end->system_seconds = (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec / 1e6;
    return 1;
}

int csys_reap_child(pid_t pid) {
    pid_t reaped;
    do reaped = waitpid(pid, NULL, WNOHANG);
    while (reaped < 0 && errno == EINTR);
    return reaped < 0 ? -1 : reaped == pid;
}

int csys_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

static int argument_count = 0;
static char **argument_vector = NULL;

/* The C library hands these to every constructor; the Swift runtime reads them from /proc, which may not be there. */
__attribute__((constructor)) static void keep_arguments(int count, char **vector, char **environment) {
    (void)environment;
    argument_count = count;
    argument_vector = vector;
}

int csys_argument_count(void) { return argument_count; }

const char *csys_argument(int index) { return index < argument_count ? argument_vector[index] : NULL; }

int csys_secure_standard_descriptors(void) {
    int closed = 0;
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
        closed |= 1 << fd;
        int null = open("/dev/null", O_RDWR);
        if (null >= 0 && null != fd) {
            dup2(null, fd);
            close(null);
        }
    }
    return closed;
}

int csys_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int csys_socket_pair(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }

int csys_set_nonblocking(int fd) {
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? -1 : fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

ssize_t csys_send_quietly(int fd, const void *bytes, size_t count) {
    return send(fd, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
}

int csys_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int csys_epoll_add(int epoll, int fd, uint64_t token) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = token};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

int csys_epoll_remove(int epoll, int fd) { return epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL); }

int csys_epoll_wait(int epoll, struct csys_event *events, int capacity, int milliseconds) {
    struct epoll_event ready[64];
    int count = epoll_wait(epoll, ready, capacity < 64 ? capacity : 64, milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int index = 0; index < count; index++) events[index].token = ready[index].data.u64;
    return count;
}

int csys_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void csys_block_all_signals(void) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
}

static _Atomic int forward_to = -1;

static void forward(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t ignored = write(atomic_load(&forward_to), &byte, 1);
    (void)ignored;
    errno = saved;
}

static int set_handler(int number, void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    return sigaction(number, &action, NULL);
}

int csys_forward_signal(int number, int fd) {
    atomic_store(&forward_to, fd);
    return set_handler(number, forward);
}

int csys_ignore_signal(int number) { return set_handler(number, SIG_IGN); }

int csys_default_signal(int number) { return set_handler(number, SIG_DFL); }

int csys_contains(const void *bytes, size_t count, const void *wanted, size_t wanted_count) {
    return memmem(bytes, count, wanted, wanted_count) != NULL;
}

int csys_open_unnamed(const char *directory, mode_t mode) {
    return open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
}

void csys_reserve(int fd, off_t size) {
    int before = errno;
    int ignored = fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, size);
    (void)ignored;
    errno = before;
}

ssize_t csys_copy(int from, off_t offset, int to, size_t count) {
    ssize_t copied;
    do copied = copy_file_range(from, &offset, to, NULL, count, 0);
    while (copied < 0 && errno == EINTR);
    return copied;
}

int csys_is_ignored(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void csys_unblock_all_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
}

int csys_usable_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 0;
}

void csys_prepare_heap(void) {
    mallopt(M_TOP_PAD, 48 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

unsigned long csys_filesystem(const char *path) {
    struct statfs status;
    return statfs(path, &status) == 0 ? (unsigned long)status.f_type : 0;
}
