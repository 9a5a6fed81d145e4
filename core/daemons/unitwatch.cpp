// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/unitwatch.h"

#include "core/daemons/buscall.h"
#include "core/diagnosis/pasted/logline.h"
#include "core/diagnosis/unitwords.h"

#include <QDBusArgument>
#include <QDateTime>
#include <QLocale>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 5s;
constexpr Duration interval = 5min;
constexpr qsizetype mostLog = 64 * 1024;

/// The names under which distributions have them; two may be one service's.
QStringList unitNames()
{
    return {u"chrony.service"_s, u"chronyd.service"_s, u"systemd-timesyncd.service"_s, u"ntpsec.service"_s,
            u"ntp.service"_s,    u"ntpd.service"_s,    u"ntpd-rs.service"_s,           u"openntpd.service"_s};
}

QString service()
{
    return u"org.freedesktop.systemd1"_s;
}

QDBusMessage listCall()
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(service(), u"/org/freedesktop/systemd1"_s,
                                       u"org.freedesktop.systemd1.Manager"_s, u"ListUnitsByNames"_s);
    call << unitNames();
    return call;
}

/// Those of all its interfaces, as systemctl asks for them.
QDBusMessage propertiesCall(const QString &path)
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(service(), path, u"org.freedesktop.DBus.Properties"_s, u"GetAll"_s);
    call << QString();
    return call;
}

/// Rather than that there is no bus at this moment.
bool saysNoSystemd(const QDBusMessage &error)
{
    return error.errorName() == "org.freedesktop.DBus.Error.ServiceUnknown"_L1 ||
           error.errorName() == "org.freedesktop.DBus.Error.NameHasNoOwner"_L1;
}

/// The objects of the units that are installed or masked, each once. Absent: that is no such list.
std::optional<QStringList> pathsIn(const QDBusMessage &answer)
{
    const QVariantList arguments = answer.arguments();
    if (arguments.size() != 1)
        return std::nullopt;
    const auto list = arguments.first().value<QDBusArgument>();
    if (list.currentSignature() != "a(ssssssouso)"_L1)
        return std::nullopt;
    QStringList paths;
    list.beginArray();
    while (!list.atEnd()) {
        QString name;
        QString description;
        QString load;
        QString active;
        QString sub;
        QString following;
        QDBusObjectPath path;
        uint job = 0;
        QString jobType;
        QDBusObjectPath jobPath;
        list.beginStructure();
        list >> name >> description >> load >> active >> sub >> following >> path >> job >> jobType >>
            jobPath;
        list.endStructure();
        if (unitLoad(load) != UnitReport::Load::NotFound && !paths.contains(path.path()))
            paths.append(path.path());
    }
    list.endArray();
    return paths;
}

/// As systemctl prints it; µs since 1970, 0: never.
QString sinceText(quint64 microseconds)
{
    if (microseconds == 0)
        return {};
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(microseconds / 1000));
    return QLocale::c().toString(at, u"ddd yyyy-MM-dd HH:mm:ss t"_s);
}

UnitReport unitIn(const QVariantMap &properties)
{
    const auto text = [&properties](const QString &key) { return properties.value(key).toString(); };
    UnitReport unit;
    unit.name = text(u"Id"_s);
    unit.description = text(u"Description"_s);
    unit.load = unitLoad(text(u"LoadState"_s));
    unit.enablement = unitEnablement(text(u"UnitFileState"_s));
    unit.activity = unitActivity(text(u"ActiveState"_s));
    unit.state = text(u"SubState"_s);
    if (const QString result = text(u"Result"_s); result != "success"_L1)
        unit.result = result;
    unit.since = sinceText(properties.value(u"StateChangeTimestamp"_s).toULongLong());
    if (const qint64 pid = properties.value(u"MainPID"_s).toLongLong(); pid > 0)
        unit.mainPid = pid;
    // A process that has not ended has none, and neither has one that there never was.
    if (properties.value(u"ExecMainCode"_s).toInt() != 0)
        unit.exitStatus = properties.value(u"ExecMainStatus"_s).toInt();
    unit.statusText = text(u"StatusText"_s);
    // It is false as well of what was never started.
    unit.isConditionUnmet = properties.value(u"ConditionTimestamp"_s).toULongLong() != 0 &&
                            !properties.value(u"ConditionResult"_s).toBool();
    return unit;
}

bool isRunning(const UnitReport &unit)
{
    return unit.activity == UnitReport::Activity::Active || unit.activity == UnitReport::Activity::Reloading;
}

/// What a program has written, without what journalctl says itself.
std::vector<LogLine> logIn(const QByteArray &printed)
{
    std::vector<LogLine> log;
    const QStringList lines = QString::fromUtf8(printed.left(mostLog)).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        ReadLogLine read = readLogLine(line);
        if (read.kind != LogLineKind::None)
            log.push_back(std::move(read.line));
    }
    return log;
}

/// Of journalctl's words: it would have shown more to another user.
bool isHidden(const QByteArray &said)
{
    return said.contains("insufficient permissions") || said.contains("currently not seeing messages");
}

} // namespace

SystemdUnitWatch::SystemdUnitWatch(const QDBusConnection &bus, Scheduler &scheduler,
                                   const QString &journalctl, QObject *parent)
    : UnitWatch(parent)
    , m_bus(bus)
    , m_scheduler(scheduler)
    , m_journalctl(journalctl)
{}

