/* The system calls that Swift's Glibc module lacks, or that cannot be made safely from Swift. Decisions stay in Swift. */
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A process to start. File descriptors must be 3 or above; -1 leaves the parent's in place. */
struct csys_spawn_request {
    const char *const *candidates; /* NULL-terminated: absolute or relative paths, tried in order */
    char *const *arguments;        /* NULL-terminated */
    char *const *environment;      /* NULL-terminated */
    const char *directory;         /* NULL: the parent's */
    int input;                     /* becomes descriptor 0 */
    int output;                    /* becomes descriptor 1 */
    int errors;                    /* becomes descriptor 2; may be the same as `output` */
    int extra;                     /* becomes descriptor 3; -1: none */
    int new_session;               /* 1: own session and group; 0: own group in the parent's session */
    int die_with_thread;           /* 1: KILL when the calling thread ends */
};

enum csys_spawn_stage { CSYS_STAGE_CLONE = 1, CSYS_STAGE_SETUP = 2, CSYS_STAGE_DIRECTORY = 3, CSYS_STAGE_EXEC = 4 };

struct csys_spawn_result {
    pid_t pid;
    int pidfd;
    int stage; /* where it failed, a csys_spawn_stage */
    int error; /* errno; 0 on success */
};

/* Starts a process with default signal dispositions, an empty signal mask, and no inherited descriptor. */
int csys_spawn(const struct csys_spawn_request *request, struct csys_spawn_result *result);

struct csys_exit {
    int signalled; /* 1: killed by `code`, 0: exited with `code` */
    int code;
    double user_seconds;
    double system_seconds;
    double peak_memory_bytes; /* of the largest one among it and its awaited descendants; 0: no more than ours */
};

/* Reaps the process behind a pidfd without waiting: 1 reaped, 0 still running, -1 error (errno). */
int csys_reap(int pidfd, struct csys_exit *end);

/* Reaps a child that has ended, by its id, without waiting: 1 reaped, 0 still running, -1 not a child. */
int csys_reap_child(pid_t pid);

/* Orphaned descendants become children of this process from now on. */
int csys_become_subreaper(void);

/* Opens /dev/null on each of the descriptors 0 to 2 that is closed, so that no other file gets these numbers; tells
 * which of them were, as bits. */
int csys_secure_standard_descriptors(void);

/* The arguments of this program, its name first, whether or not there is a /proc. */
int csys_argument_count(void);
const char *csys_argument(int index);

int csys_pipe(int ends[2]);
int csys_socket_pair(int ends[2]);
int csys_set_nonblocking(int fd);

/* A write that never raises SIGPIPE and never waits. */
ssize_t csys_send_quietly(int fd, const void *bytes, size_t count);

struct csys_event {
    uint64_t token;
};

int csys_epoll_create(void);
int csys_epoll_add(int epoll, int fd, uint64_t token);
int csys_epoll_remove(int epoll, int fd);
/* Waits at most `milliseconds` (-1: for ever); interrupted counts as no event. */
int csys_epoll_wait(int epoll, struct csys_event *events, int capacity, int milliseconds);

int csys_eventfd(void);

/* Blocks every signal in the calling thread, so that other threads take them. */
void csys_block_all_signals(void);
/* From now on each of these signals writes its number as one byte to `fd` instead of ending the process. */
int csys_forward_signal(int number, int fd);
int csys_ignore_signal(int number);
int csys_default_signal(int number);
int csys_is_ignored(int number);
/* Takes all signals in the calling thread, whatever mask it inherited. */
void csys_unblock_all_signals(void);

/* Whether `bytes` holds `wanted` anywhere. */
int csys_contains(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

/* A file without a name in a directory, for writing: it is gone when it is closed, unless it was linked. */
int csys_open_unnamed(const char *directory, mode_t mode);
/* Room for so many bytes; where the file system cannot say so beforehand, nothing happens. */
void csys_reserve(int fd, off_t size);
/* Appends part of a file to another within the kernel: how many bytes, 0 at the end, -1 error (errno). */
ssize_t csys_copy(int from, off_t offset, int to, size_t count);

/* Processors that this process may run on; 0 when unknown. */
int csys_usable_processors(void);

/* Lets the heap of each thread take its address space in a few large steps, and keep a large piece that comes free. By
 * itself the C library asks the kernel again for each page of a thread's heap, and for each list that grows. Memory is
 * used as it is touched, as ever. To be called before there is a second thread. */
void csys_prepare_heap(void);

/* The kind of the file system that a path lies on, by its number in statfs(2); 0 where that cannot be told. */
unsigned long csys_filesystem(const char *path);

#endif
