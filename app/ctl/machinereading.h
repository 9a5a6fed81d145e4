// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/daemonwatch.h"

#include <QCommandLineParser>
#include <QJsonArray>
#include <QJsonValue>

#include <optional>
#include <vector>

/// Reading this machine's time daemons once, for the commands that tell of them.
namespace synchroscope::ctl {

/// --daemon KIND[=ADDRESS] and --chrony ADDRESS.
void addDaemonOptions(QCommandLineParser &parser);
/// What these options say; nothing if one is wrong, after a complaint.
std::optional<std::vector<DaemonSelection>> daemonSelections(const QCommandLineParser &parser);

/// Of --json, in every command the same.
QJsonArray daemonsJson(const MachineDaemons &machine);
QJsonArray unassignedJson(const MachineDaemons &machine);

template <typename Number>
QJsonValue numberValue(const std::optional<Number> &number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

inline std::optional<Duration> since(std::optional<Instant> then, std::optional<Instant> now)
{
    return then && now ? std::optional(*now - *then) : std::nullopt;
}

/// Waits until each daemon has answered or failed. Needs a QCoreApplication.
MachineDaemons readDaemons(const std::vector<DaemonSelection> &selections);

} // namespace synchroscope::ctl
