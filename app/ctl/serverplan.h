// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"
#include "core/diagnosis/daemonreport.h"

#include <QCommandLineParser>

#include <optional>

/// What the commands of `synchroscopectl servers` have in common. Whatever is wrong is said on standard
/// error.
namespace synchroscope::ctl {

/// A daemon's configuration, and what it makes of it if it runs here.
struct Subject
{
    DaemonKind daemon = DaemonKind::Chrony;
    NamedServers configuration;
    std::optional<DaemonReport> report; ///< absent: another machine's files, or it does not run
    bool isOfThisMachine = true;
};

/// --daemon, --root and --json.
void addSubjectOptions(QCommandLineParser &parser);
/// Nothing: `exitCode` says how the command ends.
std::optional<Subject> subjectOf(const QCommandLineParser &parser, int &exitCode);

/// --add, --only and so on.
void addEditOptions(QCommandLineParser &parser);
/// The arguments as the parser takes them: --set has two.
QStringList withJoinedPairs(const QStringList &arguments);

/// A plan, and whose it is.
struct Planned
{
    Subject subject;
    ServerEdits edits;
    ChangePlan plan;
};
/// By all of these options. Nothing: `exitCode` says how the command ends.
std::optional<Planned> plannedBy(const QCommandLineParser &parser, int &exitCode);

/// Absent: it does not run here, or does not tell.
std::optional<DaemonVersion> versionOf(const Subject &subject);

/// What a person would type to do the same.
QStringList commandsFor(const Subject &subject, const ChangePlan &plan);

} // namespace synchroscope::ctl
