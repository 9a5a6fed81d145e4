// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

/// What is said between whoever wants a server list changed and the helper that runs as root: JSON, in words
/// that never change. Pure.
namespace synchroscope {

/// "chrony", "timesyncd", "ntpsec", "ntp", "ntpd-rs", "openntpd".
QString stableName(DaemonKind daemon);

/// A request for the plan whose digest somebody has seen. `wait`: for the daemon to be up.
QByteArray helperRequest(DaemonKind daemon, const ServerEdits &edits, const QByteArray &digest,
                         std::chrono::seconds wait);

/// A request to take that change back, and no other; without a digest whichever was last.
QByteArray undoRequest(const QByteArray &digest, std::chrono::seconds wait);

/// One step that the helper took: "write", "restart", "verify" …
struct HelperStep
{
    QString step; ///< its stable name
    bool isOk = false;
    QString detail; ///< the helper's English sentence; may be empty
    double seconds = 0;

    friend bool operator==(const HelperStep &, const HelperStep &) = default;
};

/// One line of what the helper prints: a step, or the end.
struct HelperLine
{
    std::optional<HelperStep> step;
    QString result; ///< "committed", "restored", "refused", "failed"; empty: it is no end
    QString detail; ///< of the end
};

/// What is no such line is neither.
HelperLine parseHelperLine(const QByteArray &line);

} // namespace synchroscope
