// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/hostspec.h"

#include <QCommandLineParser>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

/// Reading a command's arguments: whatever is wrong is said in a sentence on standard error, and the command
/// then ends with exit code 2.
namespace synchroscope::ctl {

/// What parse() decided: go on, or end with this exit code.
using EarlyExit = std::optional<int>;

/// Parses; prints help if asked for.
EarlyExit parse(QCommandLineParser &parser, const QString &command, const QStringList &arguments);

/// The positional arguments as hosts; nothing if one is malformed.
std::optional<std::vector<HostSpec>> hosts(const QStringList &arguments);

/// A whole number within limits; nothing if it is something else.
std::optional<int> wholeNumber(const QCommandLineParser &parser, const QString &option, int least, int most);
/// Seconds, fractions allowed.
std::optional<std::chrono::nanoseconds> seconds(const QCommandLineParser &parser, const QString &option,
                                                double least, double most);

} // namespace synchroscope::ctl
