// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

#include <optional>

class QProcess;

namespace synchroscope {

/// The program at `path`, links followed, if nobody but root could have changed it: it and every folder that
/// leads to it belong to root and are not writable for others. Empty: it could be anybody's. Only what this
/// returns may be run: the link itself may lead elsewhere a moment later.
QString rootsOwnProgram(const QString &path);

/// The version in what `chronyd -v` prints: "4.3" of "chronyd (chrony) version 4.3 (+CMDMON …)". Empty: it is
/// something else.
QString chronyVersion(QByteArrayView output);

/// Asks chronyd's program for its version, which chronyd does not tell over the network. Such a program is
/// run only where it is rootsOwnProgram() and called chronyd: its path is what a
/// process of anybody's claims. Lives in one thread with an event loop.
class VersionProbe final : public QObject
{
    Q_OBJECT

public:
    explicit VersionProbe(QObject *parent = nullptr);
    ~VersionProbe() override;

    /// The version, empty where none can be had; absent while the program is being asked: finished() follows.
    /// It is asked once, and again after an upgrade.
    std::optional<QString> versionOf(const QString &program);

Q_SIGNALS:
    void finished();

private:
    struct Known
    {
        qint64 changedAt = 0; ///< of the file
        std::optional<QString> version;
    };

    void run(const QString &program, qint64 changedAt);

    QHash<QString, Known> m_known; ///< by program
};

} // namespace synchroscope
