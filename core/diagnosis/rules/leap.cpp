// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/daemonlimits.h"
#include "core/diagnosis/rules/sourcerules.h"

#include <algorithm>
#include <array>

/// Leap seconds: who announces one, and who spreads it over many hours.
namespace synchroscope::sourcerules {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Spreads a leap second over the hours around it ("smear"), and so differs from the others by up to half a
/// second then. Named hosts are matched by their ends, addresses by their beginnings.
struct SmearingService
{
    QLatin1StringView operatorName;
    QLatin1StringView host;
    QLatin1StringView address;
};

// Google: developers.google.com/time/smear, noon to noon; and the metadata server of its virtual machines.
// Amazon: docs.aws.amazon.com/AWSEC2/latest/UserGuide/set-time.html: the link-local server and time.aws.com
// do, the PTP hardware clock (PHC0) does not.
// Meta: engineering.fb.com, "Building a more accurate time service at Facebook scale" (2020): some 18 hours.
//
// Not here: Cloudflare announces leap seconds as NTP does
// (developers.cloudflare.com/time-services/ntp/usage), the NTP pool takes no server that smears, and
// Microsoft's and Apple's operators do not say.
constexpr std::array smearingServices = {
    SmearingService{"Google"_L1, "time.google.com"_L1, "216.239.35."_L1},
    SmearingService{"Google"_L1, "time1.google.com"_L1, "2001:4860:4806:"_L1},
    SmearingService{"Google"_L1, "time2.google.com"_L1, {}},
    SmearingService{"Google"_L1, "time3.google.com"_L1, {}},
    SmearingService{"Google"_L1, "time4.google.com"_L1, {}},
    SmearingService{"Google"_L1, "metadata.google.internal"_L1, "169.254.169.254"_L1},
    SmearingService{"Amazon"_L1, "time.aws.com"_L1, "169.254.169.123"_L1},
    SmearingService{"Amazon"_L1, {}, "fd00:ec2::123"_L1},
    SmearingService{"Meta"_L1, "time.facebook.com"_L1, {}},
    SmearingService{"Meta"_L1, "time1.facebook.com"_L1, {}},
    SmearingService{"Meta"_L1, "time2.facebook.com"_L1, {}},
    SmearingService{"Meta"_L1, "time3.facebook.com"_L1, {}},
    SmearingService{"Meta"_L1, "time4.facebook.com"_L1, {}},
    SmearingService{"Meta"_L1, "time5.facebook.com"_L1, {}},
};

/// Whose service it is; empty: none that is known to smear.
QString smearingOperator(const QString &name, const QString &address)
{
    for (const SmearingService &service : smearingServices) {
        const bool isHost = !service.host.isEmpty() && name.compare(service.host, Qt::CaseInsensitive) == 0;
        const bool isAddress = !service.address.isEmpty() &&
                               (address.startsWith(service.address) || name.startsWith(service.address));
        if (isHost || isAddress)
            return service.operatorName;
    }
    return {};
}

/// Who announces one, who does not, and who says neither.
struct Announcements
{
    QStringList announcing;
    QStringList others;
    /// Daemons that go by most of their sources, or by the system's list of leap seconds (leapsectz).
    QStringList deciding;
    bool isDeletion = false;
    bool isByKernel = false;
    std::vector<Evidence> evidence;

