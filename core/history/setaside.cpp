// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/setaside.h"

#include <QDateTime>
#include <QFile>

namespace synchroscope {

using namespace Qt::StringLiterals;

Result<QString> setAside(const QString &path)
{
    const QString stem =
        path + u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QString target = stem;
    for (int attempt = 2; QFile::exists(target); ++attempt)
        target = u"%1-%2"_s.arg(stem).arg(attempt);
    QFile file(path);
    if (!file.rename(target))
        return Error{ErrorCode::FileUnwritable, path, file.errorString()};
    return target;
}

} // namespace synchroscope
