// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace synchroscope {

/// What the helper is asked to do to a daemon's servers. No path to write to and no command is in it.
struct HelperRequest
{
    DaemonKind daemon = DaemonKind::Chrony;
    /// Targets are a server's name or address, or "/etc/…:LINE"; lines are "server …", "pool …" or "peer …"
    /// in printable ASCII. Options are not looked at.
    ServerEdits edits;
    QByteArray expect;         ///< the digest of the change that the user saw, 64 hexadecimal digits
    std::chrono::seconds wait; ///< for the daemon to be up

    friend bool operator==(const HelperRequest &, const HelperRequest &) = default;
};

enum class RequestFault : quint8 {
    TooLarge,
    NotJson, ///< or not an object, or not in UTF-8
    DoubledKey,
    UnknownKey,
    MissingKey,
    WrongValue, ///< of a kind or size that the key does not have
    ControlCharacter,
    BadTarget,
    BadLine,
};

struct RequestRefusal
{
    RequestFault fault;
    QString sentence; ///< English; names the place
};

/// One of the two.
struct RequestReading
{
    std::optional<HelperRequest> request;
    std::optional<RequestRefusal> refusal;
};

inline constexpr qsizetype mostRequestBytes = 256 * 1024;

/// Reads {"format": 1, "daemon": "chrony", "edits": [{"verb": "add", "lines": ["server …"]}], "in_place":
/// false, "allow_none": false, "expect": "64 digits", "wait_s": 60}, and nothing that is not exactly that.
RequestReading parseHelperRequest(const QByteArray &bytes);

} // namespace synchroscope
