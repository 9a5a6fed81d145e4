// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/chronyc.h"
#include "core/apply/secureconfigfiles.h"
#include "core/config/helperwords.h"

#include <QMap>

namespace synchroscope::test {

/// What the helper printed so far.
struct Answer
{
    void take(const QByteArray &line)
    {
        const HelperLine read = parseHelperLine(line);
        if (read.step) {
            steps.append((read.step->isOk ? QString() : QStringLiteral("!")) + read.step->step);
            details.insert(read.step->step, read.step->detail);
        } else {
            result = read.result;
            detail = read.detail;
        }
    }

    QStringList steps; ///< a failed one with "!" before it
    QMap<QString, QString> details;
    QString result;
    QString detail; ///< of the result
};

/// A request to the helper, as a program plans it that has read the same files. `mainFile` as in
/// collectNamedServers().
inline QByteArray requestOf(const ServerEdits &edits, const QString &mainFile = {})
{
    SecureConfigFiles files(QStringLiteral("/"), 0);
    const auto plan =
        planChanges(DaemonKind::Chrony, collectNamedServers(files, DaemonKind::Chrony, mainFile), edits);
    const ChangePlan *change = std::get_if<ChangePlan>(&plan);
    return helperRequest(DaemonKind::Chrony, edits, change != nullptr ? change->digest : QByteArray(64, '0'),
                         std::chrono::seconds(30));
}

inline ServerEdits editsOf(ServerEdit::Verb verb, const QStringList &lines, const QString &target = {})
{
    ServerEdits edits;
    edits.edits = {{.verb = verb, .target = target, .lines = lines}};
    return edits;
}

inline QByteArray additionOf(const QString &line, const QString &mainFile = {})
{
    return requestOf(editsOf(ServerEdit::Verb::Add, {line}), mainFile);
}

/// What chronyd follows, each once.
inline QStringList followed()
{
    QStringList names =
        Chronyc(QStringLiteral("/usr/bin/chronyc"), {}, std::chrono::seconds(10)).sources().names;
    names.sort();
    names.removeDuplicates();
    return names;
}

inline bool follows(const QString &name)
{
    return followed().contains(name);
}

} // namespace synchroscope::test
