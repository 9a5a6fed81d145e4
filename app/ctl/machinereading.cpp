// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/machinereading.h"

#include "app/ctl/arguments.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"

#include <QEventLoop>
#include <QJsonObject>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kinds{DaemonKind::Chrony, DaemonKind::Timesyncd, DaemonKind::Ntpsec,
                           DaemonKind::Ntpd,   DaemonKind::NtpdRs,    DaemonKind::OpenNtpd};

std::optional<DaemonKind> kindNamed(const QString &name)
{
    for (const DaemonKind kind : kinds) {
        if (nameOf(kind) == name)
            return kind;
    }
    return std::nullopt;
}

std::optional<DaemonSelection> selection(const QString &text)
{
    const QString name = text.section(u'=', 0, 0);
    const std::optional<DaemonKind> kind = kindNamed(name);
    if (!kind) {
        QStringList names;
        for (const DaemonKind each : kinds)
            names.append(nameOf(each));
        complain(Text::tr("There is no kind of time daemon \"%1\". The kinds are %2.")
                     .arg(name, names.join(u", "_s)));
        return std::nullopt;
    }
    const QString address = text.section(u'=', 1);
    if (text.contains(u'=') && !MachineDaemonWatch::isAddress(*kind, address)) {
        complain(
            Text::tr("\"%1\" is not an address at which %2 can be asked. Write ADDRESS, ADDRESS:PORT or the "
                     "path of a socket.")
                .arg(address, name));
        return std::nullopt;
    }
    return DaemonSelection{.kind = *kind, .address = address};
}

/// Null: it cannot be told.
QJsonValue disciplinesValue(const DaemonReport &daemon)
{
    switch (disciplineOf(daemon)) {
    case Discipline::Unknown:
        return QJsonValue::Null;
    case Discipline::Disciplining:
        return true;
    case Discipline::Forbidden:
    case Discipline::Renounced:
    case Discipline::NotYet:
        break;
    }
    return false;
}

QJsonObject toJson(const DaemonReport &daemon)
{
    QJsonArray files;
    for (const ConfigurationFile &file : daemon.configuration)
        files.append(file.path);
    const std::optional<DaemonProcess> &process = daemon.process;
    const std::optional<bool> newer = wasConfiguredSinceStart(daemon);
    return {{u"kind"_s, nameOf(daemon.kind)},
            {u"version"_s, textValue(daemon.version)},
            {u"pid"_s, process ? QJsonValue(process->pid) : QJsonValue(QJsonValue::Null)},
            {u"endpoint"_s, textValue(daemon.endpoint)},
            {u"disciplines"_s, disciplinesValue(daemon)},
            {u"config"_s, files},
            {u"config_changed_since_start"_s, newer ? QJsonValue(*newer) : QJsonValue(QJsonValue::Null)},
            {u"started_at"_s, instantValue(process ? process->startedAt : std::nullopt)},
            {u"unit"_s, textValue(process ? process->unit : QString())},
            {u"answer"_s, nameOf(daemon.answer)},
            {u"read_at"_s, instantValue(daemon.readAt)}};
}

} // namespace

void addDaemonOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"daemon"_s,
         Text::tr(
             "Ask this time daemon only; may be repeated. KIND is chrony, timesyncd, ntpsec, ntp, ntpd-rs or "
             "openntpd."),
         u"KIND[=ADDRESS]"_s},
        {u"chrony"_s, Text::tr("Short for --daemon chrony=ADDRESS: ADDRESS[:PORT] or the path of a socket."),
         u"ADDRESS"_s},
    });
}

std::optional<std::vector<DaemonSelection>> daemonSelections(const QCommandLineParser &parser)
{
    QStringList texts = parser.values(u"daemon"_s);
    for (const QString &address : parser.values(u"chrony"_s))
        texts.append(u"chrony="_s + address);
    std::vector<DaemonSelection> selections;
    for (const QString &text : std::as_const(texts)) {
        const std::optional<DaemonSelection> selected = selection(text);
        if (!selected)
            return std::nullopt;
        selections.push_back(*selected);
    }
    return selections;
}

QJsonArray daemonsJson(const MachineDaemons &machine)
{
    QJsonArray daemons;
    for (const DaemonReport &daemon : machine.daemons)
        daemons.append(toJson(daemon));
    return daemons;
}

QJsonArray unassignedJson(const MachineDaemons &machine)
{
    QJsonArray processes;
    for (const DaemonProcess &process : machine.unassigned)
        processes.append(QJsonObject{{u"kind"_s, nameOf(process.kind)}, {u"pid"_s, process.pid}});
    return processes;
}

MachineDaemons readDaemons(const std::vector<DaemonSelection> &selections)
{
    const SystemClock clock;
    EventLoopScheduler scheduler;
    MachineDaemonWatch watch(selections, clock, scheduler, QDBusConnection::systemBus());
    QEventLoop loop;
    MachineDaemons machine;
    QObject::connect(&watch, &DaemonWatch::reported, &loop, [&](const MachineDaemons &latest) {
        machine = latest;
        if (machine.isComplete)
            loop.quit();
    });
    watch.start();
    loop.exec();
    return machine;
}

} // namespace synchroscope::ctl