SystemdUnitWatch::~SystemdUnitWatch()
{
    m_scheduler.cancel(m_timer);
    // A QProcess that is destroyed does the same, and complains.
    const QList<QProcess *> readers = findChildren<QProcess *>();
    for (QProcess *reader : readers) {
        reader->disconnect(this);
        reader->kill();
        reader->waitForFinished();
    }
}

void SystemdUnitWatch::start()
{
    if (!std::exchange(m_isStarted, true))
        read();
}

void SystemdUnitWatch::refresh()
{
    if (!m_isStarted)
        return;
    m_readAgain = m_reading != nullptr;
    if (!m_readAgain)
        read();
}

void SystemdUnitWatch::refreshLogs()
{
    m_areLogsOld = true;
    refresh();
}

void SystemdUnitWatch::setBus(const QDBusConnection &bus)
{
    m_bus = bus;
    refresh();
}

void SystemdUnitWatch::read()
{
    m_reading = std::make_unique<Reading>();
    m_reading->readsLogsAnew = std::exchange(m_areLogsOld, false);
    ask(listCall(), [this](const QDBusMessage &answer) { takeList(answer); });
}

void SystemdUnitWatch::ask(const QDBusMessage &call, std::function<void(const QDBusMessage &)> take)
{
    QDBusMessage message = call;
    message.setAutoStartService(false);
    ++m_reading->open;
    callAsync(m_bus, message, patience, this, [this, take = std::move(take)](const QDBusMessage &answer) {
        take(answer);
        endQuestion();
    });
}

void SystemdUnitWatch::takeList(const QDBusMessage &answer)
{
    const std::optional<QStringList> paths = pathsIn(answer);
    m_reading->isSilent = !paths && !saysNoSystemd(answer);
    if (!paths)
        return;
    m_reading->units.resize(static_cast<size_t>(paths->size()));
    for (qsizetype i = 0; i < paths->size(); ++i) {
        const auto place = static_cast<size_t>(i);
        ask(propertiesCall(paths->at(i)), [this, place](const QDBusMessage &told) { takeUnit(place, told); });
    }
}

void SystemdUnitWatch::takeUnit(size_t place, const QDBusMessage &answer)
{
    const QVariantList arguments = answer.arguments();
    if (answer.type() != QDBusMessage::ReplyMessage || arguments.size() != 1) {
        // It may have gone meanwhile.
        if (answer.errorName() != "org.freedesktop.DBus.Error.UnknownObject"_L1)
            m_reading->isSilent = true;
        return;
    }
    UnitReport unit = unitIn(qdbus_cast<QVariantMap>(arguments.first()));
    if (unit.name.isEmpty() || unit.load == UnitReport::Load::NotFound)
        return;
    const bool hasFailed = unit.activity == UnitReport::Activity::Failed;
    const UnitReport *before = isRunning(unit) && !m_reading->readsLogsAnew ? known(unit) : nullptr;
    if (before) {
        unit.log = before->log;
        unit.isLogHidden = before->isLogHidden;
    }
    const bool wantsLog = hasFailed || (isRunning(unit) && !before);
    m_reading->units[place] = std::move(unit);
    if (wantsLog)
        readLog(place);
}

const UnitReport *SystemdUnitWatch::known(const UnitReport &unit) const
{
    const auto found = std::ranges::find(m_units, unit.name, &UnitReport::name);
    const bool isSame = found != m_units.end() && isRunning(*found) && found->mainPid == unit.mainPid;
    return isSame ? &*found : nullptr;
}

void SystemdUnitWatch::readLog(size_t place)
{
    const UnitReport &unit = *m_reading->units[place];
    auto *process = new QProcess(this);
    process->setProgram(m_journalctl);
    // Of one that has failed, however long ago.
    const QStringList which =
        isRunning(unit) ? QStringList{u"--since=-1h"_s, u"-n"_s, u"50"_s} : QStringList{u"-n"_s, u"10"_s};
    process->setArguments(QStringList{u"-u"_s, unit.name} + which +
                          QStringList{u"--no-pager"_s, u"-o"_s, u"short-iso"_s});
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    process->setProcessEnvironment(environment);
    process->setStandardInputFile(QProcess::nullDevice());
    ++m_reading->open;
    const auto end = [this, process, place] {
        process->disconnect(this);
        process->deleteLater();
        const QByteArray printed = process->readAllStandardOutput();
        UnitReport &read = *m_reading->units[place];
        read.log = logIn(printed);
        read.isLogHidden = read.log.empty() && isHidden(printed + process->readAllStandardError());
        endQuestion();
    };
    connect(process, &QProcess::finished, this, end);
    // Queued: a program that cannot be started is reported from within start().
    connect(
        process, &QProcess::errorOccurred, this,
        [end](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end();
        },
        Qt::QueuedConnection);
    QTimer::singleShot(patience, process, &QProcess::kill);
    process->start();
}

void SystemdUnitWatch::endQuestion()
{
    if (--m_reading->open == 0)
        finish();
}

void SystemdUnitWatch::finish()
{
    const std::unique_ptr<Reading> reading = std::exchange(m_reading, nullptr);
    if (!reading->isSilent) {
        m_units.clear();
        for (std::optional<UnitReport> &unit : reading->units) {
            if (unit)
                m_units.push_back(*std::move(unit));
        }
    }
    if (m_timer == noTimer)
        m_timer = m_scheduler.after(interval, [this] {
            m_timer = noTimer;
            refreshLogs();
        });
    if (std::exchange(m_readAgain, false))
        read();
    Q_EMIT reported(m_units);
}

} // namespace synchroscope
