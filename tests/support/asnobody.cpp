// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/asnobody.h"

#include <QtGlobal>

#include <grp.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace synchroscope::test {

namespace {

constexpr int nobody = 65534;
constexpr int unchanged = -1;

/// The bare system calls: glibc's functions change all threads.
bool become(int effectiveId)
{
    return effectiveId == 0 ? ::syscall(SYS_setresuid, unchanged, 0, unchanged) == 0 &&
                                  ::syscall(SYS_setresgid, unchanged, 0, unchanged) == 0
                            : ::syscall(SYS_setgroups, 0, nullptr) == 0 &&
                                  ::syscall(SYS_setresgid, unchanged, effectiveId, unchanged) == 0 &&
                                  ::syscall(SYS_setresuid, unchanged, effectiveId, unchanged) == 0;
}

} // namespace

AsNobody::AsNobody() : m_wasRoot(geteuid() == 0)
{
    if (m_wasRoot && !become(nobody))
        qFatal("root's rights could not be laid down.");
}

AsNobody::~AsNobody()
{
    if (m_wasRoot && !become(0))
        qFatal("root's rights could not be taken up again.");
}

} // namespace synchroscope::test
