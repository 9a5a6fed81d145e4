// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cerrno>
#include <cstdio>
#include <functional>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace synchroscope::test {

/// Runs `work` in a child process that sees no other processes than its own, has mounts of its own and a
/// network with nothing but loopback. Returns what `work` does, or 1 if there can be no such child, which
/// needs root. For the first line of main(): no thread may run yet.
inline int onOwnSystem(const std::function<int()> &work)
{
    const auto fail = [](const char *what) {
        std::fprintf(stderr, "%s: %s. This test needs root.\n", what, qPrintable(qt_error_string(errno)));
        return 1;
    };
    if (::unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID) != 0)
        return fail("No namespaces could be made");
    const pid_t child = ::fork();
    if (child < 0)
        return fail("No process could be made");
    if (child == 0) {
        if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", "/proc", "proc", 0, nullptr) != 0)
            ::_exit(fail("No mounts of our own could be made"));
        if (::system("ip link set lo up") != 0)
            ::_exit(fail("Loopback could not be had"));
        ::exit(work());
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

} // namespace synchroscope::test
