/* Notes which files a process touches. Preloaded into every process of a step; see docs/selection.md.
 *
 * Built without the C library's headers or start files, so that one object serves glibc and musl alike: what it needs is
 * declared here, and bound by name when a process starts. Each line is one write to a file opened for appending, so that
 * processes and threads never meet; what is longer than a pipe's atomic piece is still one write of a regular file.
 *
 *   R path   opened for reading     X path   executed             W path   opened for writing, or moved there
 *   E path   executed, outside of the project: absolute, or a name that is looked up
 *   P path, p path   opened and listed outside of the project, where packages of Python and Ruby are installed: absolute
 *   G path, g path   opened and listed by git, which reads every file to compare it: told, so that nobody else is taken for it
 *   N path   looked for where nothing was                         D path   entries listed
 */
typedef unsigned long size_t;
typedef long ssize_t;
typedef unsigned int mode_t;
typedef __builtin_va_list va_list;

extern void *dlsym(void *handle, const char *name) __attribute__((weak));
extern int *__errno_location(void) __attribute__((weak));
extern char **environ __attribute__((weak));

#define NEXT ((void *)-1L)
#define AT_FDCWD -100
#define O_CREAT 0100
#define ENOENT 2
#define ENOTDIR 20
#define LIMIT 4096

#if defined(__x86_64__)
enum { SYS_read = 0, SYS_write = 1, SYS_close = 3, SYS_fcntl = 72, SYS_getcwd = 79, SYS_readlinkat = 267, SYS_openat = 257 };
static long call(long n, long a, long b, long c, long d) {
  long r;
  register long r10 __asm__("r10") = d;
  __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
  return r;
}
#elif defined(__aarch64__)
enum { SYS_read = 63, SYS_write = 64, SYS_close = 57, SYS_fcntl = 25, SYS_getcwd = 17, SYS_readlinkat = 78, SYS_openat = 56 };
static long call(long n, long a, long b, long c, long d) {
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
  return x0;
}
#else
#error "the recorder knows x86-64 and AArch64"
#endif

static char root[LIMIT];
static size_t root_length;
static char sink[LIMIT];
static int ready;
static int is_git;

/* Paths that were noted already in this process: a small set that forgets, since a line too many does no harm. */
#define SEEN 8192
static unsigned long seen[SEEN];

static size_t length(const char *text) {
  size_t n = 0;
  while (text[n]) n++;
  return n;
}

static int same(const char *a, const char *b, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (a[i] != b[i]) return 0;
  return 1;
}

static const char *variable(const char *name) {
  size_t n = length(name);
  if (!&environ || !environ) return 0;
  for (char **each = environ; *each; each++) {
    size_t i = 0;
    while (i < n && (*each)[i] == name[i]) i++;
    if (i == n && (*each)[i] == '=') return *each + n + 1;
  }
  return 0;
}

static void copy(char *to, const char *from) {
  size_t n = length(from);
  if (n >= LIMIT) n = LIMIT - 1;
  for (size_t i = 0; i < n; i++) to[i] = from[i];
  to[n] = 0;
}

static void note(char kind, const char *path);

static void prepare(void) {
  if (ready) return;
  ready = -1;
  const char *place = variable("ASSAY_TOUCHED");
  const char *top = variable("ASSAY_TOUCHED_ROOT");
  if (!place || !top) return;
  copy(sink, place);
  copy(root, top);
  root_length = length(root);
  ready = 1;
}

__attribute__((constructor)) static void begin(void) {
  prepare();
  if (ready != 1) return;
  char path[LIMIT];
  long n = call(SYS_readlinkat, AT_FDCWD, (long)"/proc/self/exe", (long)path, LIMIT - 1);
  if (n > 0) {
    path[n] = 0;
    long start = n;
    while (start > 0 && path[start - 1] != '/') start--;
    is_git = n - start >= 3 && same(path + start, "git", 3) && (path[start + 3] == 0 || path[start + 3] == '-');
    if (!is_git) note('X', path);
  }
}

static void put(char kind, const char *path, size_t n) {
  char line[LIMIT + 4];
  if (n > LIMIT) return;
  size_t at = 0;
  line[at++] = kind;
  for (size_t i = 0; i < n; i++) line[at++] = path[i];
  line[at++] = 0;
  /* No descriptor is kept: a step may close all that it does not know. */
  long fd = call(SYS_openat, AT_FDCWD, (long)sink, 02000001 | 02000, 0);
  if (fd < 0) return;
  call(SYS_write, fd, (long)line, at, 0);
  call(SYS_close, fd, 0, 0, 0);
}

