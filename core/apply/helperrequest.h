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
    /// in printable ASCII, with options that some version of the daemon takes and none that names a file; of
    /// timesyncd "server NAME" alone.
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

struct UndoRequest
{
    QByteArray expect;             ///< the digest of the change that is taken back; empty: whichever was last
    std::chrono::seconds wait{60}; ///< for the daemon to be up

    friend bool operator==(const UndoRequest &, const UndoRequest &) = default;
};

/// What a daemon is told to do at once: "step", "burst" or "online", by the verb.
struct CommandRequest
{
    DaemonKind daemon = DaemonKind::Chrony;

    friend bool operator==(const CommandRequest &, const CommandRequest &) = default;
};

/// What is done to the service itself.
struct ServiceRequest
{
    enum class Action : quint8 { Start, Stop, Restart, Reload };

    Action action = Action::Start;
    DaemonKind daemon = DaemonKind::Chrony;
    std::chrono::seconds wait{60}; ///< for the daemon to be up

    friend bool operator==(const ServiceRequest &, const ServiceRequest &) = default;
};

struct ObserveRequest
{
    DaemonKind daemon = DaemonKind::Chrony;
    std::chrono::seconds interval{1}; ///< between the beginnings of two readings, 1 to 60 s

    friend bool operator==(const ObserveRequest &, const ObserveRequest &) = default;
};

/// One of the two.
template <typename Request>
struct Reading
{
    std::optional<Request> request;
    std::optional<RequestRefusal> refusal;
};
using RequestReading = Reading<HelperRequest>;

inline constexpr qsizetype mostRequestBytes = 256 * 1024;

/// Reads {"format": 1, "daemon": "chrony", "edits": [{"verb": "add", "lines": ["server …"]}], "in_place":
/// false, "allow_none": false, "expect": "64 digits", "wait_s": 60}, and nothing that is not exactly that.
RequestReading parseHelperRequest(const QByteArray &bytes);

// The other verbs', as strictly.
/// {"format": 1, "expect": "64 digits", "wait_s": 60}, or nothing at all.
Reading<UndoRequest> parseUndoRequest(const QByteArray &bytes);
/// {"format": 1, "daemon": "chrony"}
Reading<CommandRequest> parseCommandRequest(const QByteArray &bytes);
/// {"format": 1, "action": "start", "daemon": "chrony", "wait_s": 60}; "stop", "restart", "reload".
Reading<ServiceRequest> parseServiceRequest(const QByteArray &bytes);
/// {"format": 1, "daemon": "chrony", "interval_s": 5}, in one line.
Reading<ObserveRequest> parseObserveRequest(const QByteArray &bytes);

} // namespace synchroscope
