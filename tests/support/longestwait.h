// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace synchroscope::test {

/// How long this thread's events have had to wait at most since it was made.
class LongestWait
{
public:
    /// What a person begins to notice. A busy machine holds up anybody now and then: of `tries` the best one
    /// counts.
    static constexpr qint64 limitMs = 100;
    static constexpr int tries = 10;

    LongestWait()
    {
        m_since.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_timer.start(std::chrono::milliseconds(5));
    }
    qint64 milliseconds() const { return std::max(m_longest, m_since.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

} // namespace synchroscope::test