    bool any() const { return isByKernel || !announcing.isEmpty() || !deciding.isEmpty(); }
    /// Few say so, and nobody who has compared them.
    bool isDisputed() const
    {
        return !announcing.isEmpty() && announcing.size() <= others.size() && deciding.isEmpty();
    }
};

bool isAnnounced(LeapIndicator leap)
{
    return leap == LeapIndicator::InsertSecond || leap == LeapIndicator::DeleteSecond;
}

void noteSource(Announcements &noted, const QString &name, const QString &address, LeapIndicator leap,
                const Finding &evidence)
{
    if (leap == LeapIndicator::Unsynchronised)
        return;
    if (isAnnounced(leap)) {
        if (!noted.announcing.contains(name))
            noted.announcing.append(name);
        noted.isDeletion = leap == LeapIndicator::DeleteSecond;
        noted.evidence.insert(noted.evidence.end(), evidence.evidence.begin(), evidence.evidence.end());
        return;
    }
    // Who smears never announces.
    if (smearingOperator(name, address).isEmpty() && !noted.others.contains(name))
        noted.others.append(name);
}

void noteKernel(const DiagnosisFacts &facts, Announcements &noted)
{
    if (!facts.clock || !facts.clock->kernel)
        return;
    const KernelClock &kernel = *facts.clock->kernel;
    noted.isByKernel =
        kernel.leap == KernelLeapState::InsertPending || kernel.leap == KernelLeapState::DeletePending;
    if (!noted.isByKernel)
        return;
    noted.isDeletion = kernel.leap == KernelLeapState::DeletePending;
    noted.evidence.emplace_back(kernel);
}

/// What it has from the one server that it asks is no word of its own.
void noteDaemon(const DiagnosisFacts &facts, const DaemonReport &daemon, Announcements &noted)
{
    if (!tells(facts, daemon) || daemon.kind == DaemonKind::Timesyncd || !daemon.tracking ||
        !daemon.tracking->leap || !isAnnounced(*daemon.tracking->leap))
        return;
    noted.deciding.append(programOf(daemon));
    noted.isDeletion = daemon.tracking->leap == LeapIndicator::DeleteSecond;
    Finding evidence;
    addTracking(facts, daemon, evidence);
    noted.evidence.insert(noted.evidence.end(), evidence.evidence.begin(), evidence.evidence.end());
}

/// One source each, however many ask it.
Announcements announcementsOf(const DiagnosisFacts &facts)
{
    Announcements noted;
    for (const KnownServer &server : knownServers(facts)) {
        Finding evidence;
        std::optional<LeapIndicator> leap;
        const bool isMeasured = server.measured && server.measured->lastSample &&
                                server.measured->lastOutcome == QueryOutcome::Ok;
        if (isMeasured) {
            leap = server.measured->lastSample->leap;
            addEvidence(*server.measured, evidence);
        }
        for (const AskedBy &asked : server.askedBy) {
            if (!asked.source->leap || leap || !asked.source->lastSample)
                continue;
            leap = asked.source->leap;
            addEvidence(facts, *asked.daemon, *asked.source, evidence);
        }
        if (leap)
            noteSource(noted, server.name, server.address, *leap, evidence);
    }
    for (const DaemonReport &daemon : facts.machine.daemons)
        noteDaemon(facts, daemon, noted);
    noteKernel(facts, noted);
    return noted;
}

/// Leap seconds come at the end of a month of UTC; the kernel makes one at the next midnight.
Instant announcedAt(const Announcements &noted, Instant now)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    if (noted.isByKernel)
        return today + std::chrono::days(1);
    const std::chrono::year_month_day date(today);
    return std::chrono::sys_days(date.year() / date.month() / std::chrono::last) + std::chrono::days(1);
}

// Google and Amazon begin twelve hours before it and end twelve after; Meta is done within 18 hours of it.
constexpr Duration smearsWithin = 24h;

/// One that this computer has just made; absent: none within a day.
std::optional<Instant> lastLeapSecond(const DiagnosisFacts &facts)
{
    const auto event = std::ranges::find(facts.clockEvents.rbegin(), facts.clockEvents.rend(),
                                         ClockEvent::Kind::LeapSecond, &ClockEvent::kind);
    std::optional<Instant> at;
    if (event != facts.clockEvents.rend())
        at = event->at;
    // The kernel remembers it until its daemon takes the request back, which may be long after.
    const auto today = std::chrono::floor<std::chrono::days>(facts.now);
    const bool isFirstOfMonth = std::chrono::year_month_day(today).day() == std::chrono::day(1);
    const bool isKnownToKernel = facts.clock && facts.clock->kernel &&
                                 (facts.clock->kernel->leap == KernelLeapState::Occurred ||
                                  facts.clock->kernel->leap == KernelLeapState::InProgress);
    if (!at && isFirstOfMonth && isKnownToKernel)
        at = today;
    return at && facts.now - *at <= smearsWithin ? at : std::nullopt;
}

