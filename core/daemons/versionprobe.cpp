// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/versionprobe.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTimer>

#include <sys/stat.h>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 2s;

bool isRootsOwn(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return false;
    return status.st_uid == 0 && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

} // namespace

QString rootsOwnProgram(const QString &path)
{
    QString program = QFileInfo(path).canonicalFilePath();
    if (program.isEmpty() || !QFileInfo(program).isFile())
        return {};
    QString part = program;
    while (isRootsOwn(part)) {
        if (part == "/"_L1)
            return program;
        part = QFileInfo(part).path();
    }
    return {};
}

QString chronyVersion(QByteArrayView output)
{
    static const QRegularExpression pattern(u"^chronyd \\(chrony\\) version ([0-9][^ \\n]*)"_s);
    return pattern.match(QString::fromUtf8(output)).captured(1);
}

VersionProbe::VersionProbe(QObject *parent) : QObject(parent) {}

VersionProbe::~VersionProbe() = default;

std::optional<QString> VersionProbe::versionOf(const QString &program)
{
    const QString own = program.startsWith(u'/') ? rootsOwnProgram(program) : QString();
    const QFileInfo file(own);
    if (own.isEmpty() || file.fileName() != "chronyd"_L1)
        return QString();
    const qint64 changedAt = file.lastModified().toMSecsSinceEpoch();
    const auto known = m_known.constFind(own);
    if (known != m_known.constEnd() && known->changedAt == changedAt)
        return known->version;
    m_known.insert(own, {.changedAt = changedAt, .version = {}});
    run(own, changedAt);
    return std::nullopt;
}

void VersionProbe::run(const QString &program, qint64 changedAt)
{
    auto *process = new QProcess(this);
    process->setProgram(program);
    process->setArguments({u"-v"_s});
    process->setStandardInputFile(QProcess::nullDevice());
    const auto end = [this, process, program, changedAt] {
        process->disconnect(this);
        process->deleteLater();
        m_known.insert(program,
                       {.changedAt = changedAt, .version = chronyVersion(process->readAllStandardOutput())});
        Q_EMIT finished();
    };
    connect(process, &QProcess::finished, this, end);
    connect(process, &QProcess::errorOccurred, this, [end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end();
    });
    QTimer::singleShot(patience, process, &QProcess::kill);
    process->start();
}

} // namespace synchroscope
