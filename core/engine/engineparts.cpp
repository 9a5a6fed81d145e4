// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engineparts.h"

#include "core/clock/clockwatcher.h"
#include "core/net/localnetwork.h"
#include "core/net/udptransport.h"

#include <QDBusConnection>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString userDirectory(QStandardPaths::StandardLocation location)
{
    const QString base = QStandardPaths::writableLocation(location);
    return base.isEmpty() ? QString() : base + "/synchroscope"_L1;
}

QString fileIn(const QString &directory, QLatin1StringView name)
{
    return directory.isEmpty() ? QString() : directory + u'/' + name;
}

} // namespace

EngineOptions EngineOptions::forUser()
{
    EngineOptions options = withoutTrace();
    options.configurationDirectory = userDirectory(QStandardPaths::GenericConfigLocation);
    options.dataDirectory = userDirectory(QStandardPaths::GenericDataLocation);
    return options;
}

EngineOptions EngineOptions::withoutTrace()
{
    EngineOptions options;
    const QString session = u"/run/user/%1"_s.arg(::getuid());
    if (!qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        options.runtimeDirectory = userDirectory(QStandardPaths::RuntimeLocation);
    else if (QFileInfo(session).isWritable()) // sudo, cron
        options.runtimeDirectory = session + "/synchroscope"_L1;
    else // without a session the cache does: entries of an earlier boot do not count
        options.runtimeDirectory = userDirectory(QStandardPaths::GenericCacheLocation);
    return options;
}

EngineParts EngineParts::real(const EngineOptions &options)
{
    const QByteArray bootId = currentBootId();
    EngineParts parts;
    parts.clock = std::make_unique<SystemClock>();
    parts.random = std::make_unique<SystemRandom>();
    parts.scheduler = std::make_unique<EventLoopScheduler>();
    parts.resolver = std::make_unique<CaresResolver>();
    parts.transport = std::make_unique<UdpTransport>(*parts.clock, *parts.scheduler, *parts.random);
    parts.ledger = std::make_unique<SharedContactLedger>(options.runtimeDirectory, bootId);
    parts.history = std::make_unique<History>(fileIn(options.dataDirectory, "history.sqlite"_L1), bootId);
    parts.watchList = std::make_unique<WatchList>(fileIn(options.configurationDirectory, "watched.json"_L1));
    parts.hasNetwork = &synchroscope::hasNetwork;
    parts.ownAddresses = &synchroscope::ownAddresses;
    parts.bus = std::make_unique<BusLine>(*parts.scheduler);
    auto discoverer = std::make_unique<MachineDiscoverer>(u"/"_s, parts.bus->connection());
    QObject::connect(parts.bus.get(), &BusLine::changed, discoverer.get(), &MachineDiscoverer::setBus);
    parts.discoverer = std::move(discoverer);
    if (options.demonstration)
        return parts;
    auto clockWatch = std::make_unique<ClockWatcher>(*parts.clock, *parts.scheduler, parts.bus->connection());
    QObject::connect(parts.bus.get(), &BusLine::changed, &clockWatch->timedated(), &TimedatedClient::setBus);
    parts.clockWatch = std::move(clockWatch);
    auto daemons = std::make_unique<MachineDaemonWatch>(options.daemons, *parts.clock, *parts.scheduler,
                                                        parts.bus->connection());
    QObject::connect(parts.bus.get(), &BusLine::changed, daemons.get(), &MachineDaemonWatch::setBus);
    parts.daemons = std::move(daemons);
    auto units = std::make_unique<SystemdUnitWatch>(parts.bus->connection(), *parts.scheduler);
    QObject::connect(parts.bus.get(), &BusLine::changed, units.get(), &SystemdUnitWatch::setBus);
    parts.units = std::move(units);
    if (options.helperProgram.isEmpty())
        return parts;
    parts.helper = std::make_unique<PkexecRunner>(options.helperProgram);
    parts.commander =
        std::make_unique<DaemonCommander>(std::make_unique<PkexecRunner>(options.helperProgram));
    parts.observer = std::make_unique<PkexecObserver>(options.helperProgram, *parts.clock, *parts.scheduler);
    return parts;
}

} // namespace synchroscope
