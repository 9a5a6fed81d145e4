// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/config/corpus.h"

#include "tests/config/memoryfiles.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

QByteArray contentOf(const QString &file)
{
    QFile content(file);
    return content.open(QFile::ReadOnly) ? content.readAll() : QByteArray();
}

bool writeFile(const QString &path, const QByteArray &text)
{
    QFile content(path);
    return QDir().mkpath(path.section(u'/', 0, -2)) && content.open(QFile::WriteOnly) &&
           content.write(text) == text.size();
}

QStringList corpusFiles(const QString &folder)
{
    const QDir corpus(QFINDTESTDATA("data/corpus") + u'/' + folder);
    QStringList files;
    for (const QString &name : corpus.entryList(QDir::Files, QDir::Name))
        files.append(corpus.filePath(name));
    return files;
}

QString unpackedFile(const QString &path)
{
    return QDir::cleanPath(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u'/' + path);
}

NamedServers Sample::read() const
{
    MemoryFiles memory(files);
    return collectNamedServers(memory, daemon);
}

std::vector<ListedServer> Sample::list() const
{
    std::vector<ListedServer> servers = listServers(daemon, read());
    std::erase_if(servers, [this](const ListedServer &server) { return server.file != path; });
    return servers;
}

Sample sampleOf(DaemonKind daemon, const QString &file)
{
    const QString chronyConf = u"/etc/chrony/chrony.conf"_s;
    const QString timesyncdConf = u"/etc/systemd/timesyncd.conf"_s;
    const QString name = file.section(u'/', -1);
    Sample sample;
    sample.daemon = daemon;
    if (name.endsWith(u".sources"_s)) {
        sample.path = u"/etc/chrony/sources.d/"_s + name;
        sample.part = ConfigPart::Sources;
        sample.files[chronyConf] = "server main.example iburst\nsourcedir /etc/chrony/sources.d\n";
    } else if (daemon == DaemonKind::Chrony) {
        sample.path = chronyConf;
    } else if (daemon == DaemonKind::Timesyncd && name.front().isDigit()) {
        sample.path = u"/etc/systemd/timesyncd.conf.d/"_s + name;
        sample.part = ConfigPart::Included;
        sample.files[timesyncdConf] = "[Time]\nNTP=main.example\n#FallbackNTP=default.example\n";
    } else if (daemon == DaemonKind::Timesyncd) {
        sample.path = timesyncdConf;
    } else {
        sample.path = daemon == DaemonKind::Ntpsec ? u"/etc/ntpsec/ntp.conf"_s : u"/etc/ntp.conf"_s;
    }
    sample.files[sample.path] = contentOf(file);
    return sample;
}

Outcome outcomeOf(const Sample &sample, const ServerEdit &edit, bool isInPlace)
{
    return outcomeOfAll(sample, {.edits = {edit}, .isInPlace = isInPlace, .mayLeaveNone = true});
}

Outcome outcomeOfAll(const Sample &sample, const ServerEdits &edits)
{
    const auto planned = planChanges(sample.daemon, sample.read(), edits);
    if (const PlanFault *fault = std::get_if<PlanFault>(&planned))
        return {.trouble = u"fault %1: %2"_s.arg(int(fault->kind)).arg(fault->subject),
                .plan = {},
                .after = sample};
    Outcome outcome{.trouble = {}, .plan = std::get<ChangePlan>(planned), .after = sample};
    for (const FileChange &change : outcome.plan.changes)
        outcome.after.files[change.path] = *change.after;
    return outcome;
}

} // namespace synchroscope::test