/// One that comes within a day, or came within the last, and that few doubt.
std::optional<Instant> nearLeapSecond(const DiagnosisFacts &facts, const Announcements &noted)
{
    if (const std::optional<Instant> last = lastLeapSecond(facts))
        return last;
    const bool isToCome =
        noted.any() && !noted.isDisputed() && announcedAt(noted, facts.now) - facts.now <= smearsWithin;
    return isToCome ? std::optional(announcedAt(noted, facts.now)) : std::nullopt;
}

/// It matters now.
void tellNear(const DiagnosisFacts &facts, const Announcements &noted, Finding &finding)
{
    finding.at = nearLeapSecond(facts, noted);
    finding.flag = finding.at.has_value();
    if (finding.at && *finding.at <= facts.now)
        finding.span = facts.now - *finding.at;
}

void findLeapSecond(const DiagnosisFacts &facts, const Announcements &noted, std::vector<Finding> &findings)
{
    // No two are a month apart: who announces one just after it has not noticed yet that it is over.
    if (!noted.any() || lastLeapSecond(facts))
        return;
    const bool isDisputed = noted.isDisputed();
    Finding finding{.id = isDisputed ? FindingId::LeapDisputed : FindingId::LeapAnnounced,
                    .severity = isDisputed ? Severity::Warning : Severity::Info,
                    .names = noted.announcing.isEmpty() ? noted.deciding : noted.announcing,
                    .at = announcedAt(noted, facts.now),
                    .flag = noted.isDeletion,
                    .evidence = noted.evidence};
    if (isDisputed) {
        finding.others = noted.others;
        addEditor(facts, noted.announcing.constFirst(), finding);
    }
    findings.push_back(finding);
}

/// One follows sources that spread a leap second beside others that do not.
void findSmearing(const DiagnosisFacts &facts, const Announcements &noted, std::vector<Finding> &findings)
{
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon) || daemon.kind == DaemonKind::Timesyncd) // asks one server at a time
            continue;
        Finding finding{.id = FindingId::SmearMixed, .daemon = daemon.kind};
        QStringList operators;
        for (const DaemonSource &source : daemon.sources) {
            const QString name = nameOf(daemon, source);
            const QString service = smearingOperator(source.name, source.address);
            if (service.isEmpty()) {
                finding.others.append(name);
                continue;
            }
            finding.names.append(name);
            operators.append(service);
            addEvidence(facts, daemon, source, finding);
        }
        if (finding.names.isEmpty() || finding.others.isEmpty())
            continue;
        finding.names.removeDuplicates();
        finding.others.removeDuplicates();
        operators.removeDuplicates();
        finding.text = operators.join(u", "_s);
        tellNear(facts, noted, finding);
        finding.severity = finding.flag ? Severity::Warning : Severity::Info;
        if (finding.flag)
            addEditor(facts, finding.names.constFirst(), finding);
        findings.push_back(finding);
        return;
    }
}

/// A chronyd that makes leap seconds by a list of its own, and follows sources that spread them.
void findTwice(const DiagnosisFacts &facts, const Announcements &noted, std::vector<Finding> &findings)
{
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (!tells(facts, daemon) || daemon.kind != DaemonKind::Chrony)
            continue;
        Finding finding{.id = FindingId::LeapTwice, .daemon = daemon.kind};
        QStringList operators;
        for (const DaemonSource &source : daemon.sources) {
            const QString service = smearingOperator(source.name, source.address);
            if (service.isEmpty())
                continue;
            finding.names.append(nameOf(daemon, source));
            operators.append(service);
            addEvidence(facts, daemon, source, finding);
        }
        const QString list = finding.names.isEmpty() ? QString() : chronyLeapList(filesOf(facts, daemon));
        if (list.isEmpty())
            continue;
        finding.names.removeDuplicates();
        operators.removeDuplicates();
        finding.text = operators.join(u", "_s);
        finding.others = {list};
        tellNear(facts, noted, finding);
        finding.severity = finding.flag ? Severity::Warning : Severity::Advice;
        addEditor(facts, finding.names.constFirst(), finding);
        findings.push_back(finding);
        return;
    }
}

} // namespace

void findAboutLeapSeconds(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    const Announcements noted = announcementsOf(facts);
    findLeapSecond(facts, noted, findings);
    findSmearing(facts, noted, findings);
    findTwice(facts, noted, findings);
}

} // namespace synchroscope::sourcerules
