// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedservers.h"

#include <QHostAddress>

namespace synchroscope {

/// The files under a folder ("/" for this machine); paths in files are relative to it too, and results carry
/// paths without it. Of a file at most 1 MiB is read. Nothing but regular files is opened for reading, so no
/// pipe blocks this.
class DiskFiles final : public ConfigFiles
{
public:
    explicit DiskFiles(const QString &root);

    std::variant<File, Failure> read(const QString &path) override;
    std::variant<QStringList, Failure> list(const QString &folder) override;
    std::variant<QStringList, Failure> match(const QString &pattern) override;
    bool exists(const QString &path) override;
    std::optional<Instant> folderChangedAt(const QString &path) override;

private:
    QByteArray realPath(const QString &path) const;

    QString m_root; ///< without a final slash, so empty for "/"
};

/// Of the DiskFiles of `root`.
NamedServers collectNamedServers(const QString &root);
NamedServers collectNamedServers(const QString &root, DaemonKind kind, const QString &mainFile = {});

/// Where a chronyd with this configuration can be asked from this computer: an address of each family.
std::vector<QHostAddress> chronyCommandAddresses(const NamedServers &configuration);

} // namespace synchroscope
