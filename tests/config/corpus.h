// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

/// Configurations of real-world shape: those of tests/config/data/corpus, and what Debian installs.
namespace synchroscope::test {

/// A configuration in the place where its daemon reads it.
struct Sample
{
    DaemonKind daemon = DaemonKind::Chrony;
    QString path; ///< of the file in question
    ConfigPart part = ConfigPart::Main;
    std::map<QString, QByteArray> files; ///< it, and what makes its daemon read it

    QByteArray text() const { return files.at(path); }
    NamedServers read() const;
    /// Of the file in question.
    std::vector<ListedServer> list() const;
};

Sample sampleOf(DaemonKind daemon, const QString &file);

/// What becomes of a sample. `trouble`: why there is no plan.
struct Outcome
{
    QString trouble;
    ChangePlan plan;
    Sample after;
};

Outcome outcomeOf(const Sample &sample, const ServerEdit &edit, bool isInPlace = false);
Outcome outcomeOfAll(const Sample &sample, const ServerEdits &edits);

QByteArray contentOf(const QString &file);
/// Makes the folder, too.
bool writeFile(const QString &path, const QByteArray &text);
/// Of one folder of the corpus, sorted.
QStringList corpusFiles(const QString &folder);
/// Of Debian's packages, below $SYNCHROSCOPE_DAEMONS.
QString unpackedFile(const QString &path);

} // namespace synchroscope::test
