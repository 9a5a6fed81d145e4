// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"

#include <QByteArray>
#include <QHostAddress>

#include <array>
#include <optional>
#include <tuple>

/// chronyd's command protocol, version 6 (chrony 4.0 to 4.8; of these replies nothing changed in between):
/// bytes in, values out. Sources: chrony's candm.h and util.c, and captured exchanges with chronyd 4.3.
///
/// What is read here any local user may ask over UDP. chronyd answers one datagram with one, never with more
/// bytes than it got, and without any order among several that are under way.
namespace synchroscope::cmdmon {

inline constexpr quint16 defaultPort = 323;
/// Every request has the length of the largest reply, so that no table of lengths by version is needed.
inline constexpr qsizetype requestSize = 528;

enum class Command : quint16 {
    SourceCount = 14,
    SourceData = 15, ///< by index
    Tracking = 33,
    SourceStats = 34, ///< by index
    RtcReport = 35,
    Activity = 44,
    Smoothing = 51,
    SourceName = 65, ///< by address
};

enum class ReplyStatus : quint16 {
    Success = 0,
    Failed = 1,
    Unauthorised = 2, ///< not over this socket
    Invalid = 3,      ///< of another version
    NoSuchSource = 4, ///< the list has changed since it was counted
    NotEnabled = 6,
    NoRtc = 13,
    BadVersion = 18,
    BadLength = 19,
};

/// A source as chronyd names it to its clients: an address, a number while the name has none, or nothing for
/// a reference clock.
struct Address
{
    enum class Kind : quint16 { None = 0, Ipv4 = 1, Ipv6 = 2, Unresolved = 3 };

    Kind kind = Kind::None;
    std::array<quint8, 16> bytes{}; ///< as they came, so that they can be asked for again

    bool isHost() const { return kind == Kind::Ipv4 || kind == Kind::Ipv6; }
    /// Null unless isHost().
    QHostAddress host() const;
    /// Of an unresolved source. A chronyd never uses one twice, and each begins anew with 1.
    quint32 number() const;

    friend bool operator==(const Address &, const Address &) = default;
    friend bool operator<(const Address &a, const Address &b)
    {
        return std::tie(a.kind, a.bytes) < std::tie(b.kind, b.bytes);
    }
};

struct Reply
{
    quint16 command = 0;
    quint32 sequence = 0;
    quint16 code = 0; ///< says how `data` is laid out
    ReplyStatus status = ReplyStatus::Success;
    QByteArray data;
};

/// Nothing unless it is a reply of protocol 6.
std::optional<Reply> parseReply(QByteArrayView datagram);

QByteArray makeRequest(Command command, quint32 sequence);
QByteArray makeIndexRequest(Command command, quint32 sequence, quint32 index);
QByteArray makeAddressRequest(Command command, quint32 sequence, const Address &address);

/// A source by its index in chronyd's list. Its name comes apart from it.
struct SourceData
{
    SourceMode mode = SourceMode::Server;
    SourceStanding standing = SourceStanding::Unusable;
    char letter = '?';
    Address address;         ///< none for a reference clock
    quint32 referenceId = 0; ///< of a reference clock: its four letters
    int pollLog2 = 0;        ///< seconds
    int stratum = 0;
    quint8 reach = 0;                    ///< newest in bit 0
    std::optional<Duration> sinceSample; ///< whole seconds; nothing before the first
    Offset measured = Offset::fromLocalMinusRemote({});
    Offset adjusted = Offset::fromLocalMinusRemote({});
    Duration error{}; ///< half-width
};

struct SourceStats
{
    Address address;
    quint32 referenceId = 0;
    SourceStatistics line;
};

// Each gives nothing for a reply of another kind, one that is too short, or one with an impossible value.
std::optional<int> readSourceCount(const Reply &reply);
std::optional<SourceData> readSourceData(const Reply &reply);
std::optional<SourceStats> readSourceStats(const Reply &reply);
std::optional<DaemonTracking> readTracking(const Reply &reply);
std::optional<SourceActivityCounts> readActivity(const Reply &reply);
std::optional<HardwareClockReport> readRtcReport(const Reply &reply);
std::optional<SmoothingReport> readSmoothing(const Reply &reply);
/// As it stands in the configuration.
std::optional<QString> readSourceName(const Reply &reply);

/// The letters of a reference clock ("PHC0"); what is not printable is left out.
QString referenceLetters(quint32 referenceId);

/// chronyd's float: 7 bits of exponent and 25 of coefficient, both in two's complement.
double decodeFloat(quint32 bits);

} // namespace synchroscope::cmdmon
