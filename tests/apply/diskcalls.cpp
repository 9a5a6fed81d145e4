// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/apply/diskcalls.h"

#include <cerrno>
#include <limits>

#include <fcntl.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

namespace synchroscope::test::diskcalls {

namespace {

constexpr int never = std::numeric_limits<int>::max();

struct State
{
    int calls = 0;
    int kill = never;
    int firstFailure = never;
    int lastFailure = 0;
    int error = 0;
};
State state;

bool fails()
{
    point();
    if (state.calls < state.firstFailure || state.calls > state.lastFailure)
        return false;
    errno = state.error;
    return true;
}

} // namespace

void reset()
{
    state = {};
}

int count()
{
    return state.calls;
}

void killAt(int number)
{
    reset();
    state.kill = number;
}

void failAt(int number, int error)
{
    reset();
    state.firstFailure = state.lastFailure = number;
    state.error = error;
}

void failFrom(int number, int error)
{
    failAt(number, error);
    state.lastFailure = never;
}

void point()
{
    if (++state.calls == state.kill)
        ::raise(SIGKILL);
}

} // namespace synchroscope::test::diskcalls

using synchroscope::test::diskcalls::fails;

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the linker wants these names.
extern "C" {

int __real_openat(int folder, const char *name, int flags, mode_t mode);
int __wrap_openat(int folder, const char *name, int flags, mode_t mode)
{
    const bool creates = (flags & O_CREAT) != 0;
    return creates && fails() ? -1 : __real_openat(folder, name, flags, mode);
}

ssize_t __real_write(int file, const void *bytes, size_t size);
ssize_t __wrap_write(int file, const void *bytes, size_t size)
{
    return fails() ? -1 : __real_write(file, bytes, size);
}

int __real_fsync(int file);
int __wrap_fsync(int file)
{
    return fails() ? -1 : __real_fsync(file);
}

int __real_fchmod(int file, mode_t mode);
int __wrap_fchmod(int file, mode_t mode)
{
    return fails() ? -1 : __real_fchmod(file, mode);
}

int __real_fchown(int file, uid_t owner, gid_t group);
int __wrap_fchown(int file, uid_t owner, gid_t group)
{
    return fails() ? -1 : __real_fchown(file, owner, group);
}

int __real_mkdirat(int folder, const char *name, mode_t mode);
int __wrap_mkdirat(int folder, const char *name, mode_t mode)
{
    return fails() ? -1 : __real_mkdirat(folder, name, mode);
}

int __real_unlinkat(int folder, const char *name, int flags);
int __wrap_unlinkat(int folder, const char *name, int flags)
{
    return fails() ? -1 : __real_unlinkat(folder, name, flags);
}

int __real_renameat(int from, const char *name, int to, const char *newName);
int __wrap_renameat(int from, const char *name, int to, const char *newName)
{
    return fails() ? -1 : __real_renameat(from, name, to, newName);
}

int __real_renameat2(int from, const char *name, int to, const char *newName, unsigned flags);
int __wrap_renameat2(int from, const char *name, int to, const char *newName, unsigned flags)
{
    return fails() ? -1 : __real_renameat2(from, name, to, newName, flags);
}
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