/* The path without `.` and `..`, into `to`; 0 where it is too long. */
static size_t plain(const char *path, size_t n, char *to) {
  size_t at = 0, i = 0;
  while (i < n) {
    while (i < n && path[i] == '/') i++;
    size_t start = i;
    while (i < n && path[i] != '/') i++;
    size_t part = i - start;
    if (part == 0 || (part == 1 && path[start] == '.')) continue;
    if (part == 2 && path[start] == '.' && path[start + 1] == '.') {
      while (at > 0 && to[at - 1] != '/') at--;
      if (at > 0) at--;
      continue;
    }
    if (at + part + 2 > LIMIT) return 0;
    to[at++] = '/';
    for (size_t k = 0; k < part; k++) to[at++] = path[start + k];
  }
  to[at] = 0;
  return at;
}

static int is_new(char kind, const char *path, size_t n) {
  unsigned long hash = 14695981039346656037UL ^ (unsigned char)kind;
  for (size_t i = 0; i < n; i++) hash = (hash ^ (unsigned char)path[i]) * 1099511628211UL;
  if (seen[hash % SEEN] == hash) return 0;
  seen[hash % SEEN] = hash;
  return 1;
}

/* Whether a path outside of the project lies where package managers of Python and Ruby put packages. */
static int is_package(const char *path, size_t n) {
  static const char *const folders[] = {"/site-packages", "/dist-packages", "/gems"};
  for (size_t i = 0; i < n; i++) {
    if (path[i] != '/') continue;
    for (int k = 0; k < 3; k++) {
      size_t own = length(folders[k]);
      if (i + own <= n && same(path + i, folders[k], own) && (i + own == n || path[i + own] == '/')) return 1;
    }
  }
  return 0;
}

static void note_at(char kind, int fd, const char *path) {
  if (ready != 1 || !path || !path[0]) return;
  if (is_git) {
    if (kind == 'N') return;
    if (kind == 'R' || kind == 'W') kind = 'G';
    if (kind == 'D') kind = 'g';
  }
  char whole[2 * LIMIT + 2];
  size_t at = 0, n = length(path);
  if (n >= LIMIT) return;
  if (path[0] != '/') {
    long got;
    if (fd == AT_FDCWD) {
      got = call(SYS_getcwd, (long)whole, LIMIT, 0, 0);
      if (got <= 1) return;
      at = got - 1;
    } else {
      char link[32] = "/proc/self/fd/";
      size_t end = 14;
      unsigned value = fd;
      char digits[12];
      int count = 0;
      do digits[count++] = '0' + value % 10; while (value /= 10);
      while (count) link[end++] = digits[--count];
      link[end] = 0;
      got = call(SYS_readlinkat, AT_FDCWD, (long)link, (long)whole, LIMIT - 1);
      if (got <= 0 || whole[0] != '/') return;
      at = got;
    }
    whole[at++] = '/';
  }
  for (size_t i = 0; i < n; i++) whole[at + i] = path[i];
  at += n;
  char clean[LIMIT];
  size_t size = plain(whole, at, clean);
  int is_inside = size >= root_length && same(clean, root, root_length) && (size == root_length || clean[root_length] == '/');
  if (!is_inside) {
    if (kind == 'X' && is_new('E', clean, size)) put('E', clean, size);
    char own = kind == 'R' ? 'P' : kind == 'D' ? 'p' : 0;
    if (own && is_package(clean, size) && is_new(own, clean, size)) put(own, clean, size);
    return;
  }
  if (is_new(kind, clean + root_length, size - root_length)) put(kind, clean + root_length, size - root_length);
}

/* A program that is to be started; a name without a slash is looked up by the C library itself. */
static void started(const char *path) {
  int kept = __errno_location ? *__errno_location() : 0;
  int has_slash = 0;
  for (const char *each = path; ready == 1 && each && *each; each++)
    if (*each == '/') has_slash = 1;
  if (has_slash) note_at('X', AT_FDCWD, path);
  else if (ready == 1 && path && *path && is_new('E', path, length(path))) put('E', path, length(path));
  if (__errno_location) *__errno_location() = kept;
}

static void note(char kind, const char *path) { note_at(kind, AT_FDCWD, path); }

static int is_missing(void) {
  if (!__errno_location) return 0;
  int code = *__errno_location();
  return code == ENOENT || code == ENOTDIR;
}

/* What a call came to: something is there, or nothing is. A call leaves errno as the real one set it. */
#define RESULT(fd, path, ok)                \
  do {                                      \
    int kept = __errno_location ? *__errno_location() : 0; \
    if (ok) note_at('R', fd, path);         \
    else if (is_missing()) note_at('N', fd, path); \
    if (__errno_location) *__errno_location() = kept; \
  } while (0)

#define REAL(type, name, ...)                                   \
  static type (*real)(__VA_ARGS__);                             \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(NEXT, name);   \
  prepare();

#define VISIBLE __attribute__((visibility("default")))

