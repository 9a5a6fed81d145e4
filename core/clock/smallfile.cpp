// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/smallfile.h"

#include <QFile>

namespace synchroscope {

std::optional<QByteArray> readSmallFile(const QString &path)
{
    constexpr qint64 mostBytes = 4096;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::nullopt;
    return file.read(mostBytes);
}

} // namespace synchroscope
