// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverfixture.h"

#include "core/config/changeplan.h"
#include "tests/config/memoryfiles.h"
#include "tests/ui/window/situations.h"

namespace synchroscope::serverstest {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ServerConfiguration configurationOf(DaemonKind daemon, const Files &files,
                                    std::optional<DaemonVersion> version)
{
    test::MemoryFiles memory(files);
    ServerConfiguration configuration;
    configuration.daemon = daemon;
    configuration.version = version;
    configuration.isRunning = true;
    configuration.unit = daemon == DaemonKind::Chrony ? u"chrony.service"_s : QString();
    configuration.files = std::make_shared<const NamedServers>(collectNamedServers(memory, daemon));
    return configuration;
}

Files ubuntuFiles()
{
    return {{chronyConf, "confdir /etc/chrony/conf.d\n"
                         "\n"
                         "# Use Ubuntu's servers.\n"
                         "pool ntp.ubuntu.com        iburst maxsources 4\n"
                         "pool 0.ubuntu.pool.ntp.org iburst maxsources 1\n"
                         "pool 1.ubuntu.pool.ntp.org iburst maxsources 1\n"
                         "pool 2.ubuntu.pool.ntp.org iburst maxsources 2\n"
                         "\n"
                         "sourcedir /run/chrony-dhcp\n"
                         "sourcedir /etc/chrony/sources.d\n"
                         "driftfile /var/lib/chrony/chrony.drift\n"
                         "makestep 1 3\n"}};
}

Files applied(Files files, const std::vector<FileChange> &changes)
{
    for (const FileChange &change : changes) {
        if (change.after)
            files[change.path] = *change.after;
        else
            files.erase(change.path);
    }
    return files;
}

Snapshot ubuntu()
{
    Snapshot snapshot = windowtest::followedByChrony();
    snapshot.configurations = {configurationOf(DaemonKind::Chrony, ubuntuFiles())};
    snapshot.changeAbility = ChangeAbility::Able;
    DaemonReport &daemon = snapshot.machine.daemons.front();
    daemon.sources.resize(3);
    const QStringList names{u"ntp.ubuntu.com"_s, u"0.ubuntu.pool.ntp.org"_s, u"1.ubuntu.pool.ntp.org"_s};
    for (size_t i = 0; i < daemon.sources.size(); ++i) {
        daemon.sources[i].name = names[qsizetype(i)];
        daemon.sources[i].standing = i == 0   ? SourceStanding::Selected
                                     : i == 1 ? SourceStanding::Combined
                                              : SourceStanding::Selectable;
    }
    return snapshot;
}

ServerTest answering(const QString &host, Duration offset, const QStringList &addresses)
{
    ServerTest test;
    test.server.host = *parseHostSpec(host);
    test.isFinished = true;
    test.testedAt = windowtest::wallClock();
    test.ipv4 = addresses;
    AddressTest asked;
    asked.address = addresses.constFirst();
    asked.outcome = QueryOutcome::Ok;
    asked.packet.emplace();
    asked.packet->stratum = 2;
    asked.estimate = SourceEstimate{.offset = Offset::fromLocalMinusRemote(offset),
                                    .bound = 16ms,
                                    .boundToServer = 12ms,
                                    .rootDistance = 4ms,
                                    .minimumDelay = 22ms,
                                    .jitter = 100us,
                                    .frequencyPpm = {},
                                    .skewPpm = {},
                                    .samples = 4,
                                    .at = *test.testedAt};
    test.asked = {asked};
    return test;
}

ServerTest silent(const QString &host)
{
    ServerTest test;
    test.server.host = *parseHostSpec(host);
    test.isFinished = true;
    test.testedAt = windowtest::wallClock();
    test.ipv4 = {u"192.0.2.9"_s};
    AddressTest asked;
    asked.address = u"192.0.2.9"_s;
    test.asked = {asked};
    return test;
}

ServerChange usualChange()
{
    const ServerEdits edits{.edits = {{.verb = ServerEdit::Verb::Only,
                                       .target = {},
                                       .lines = {u"server ntp1.jst.mfeed.ad.jp iburst"_s}}}};
    const ServerConfiguration before = configurationOf(DaemonKind::Chrony, ubuntuFiles());
    const auto plan = std::get<ChangePlan>(planChanges(before.daemon, *before.files, edits));
    return {.daemon = before.daemon,
            .mainFile = {},
            .edits = edits,
            .digest = plan.digest,
            .effect = plan.effect,
            .files = plan.changes};
}

ServerChangeReport following(int done, Instant startedAt)
{
    ServerChangeReport report;
    report.number = 1;
    if (done > int(ChangeStage::Told))
        report.undoable = usualChange();
    report.effect = ChangeEffect::Restart;
    report.startedAt = startedAt;
    using enum ChangeStage;
    int number = 0;
    for (const ChangeStage stage : {Saved, Told, Listed, Resolved, Answered, Selectable, Followed}) {
        ChangeStep step;
        step.stage = stage;
        const bool isCounted = stage >= Listed && stage <= Selectable;
        step.total = isCounted ? 3 : 0;
        if (number < done) {
            step.state = ChangeStep::State::Done;
            step.endedAt = startedAt + 100ms + number * 600ms;
            step.done = step.total;
        } else if (number == done) {
            step.state = ChangeStep::State::UnderWay;
            step.done = isCounted ? 2 : 0;
            step.lacking = isCounted ? QStringList{u"ntp3.jst.mfeed.ad.jp"_s} : QStringList();
            step.expectedAt = startedAt + 100ms + number * 600ms + 2s;
        }
        ++number;
        report.steps.push_back(step);
    }
    return report;
}

} // namespace synchroscope::serverstest
