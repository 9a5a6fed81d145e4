// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/filechange.h"
#include "core/config/namedserver.h"

#include <QDateTime>
#include <QStringList>

namespace synchroscope {

/// A change of a daemon's files, with what is known about it.
struct Change
{
    std::vector<FileChange> files; ///< in the order in which they are written
    ChangeEffect effect = ChangeEffect::None;
    DaemonKind daemon = DaemonKind::Chrony;
    QString unit;        ///< one of serviceUnits()
    QByteArray digest;   ///< digestOf(files); of an undo, of the change that it takes back
    uint askedBy = 0;    ///< the user's number
    QDateTime when;      ///< UTC, whole seconds
    bool undoes = false; ///< it takes back the last committed change

    friend bool operator==(const Change &, const Change &) = default;
};

/// The daemons whose files are changed, as requests and the journal name them: "chrony", "timesyncd",
/// "ntpsec", "ntp". Empty, or absent: none of those.
QString nameOf(DaemonKind daemon);
std::optional<DaemonKind> daemonNamed(QStringView name);

/// The units that may be restarted, and no others.
const std::vector<QString> &serviceUnits();
bool isServiceUnit(const QString &unit);

/// What distributions call a daemon's unit, likely names first.
QStringList unitsOf(DaemonKind daemon);

} // namespace synchroscope
