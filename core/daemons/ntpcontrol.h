// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <map>
#include <optional>
#include <vector>

/// NTP mode 6 (RFC 9327): what ntpq asks of ntpd, in NTPsec and in the classic ntpd. Bytes and values only.
namespace synchroscope {

enum class ControlOperation : quint8 { ReadStatus = 1, ReadVariables = 2 };

/// A question. Association 0 is the daemon itself; for that, ReadStatus asks for the list of associations.
struct ControlRequest
{
    ControlOperation operation = ControlOperation::ReadStatus;
    quint16 sequence = 0;
    quint16 association = 0;
    QByteArray names{}; ///< of variables, by commas; empty asks for all that the daemon likes to tell
};

QByteArray encode(const ControlRequest &request);

/// One datagram of an answer.
struct ControlFragment
{
    quint8 operation = 0;
    bool isError = false; ///< then `status` has the error's code in its upper byte, and the rest says nothing
    bool hasMore = false;
    quint16 sequence = 0;
    quint16 status = 0;
    quint16 association = 0;
    quint16 offset = 0;
    QByteArray data{}; ///< without the padding, which may be any bytes

    quint8 errorCode() const { return static_cast<quint8>(status >> 8); }
};

/// RFC 9327 section 4 and ntpd's ntp_control.h.
inline constexpr quint8 controlErrorPermission = 1;
inline constexpr quint8 controlErrorUnknownAssociation = 4;
inline constexpr quint8 controlErrorProhibited = 7;

/// Nothing when it is no answer of mode 6, or claims more bytes than it has.
std::optional<ControlFragment> decodeControlFragment(QByteArrayView datagram);

/// The fragments of one answer, which come in any order and any number of times. At most 64 KiB.
class ControlAnswer
{
public:
    /// False when the fragment contradicts those before: it overlaps them, or lies behind the last one.
    bool add(const ControlFragment &fragment);
    /// From the first byte to the last, without a gap.
    bool isComplete() const;
    QByteArray data() const;
    quint16 status() const { return m_status; } ///< of the newest fragment

private:
    std::map<qsizetype, QByteArray> m_fragments; ///< by offset
    std::optional<qsizetype> m_size;             ///< known once the last fragment is there
    qsizetype m_received = 0;
    quint16 m_status = 0;
};

/// "name=value, name="quoted, value"" as a table; of a name that comes twice the last one counts. What is
/// no assignment is passed over.
class ControlVariables
{
public:
    static ControlVariables parse(QByteArrayView text);

    /// Printable text; nothing when it is empty or holds control characters.
    std::optional<QString> text(QByteArrayView name) const;
    /// A finite decimal number.
    std::optional<double> number(QByteArrayView name) const;
    /// Decimal, or hexadecimal after "0x", within 0 to `largest`.
    std::optional<int> unsignedInteger(QByteArrayView name, int largest) const;
    /// 0xSSSSSSSS.FFFFFFFF; nothing for zero, which means "never".
    std::optional<Instant> timestamp(QByteArrayView name, Instant near) const;
    /// The last so many of several decimal numbers; nothing when there are fewer.
    std::vector<double> lastNumbers(QByteArrayView name, size_t count) const;

    qsizetype size() const { return m_values.size(); }

private:
    QByteArray value(QByteArrayView name) const;

    QHash<QByteArray, QByteArray> m_values;
};

struct SystemStatus
{
    LeapIndicator leap = LeapIndicator::Unsynchronised;
    quint8 clockSource = 0; ///< 6: NTP; others: kinds of reference clock
    quint8 eventCount = 0;
    quint8 event = 0;

    friend bool operator==(const SystemStatus &, const SystemStatus &) = default;
};

SystemStatus decodeSystemStatus(quint16 word);

/// What ntpd's algorithms made of an association, by the numbers of the wire. Excess: too many for the
/// cluster algorithm (ntpd no longer uses it). Backup: more than `tos maxclock`.
enum class ControlSelection : quint8 {
    Reject,
    Falseticker,
    Excess,
    Outlier,
    Candidate,
    Backup,
    SystemPeer,
    PpsPeer,
};

struct PeerStatus
{
    bool configured = false; ///< not so: a pool's member, which may go again
    bool authenticationEnabled = false;
    bool authenticated = false;
    bool reachable = false;
    bool broadcast = false;
    ControlSelection selection = ControlSelection::Reject;
    quint8 eventCount = 0;
    quint8 event = 0;

    friend bool operator==(const PeerStatus &, const PeerStatus &) = default;
};

PeerStatus decodePeerStatus(quint16 word);

/// As ntpq prints it before the name: " x.-+#*o".
char tallyLetter(ControlSelection selection);
SourceStanding standingOf(ControlSelection selection);

struct ControlAssociation
{
    quint16 id = 0;
    quint16 status = 0;

    friend bool operator==(const ControlAssociation &, const ControlAssociation &) = default;
};

/// The answer to ReadStatus of association 0, in the order of ids, which is that of ntpq and of creation; at
/// most 1000.
std::vector<ControlAssociation> decodeAssociations(QByteArrayView data);

/// Which ntpd it is, of the system variable `version`.
struct NtpdVersion
{
    DaemonKind kind = DaemonKind::Ntpd;
    QString version; ///< "1.2.2", "4.2.8p15"

    friend bool operator==(const NtpdVersion &, const NtpdVersion &) = default;
};

std::optional<NtpdVersion> ntpdVersion(QStringView text);

/// The variables that systemTracking(), peerSource() and clockFilter() read.
QByteArray systemVariableNames();
QByteArray peerVariableNames();

/// What ntpd says of itself, without `source`. Without a time yet there are no offsets.
DaemonTracking systemTracking(quint16 status, const ControlVariables &variables, Instant now);

/// A sample in ntpd's clock filter, in ms.
struct FilterSample
{
    double offset = 0; ///< theta
    double delay = 0;
    double dispersion = 0; ///< grows with its age

    /// Of a poll that was answered: one that was not takes a place too, with 16 s.
    bool isAnswer() const { return dispersion < 16000; }

    friend bool operator==(const FilterSample &, const FilterSample &) = default;
};

/// The last eight polls, the newest first, to 10 µs. Empty: they are not told, or not to be trusted, as the
/// one that ntpd has chosen (`offset`, `delay`) is not among them. NTPsec 1.2.2 prints stray bytes of its
/// memory before them.
std::vector<FilterSample> clockFilter(const ControlVariables &variables);

/// One association; nothing for what is none that time comes from (a broadcast of ours). `ordinal` is left
/// at 0.
///
/// `measured` is the newest sample, `error` its delay/2 + dispersion; `adjusted` is the best of the last
/// eight as ntpd's clock filter chooses it, which ntpq prints. Without a clock filter `measured` is that one
/// too. `lastSample` is when the last datagram came, whether or not it was a sample.
std::optional<DaemonSource> peerSource(quint16 status, const ControlVariables &variables, Instant now);

} // namespace synchroscope
