// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/daemonwatch.h"

#include "core/daemons/chronywatch.h"
#include "core/daemons/timesyncdmonitor.h"

#include <algorithm>

namespace synchroscope {

namespace {

std::vector<ChronyEndpoint> chronyEndpoints(const QString &address)
{
    if (const std::optional<ChronyEndpoint> named = ChronyEndpoint::fromString(address))
        return {*named};
    return {{.address = QHostAddress(QHostAddress::LocalHost), .port = cmdmon::defaultPort, .path = {}},
            {.address = QHostAddress(QHostAddress::LocalHostIPv6), .port = cmdmon::defaultPort, .path = {}}};
}

bool isThere(const DaemonReport &report)
{
    return report.answer != DaemonAnswer::Refused || report.readAt;
}

} // namespace

MachineDaemonWatch::MachineDaemonWatch(const std::vector<DaemonSelection> &selections, const Clock &clock,
                                       Scheduler &scheduler, QObject *parent)
    : DaemonWatch(parent)
    , m_clock(clock)
    , m_scheduler(scheduler)
{
    const bool areNamed = !selections.empty();
    const std::vector<DaemonSelection> all =
        areNamed ? selections
                 : std::vector<DaemonSelection>{{.kind = DaemonKind::Chrony, .address = {}},
                                                {.kind = DaemonKind::Timesyncd, .address = {}}};
    for (const DaemonSelection &selection : all) {
        switch (selection.kind) {
        case DaemonKind::Chrony:
            watchChrony(selection, areNamed);
            break;
        case DaemonKind::Timesyncd:
            watchWith(std::make_unique<TimesyncdMonitor>(QDBusConnection::systemBus(), m_clock, m_scheduler),
                      areNamed);
            break;
        case DaemonKind::Ntpsec:
        case DaemonKind::Ntpd:
        case DaemonKind::NtpdRs:
        case DaemonKind::OpenNtpd:
            break;
        }
    }
}

MachineDaemonWatch::~MachineDaemonWatch() = default;

bool MachineDaemonWatch::isAddress(DaemonKind kind, const QString &address)
{
    return kind == DaemonKind::Chrony && ChronyEndpoint::fromString(address);
}

void MachineDaemonWatch::watchChrony(const DaemonSelection &selection, bool isNamed)
{
    const size_t part = m_parts.size();
    m_parts.push_back({.hasReported = false, .isNamed = isNamed, .reports = {}});
    m_chrony.push_back(
        std::make_unique<ChronyWatch>(chronyEndpoints(selection.address), m_clock, m_scheduler));
    connect(m_chrony.back().get(), &ChronyWatch::reported, this,
            [this, part](const std::vector<DaemonReport> &reports) { handleReports(part, reports); });
}

void MachineDaemonWatch::watchWith(std::unique_ptr<DaemonMonitor> monitor, bool isNamed)
{
    const size_t part = m_parts.size();
    m_parts.push_back({.hasReported = false, .isNamed = isNamed, .reports = {}});
    m_monitors.push_back(std::move(monitor));
    connect(m_monitors.back().get(), &DaemonMonitor::reported, this,
            [this, part](const DaemonReport &report) { handleReports(part, {report}); });
}

void MachineDaemonWatch::start()
{
    for (const std::unique_ptr<DaemonMonitor> &monitor : m_monitors)
        monitor->start();
    for (const std::unique_ptr<ChronyWatch> &watch : m_chrony)
        watch->start();
}

void MachineDaemonWatch::refresh()
{
    for (const std::unique_ptr<DaemonMonitor> &monitor : m_monitors)
        monitor->refresh();
    for (const std::unique_ptr<ChronyWatch> &watch : m_chrony)
        watch->refresh();
}

void MachineDaemonWatch::handleReports(size_t part, std::vector<DaemonReport> reports)
{
    m_parts[part].hasReported = true;
    if (!m_parts[part].isNamed)
        std::erase_if(reports, [](const DaemonReport &report) { return !isThere(report); });
    m_parts[part].reports = std::move(reports);

    MachineDaemons machine;
    machine.isComplete = std::ranges::all_of(m_parts, &Part::hasReported);
    for (const Part &each : m_parts) {
        for (const DaemonReport &report : each.reports) {
            machine.daemons.push_back(report);
            // Those of another endpoint have the same numbers.
            machine.daemons.back().instance +=
                int(std::ranges::count_if(machine.daemons, [&](const DaemonReport &other) {
                    return other.kind == report.kind && other.endpoint != report.endpoint;
                }));
        }
    }
    Q_EMIT reported(machine);
}

} // namespace synchroscope
