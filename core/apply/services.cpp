// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/services.h"

namespace synchroscope {

bool ServiceManager::isStopped(const QString &unit)
{
    return isActive(unit).has_value();
}

QString ServiceManager::logSince(const QString & /*unit*/, const QDateTime & /*since*/)
{
    return {};
}

QString Verifier::remark() const
{
    return {};
}

} // namespace synchroscope
