// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/background.h"

#include <QCoreApplication>

namespace synchroscope {

namespace {

// More than a processor's, since most of them wait; a folder that does not answer holds up one.
constexpr int mostThreads = 4;
constexpr int mostWaitMs = 5000;

} // namespace

QThreadPool &backgroundPool()
{
    // Never destroyed: that would wait for ever for a read that never ends, as of a network's folder that has
    // gone.
    static auto *const pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(mostThreads);
        // What was begun is finished while there are still translations, unless it hangs.
        qAddPostRoutine([] { backgroundPool().waitForDone(mostWaitMs); });
        return made;
    }();
    return *pool;
}

} // namespace synchroscope