/* What an open came to, by how it was asked. */
static void opened(int at, const char *path, int flags, int fd) {
  int kept = __errno_location ? *__errno_location() : 0;
  if (fd < 0) {
    if (is_missing()) note_at('N', at, path);
  } else {
    if ((flags & 3) != 0 || (flags & O_CREAT)) note_at('W', at, path);
    if ((flags & 3) != 1) note_at('R', at, path);
  }
  if (__errno_location) *__errno_location() = kept;
}

#define OPEN(symbol)                                              \
  VISIBLE int symbol(const char *path, int flags, ...) {          \
    REAL(int, #symbol, const char *, int, mode_t)                 \
    va_list list;                                                 \
    __builtin_va_start(list, flags);                              \
    mode_t mode = __builtin_va_arg(list, mode_t);                 \
    __builtin_va_end(list);                                       \
    int fd = real(path, flags, mode);                             \
    opened(AT_FDCWD, path, flags, fd);                            \
    return fd;                                                    \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(symbol)                                            \
  VISIBLE int symbol(int at, const char *path, int flags, ...) {  \
    REAL(int, #symbol, int, const char *, int, mode_t)            \
    va_list list;                                                 \
    __builtin_va_start(list, flags);                              \
    mode_t mode = __builtin_va_arg(list, mode_t);                 \
    __builtin_va_end(list);                                       \
    int fd = real(at, path, flags, mode);                         \
    opened(at, path, flags, fd);                                  \
    return fd;                                                    \
  }
OPENAT(openat)
OPENAT(openat64)

#define OPEN_2(symbol)                                            \
  VISIBLE int symbol(const char *path, int flags) {               \
    REAL(int, #symbol, const char *, int)                         \
    int fd = real(path, flags);                                   \
    RESULT(AT_FDCWD, path, fd >= 0);                              \
    return fd;                                                    \
  }
OPEN_2(__open_2)
OPEN_2(__open64_2)

#define OPENAT_2(symbol)                                          \
  VISIBLE int symbol(int at, const char *path, int flags) {       \
    REAL(int, #symbol, int, const char *, int)                    \
    int fd = real(at, path, flags);                               \
    RESULT(at, path, fd >= 0);                                    \
    return fd;                                                    \
  }
OPENAT_2(__openat_2)
OPENAT_2(__openat64_2)

static void streamed(const char *path, const char *mode, int is_open) {
  int flags = mode && mode[0] == 'r' ? 0 : 1;
  for (const char *each = mode; each && *each; each++)
    if (*each == '+') flags = 2;
  opened(AT_FDCWD, path, flags, is_open ? 0 : -1);
}

#define FOPEN(symbol)                                             \
  VISIBLE void *symbol(const char *path, const char *mode) {      \
    REAL(void *, #symbol, const char *, const char *)             \
    void *file = real(path, mode);                                \
    streamed(path, mode, file != 0);                              \
    return file;                                                  \
  }
FOPEN(fopen)
FOPEN(fopen64)

#define FREOPEN(symbol)                                           \
  VISIBLE void *symbol(const char *path, const char *mode, void *old) { \
    REAL(void *, #symbol, const char *, const char *, void *)     \
    void *file = real(path, mode, old);                           \
    if (path) streamed(path, mode, file != 0);                    \
    return file;                                                  \
  }
FREOPEN(freopen)
FREOPEN(freopen64)

VISIBLE void *opendir(const char *path) {
  REAL(void *, "opendir", const char *)
  void *stream = real(path);
  int kept = __errno_location ? *__errno_location() : 0;
  if (stream) note_at('D', AT_FDCWD, path); else if (is_missing()) note_at('N', AT_FDCWD, path);
  if (__errno_location) *__errno_location() = kept;
  return stream;
}

VISIBLE void *fdopendir(int fd) {
  REAL(void *, "fdopendir", int)
  void *stream = real(fd);
  int kept = __errno_location ? *__errno_location() : 0;
  if (stream) note_at('D', fd, ".");
  if (__errno_location) *__errno_location() = kept;
  return stream;
}

#define SCANDIR(symbol)                                           \
  VISIBLE int symbol(const char *path, void *list, void *filter, void *order) { \
    REAL(int, #symbol, const char *, void *, void *, void *)      \
    int count = real(path, list, filter, order);                  \
    int kept = __errno_location ? *__errno_location() : 0;        \
    if (count >= 0) note_at('D', AT_FDCWD, path); else if (is_missing()) note_at('N', AT_FDCWD, path); \
    if (__errno_location) *__errno_location() = kept;             \
    return count;                                                 \
  }
SCANDIR(scandir)
SCANDIR(scandir64)

/* Only that nothing was there is noted of a look: whoever looks at what is there opens it, or lists the folder. */
#define LOOK(symbol)                                              \
  VISIBLE int symbol(const char *path, void *status) {            \
    REAL(int, #symbol, const char *, void *)                      \
    int result = real(path, status);                              \
    if (result < 0) RESULT(AT_FDCWD, path, 0);                    \
    return result;                                                \
  }
LOOK(stat)
LOOK(stat64)
LOOK(lstat)
LOOK(lstat64)

#define OLD_LOOK(symbol)                                          \
  VISIBLE int symbol(int version, const char *path, void *status) { \
    REAL(int, #symbol, int, const char *, void *)                 \
    int result = real(version, path, status);                     \
    if (result < 0) RESULT(AT_FDCWD, path, 0);                    \
    return result;                                                \
  }
OLD_LOOK(__xstat)
OLD_LOOK(__xstat64)
OLD_LOOK(__lxstat)
OLD_LOOK(__lxstat64)

#define LOOK_AT(symbol)                                           \
  VISIBLE int symbol(int at, const char *path, void *status, int flags) { \
    REAL(int, #symbol, int, const char *, void *, int)            \
    int result = real(at, path, status, flags);                   \
    if (result < 0) RESULT(at, path, 0);                          \
    return result;                                                \
  }
LOOK_AT(fstatat)
LOOK_AT(fstatat64)

VISIBLE int statx(int at, const char *path, int flags, unsigned mask, void *status) {
  REAL(int, "statx", int, const char *, int, unsigned, void *)
  int result = real(at, path, flags, mask, status);
  if (result < 0) RESULT(at, path, 0);
  return result;
}

VISIBLE int access(const char *path, int mode) {
  REAL(int, "access", const char *, int)
  int result = real(path, mode);
  if (result < 0) RESULT(AT_FDCWD, path, 0);
  return result;
}

VISIBLE int faccessat(int at, const char *path, int mode, int flags) {
  REAL(int, "faccessat", int, const char *, int, int)
  int result = real(at, path, mode, flags);
  if (result < 0) RESULT(at, path, 0);
  return result;
}

VISIBLE ssize_t readlink(const char *path, char *to, size_t size) {
  REAL(ssize_t, "readlink", const char *, char *, size_t)
  ssize_t result = real(path, to, size);
  RESULT(AT_FDCWD, path, result >= 0);
  return result;
}

VISIBLE ssize_t readlinkat(int at, const char *path, char *to, size_t size) {
  REAL(ssize_t, "readlinkat", int, const char *, char *, size_t)
  ssize_t result = real(at, path, to, size);
  RESULT(at, path, result >= 0);
  return result;
}

VISIBLE char *realpath(const char *path, char *to) {
  REAL(char *, "realpath", const char *, char *)
  char *result = real(path, to);
  if (!result) RESULT(AT_FDCWD, path, 0);
  return result;
}

#define MOVED(at, path, result)                                   \
  do {                                                            \
    int kept = __errno_location ? *__errno_location() : 0;        \
    if (result == 0) note_at('W', at, path);                      \
    if (__errno_location) *__errno_location() = kept;             \
  } while (0)

VISIBLE int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *)
  int result = real(from, to);
  MOVED(AT_FDCWD, to, result);
  return result;
}

VISIBLE int renameat(int from_at, const char *from, int at, const char *to) {
  REAL(int, "renameat", int, const char *, int, const char *)
  int result = real(from_at, from, at, to);
  MOVED(at, to, result);
  return result;
}

VISIBLE int renameat2(int from_at, const char *from, int at, const char *to, unsigned flags) {
  REAL(int, "renameat2", int, const char *, int, const char *, unsigned)
  int result = real(from_at, from, at, to, flags);
  MOVED(at, to, result);
  return result;
}

/* A program is noted by itself when it starts; a script, and a program that nothing is loaded into, only here. */
VISIBLE int execve(const char *path, char *const *arguments, char *const *variables) {
  REAL(int, "execve", const char *, char *const *, char *const *)
  started(path);
  return real(path, arguments, variables);
}

VISIBLE int execv(const char *path, char *const *arguments) {
  REAL(int, "execv", const char *, char *const *)
  started(path);
  return real(path, arguments);
}

VISIBLE int execvp(const char *path, char *const *arguments) {
  REAL(int, "execvp", const char *, char *const *)
  started(path);
  return real(path, arguments);
}

VISIBLE int execvpe(const char *path, char *const *arguments, char *const *variables) {
  REAL(int, "execvpe", const char *, char *const *, char *const *)
  started(path);
  return real(path, arguments, variables);
}

#define SPAWN(symbol)                                             \
  VISIBLE int symbol(int *process, const char *path, const void *actions, const void *attributes, char *const *arguments, \
                     char *const *variables) {                    \
    REAL(int, #symbol, int *, const char *, const void *, const void *, char *const *, char *const *) \
    started(path);                                                \
    return real(process, path, actions, attributes, arguments, variables); \
  }
SPAWN(posix_spawn)
SPAWN(posix_spawnp)
