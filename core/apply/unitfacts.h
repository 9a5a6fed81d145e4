// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace synchroscope {

/// What systemd knows about a time daemon's unit.
struct UnitFacts
{
    QString unit;          ///< its own name, one of serviceUnits(), where it was asked for by an alias
    bool isActive = false; ///< or on its way to be
    qint64 mainPid = 0;    ///< 0: it does not run
    QString program;       ///< the first that ExecStart= names; empty: none
    QString user;          ///< of User=; empty: root, and the daemon may change that itself

    friend bool operator==(const UnitFacts &, const UnitFacts &) = default;
};

/// Reads what `systemctl show` prints, "Key=value" a line. Absent: no such unit is loaded, or it is none of
/// serviceUnits().
std::optional<UnitFacts> parseUnitFacts(const QByteArray &shown);

/// The main file that the unit's running daemon was told to read ("-f" of chronyd, "-c" of ntpd); empty: its
/// usual one, or it does not run. Of NTPsec it may be ntpsecDhcpCopy. The error's `detail` says why the
/// change of its servers would go amiss.
///
/// Any process can call itself chronyd: what counts is the one that systemd started for the unit and has in
/// its control group, while its program is root's and it runs as root or as the daemon's own user. Its number
/// is to be asked for once more after that. `proc` is "/proc", or a test's.
Result<QString> mainFileOf(const UnitFacts &unit, DaemonKind daemon,
                           const QString &proc = QStringLiteral("/proc"));

} // namespace synchroscope
