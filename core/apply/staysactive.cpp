// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/staysactive.h"

#include <QDeadlineTimer>

#include <thread>

using namespace Qt::StringLiterals;

namespace synchroscope {

ServiceStatus StaysActive::waitUntilUp(const QString &unit, Configuration)
{
    const QDeadlineTimer end(m_pace.limit);
    ServiceStatus failure = m_services.isActive(unit);
    QDeadlineTimer stayed(m_pace.stay);
    while (failure || !stayed.hasExpired()) {
        if (end.hasExpired())
            return failure ? failure : u"\"%1\" did not stay active."_s.arg(unit);
        std::this_thread::sleep_for(m_pace.interval);
        failure = m_services.isActive(unit);
        if (failure)
            stayed = QDeadlineTimer(m_pace.stay);
    }
    return {};
}

} // namespace synchroscope
