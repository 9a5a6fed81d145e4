// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/services.h"

namespace synchroscope {

QString ServiceManager::logSince(const QString & /*unit*/, const QDateTime & /*since*/)
{
    return {};
}

QString Verifier::remark() const
{
    return {};
}

} // namespace synchroscope
