// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"
#include "core/diagnosis/daemonreport.h"

#include <QVariantMap>

namespace synchroscope {

/// timesyncd's NTPMessage as it comes over the bus, (uuuuittayttttbtt) in systemd 239 to 252: times and spans
/// in µs, times since 1970 in REALTIME.
struct TimesyncdFields
{
    quint32 leap = 0;
    quint32 version = 0;
    quint32 mode = 0;
    quint32 stratum = 0;
    qint32 precision = 0; ///< log2 seconds
    quint64 rootDelay = 0;
    quint64 rootDispersion = 0;
    QByteArray reference;
    quint64 origin = 0;
    quint64 receive = 0;
    quint64 transmit = 0;
    quint64 destination = 0;
    bool ignored = false;
    quint64 packetCount = 0;
    quint64 jitter = 0;
};

/// The last answer that timesyncd took from a server, whichever that was.
struct TimesyncdMessage
{
    LeapIndicator leap = LeapIndicator::Unsynchronised;
    int stratum = 0;
    int precision = 0; ///< of the server, log2 seconds
    Duration rootDelay{};
    Duration rootDispersion{};
    quint32 referenceId = 0;
    Offset offset = Offset::fromLocalMinusRemote({});
    Duration delay{};
    Duration turnaround{}; ///< from the request's departure to the answer's arrival
    Instant destination;
    /// timesyncd's spike detection left it out. Leaves `offset` true, as far as it goes.
    bool ignored = false;
    quint64 packetCount = 0; ///< since the service was started; 1 and more
    std::optional<Duration>
        jitter; ///< RMS difference from the sample of least delay, of eight; needs two packets

    friend bool operator==(const TimesyncdMessage &, const TimesyncdMessage &) = default;
};

/// Absent: there was no answer yet (all zero), or the fields cannot be an answer's; timedatectl calls those
/// "Invalid NTP response".
///
/// Signs. The four times are T1 to T4 of RFC 5905 section 8, so ((T2 − T1) + (T3 − T4)) / 2 is theta, server
/// − clock; timedatectl prints that: "+5s" is a clock behind.
std::optional<TimesyncdMessage> decodeTimesyncdMessage(const TimesyncdFields &fields);

/// What timesyncd's properties say.
struct TimesyncdState
{
    QString serverName;    ///< that it asks; empty: none
    QString serverAddress; ///< empty: not resolved
    std::optional<TimesyncdMessage> message;
    std::optional<Duration> pollInterval;
    std::optional<Duration> pollIntervalMinimum;
    std::optional<Duration> pollIntervalMaximum;
    std::optional<Duration> rootDistanceMaximum; ///< a server beyond it is not used
    /// This clock would be fast by it without correction. Frequency is the kernel's, and has its sign:
    /// positive, it speeds the clock up. Absent while it is zero: timesyncd learns it by its first
    /// adjustment.
    std::optional<double> frequencyPpm;
    std::vector<NamedServer> servers; ///< as timesyncdServers() says
};

/// Properties that are absent or of another type leave their values absent.
TimesyncdState timesyncdState(const QVariantMap &properties);

struct TimesyncdContext
{
    /// The message came from the server that is asked now. timesyncd keeps the last server's until the next
    /// answers.
    bool messageIsOfServer = true;
    bool kernelSynchronised =
        false; ///< KernelClock::synchronized(): where timesyncd may set the clock it is told so
    Instant now;
};

/// Sources and tracking. The server in use is Selected if its last answer is good, counted, no older than two
/// polls and a minute, and the kernel is synchronised. The other servers come after it; timesyncd does not
/// ask them. Each has its origin, but for one in use that is in none of timesyncd's lists.
///
/// Root delay and dispersion have the last exchange added as RFC 5905's clock_update() does (A.5.5.4),
/// without the floor MINDISP.
void fillTimesyncdReport(const TimesyncdState &state, const TimesyncdContext &context, DaemonReport &report);

} // namespace synchroscope
