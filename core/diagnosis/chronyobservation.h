// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/ntp/offset.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <optional>

/// What chronyd tells root only, as `chronyc -c -n` prints it (4.0 to 4.8). Pure.
namespace synchroscope {

/// Of `chronyc selectdata`: what the last selection made of a source.
struct ChronySelection
{
    char letter = ' '; ///< why it is used or not: chronyc(1), selectdata
    bool isAuthenticated = false;
    QString configuredOptions; ///< letters: N noselect, P prefer, T trust, R require
    QString effectiveOptions;  ///< the same, with what authselectmode has added
    std::optional<Duration> lastSampleAgo;
    double score = 1; ///< against the source that is followed; over 10 it would take its place
    // Where the clock's offset lies, for all that this source says.
    Offset lowest = Offset::fromLocalMinusRemote({});
    Offset highest = Offset::fromLocalMinusRemote({});

    friend bool operator==(const ChronySelection &, const ChronySelection &) = default;
};

/// Of `chronyc authdata`: how a source's packets are authenticated.
struct ChronyAuthentication
{
    enum class Mode : quint8 { None, SymmetricKey, Nts };

    Mode mode = Mode::None;
    quint32 keyId = 0;                      ///< of NTS, how often keys were established; 0: never
    int keyBits = 0;                        ///< 0: there is no key
    int attempts = 0;                       ///< to establish keys since the last success
    std::optional<Duration> establishedAgo; ///< NTS keys; absent: never
    int cookies = 0;                        ///< left, of eight
    bool isRefused = false;                 ///< the server answered that it does not know the key (NTS NAK)

    friend bool operator==(const ChronyAuthentication &, const ChronyAuthentication &) = default;
};

/// Of `chronyc ntpdata`: a source's last valid answer, and what was counted since the start.
struct ChronyExchange
{
    int version = 0; ///< 0: there was no valid answer
    Offset offset = Offset::fromLocalMinusRemote({});
    Duration delay{};
    Duration dispersion{};
    Duration responseTime{};    ///< that the server took
    double jitterAsymmetry = 0; ///< -0.5 to 0.5: on the way here, on the way there
    /// "111 111 1111": packet tests 1 to 3, 5 to 7 and A to D; a 0 failed.
    QString tests;
    bool isInterleaved = false;
    bool isAuthenticated = false;
    QString sendStamps;    ///< "Daemon", "Kernel", "Hardware", "Invalid"
    QString receiveStamps; ///< the same
    qint64 sent = 0;
    qint64 received = 0;
    qint64 valid = 0;
    qint64 good = 0; ///< valid, and of a server that is in order

    friend bool operator==(const ChronyExchange &, const ChronyExchange &) = default;
};

/// Of `chronyc serverstats`: how chronyd serves others.
struct ChronyServing
{
    qint64 received = 0;
    qint64 dropped = 0;
    qint64 commands = 0;
    qint64 commandsDropped = 0;
    qint64 keyExchanges = 0; ///< NTS-KE
    qint64 keyExchangesDropped = 0;
    qint64 authenticated = 0;
    qint64 interleaved = 0;

    friend bool operator==(const ChronyServing &, const ChronyServing &) = default;
};

/// One reading, by address; of a reference clock, by its name.
struct ChronyObservation
{
    Instant readAt;
    std::map<QString, ChronySelection> selection;
    std::map<QString, ChronyAuthentication> authentication;
    std::map<QString, ChronyExchange> exchanges;
    std::optional<ChronyServing> serving;
    /// What could not be had, by the helper's words: "ntpdata": "…".
    std::map<QString, QString> problems;

    friend bool operator==(const ChronyObservation &, const ChronyObservation &) = default;
};

/// One line of `chronyc -c` each; absent: it is none. The name stands in the first field, of selectdata in
/// the second.
std::optional<ChronySelection> parseChronySelection(const QString &line);
std::optional<ChronyAuthentication> parseChronyAuthentication(const QString &line);
std::optional<ChronyExchange> parseChronyExchange(const QString &line);
std::optional<ChronyServing> parseChronyServing(const QString &line);

/// A line that the helper prints for `observe`. Absent: it is no reading. Lines of the tables that cannot be
/// understood are left out.
std::optional<ChronyObservation> parseChronyObservation(const QByteArray &line, Instant readAt);

} // namespace synchroscope
