// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/background.h"

#include <QCoreApplication>

namespace synchroscope {

namespace {

// More than a processor's, since most of them wait; a folder that does not answer holds up one.
constexpr int mostThreads = 4;

} // namespace

QThreadPool &backgroundPool()
{
    static QThreadPool pool;
    static const bool isPrepared = [] {
        pool.setMaxThreadCount(mostThreads);
        // What was begun is finished while there are still translations.
        qAddPostRoutine([] { pool.waitForDone(); });
        return true;
    }();
    Q_UNUSED(isPrepared)
    return pool;
}

} // namespace synchroscope
