// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/securefile.h"
#include "core/config/namedservers.h"

#include <map>

namespace synchroscope {

/// A daemon's files as root may believe them: what is not root's alone, or is reached by a link, is not read.
/// Times are not told.
class SecureConfigFiles final : public ConfigFiles
{
public:
    SecureConfigFiles(const QString &root, uint owner);

    std::variant<File, Failure> read(const QString &path) override;
    std::variant<QStringList, Failure> list(const QString &folder) override;
    std::variant<QStringList, Failure> match(const QString &pattern) override;
    bool exists(const QString &path) override;
    std::optional<Instant> folderChangedAt(const QString &path) override;

private:
    QString m_root;
    uint m_owner;
    SecureFiles m_files;
    std::map<QString, quint64> m_numbers; ///< without links a path is the file
};

} // namespace synchroscope
