// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/finding.h"
#include "core/diagnosis/standing.h"

#include <QString>

#include <optional>
#include <vector>

/// What the rules about sources share; for them alone. Pure.
namespace synchroscope::sourcerules {

// Whoever was started so recently has not had the time to find a server dead.
inline constexpr Duration timeToAnswer = std::chrono::minutes(1);

/// What is known of it now: it answers on this computer, or was pasted.
bool tells(const DiagnosisFacts &facts, const DaemonReport &daemon);
/// It, or this computer, was started within so long, or this computer slept or stood still until then.
bool isFresh(const DiagnosisFacts &facts, const DaemonReport &daemon, Duration within);
/// This computer slept or stood still within so long.
bool hasRested(const DiagnosisFacts &facts, Duration within);
/// It follows a source.
bool follows(const DaemonReport &daemon);

/// "chrony 4.3"; never translated.
QString programOf(const DaemonReport &daemon);
/// As configured; with its address where the daemon has several of that name.
QString nameOf(const DaemonReport &daemon, const DaemonSource &source);

/// The files that it runs with, as far as they can be seen; else none.
const NamedServers &filesOf(const DiagnosisFacts &facts, const DaemonReport &daemon);

/// standingOf(); where a paste has no statistics, the polls that were answered stand for the samples.
Standing standingIn(const DaemonReport &daemon, const DaemonSource &source);

/// What chronyd tells root of a source; null: nothing.
const ChronySelection *selectionOf(const DiagnosisFacts &facts, const DaemonSource &source);
const ChronyExchange *exchangeOf(const DiagnosisFacts &facts, const DaemonSource &source);
const ChronyAuthentication *authenticationOf(const DiagnosisFacts &facts, const DaemonSource &source);

/// By a command that looks once: since when it answers, or does not, nobody knows.
bool wasAskedOnce(const ServerMeasurement &measured);

/// A server as one daemon asks it.
struct AskedBy
{
    const DaemonReport *daemon;
    const DaemonSource *source;
    Standing standing;
};

/// What comes of asking a server; the best of all who ask it.
enum class Answering : quint8 {
    Untold, ///< not asked for long enough
    NameUnknown,
    Silent,
    Speaks,  ///< its computer sends something, which is no time
    Answers, ///< with a time
};
Answering answeringOf(const ServerMeasurement &measured, Instant now);
Answering answeringOf(const DiagnosisFacts &facts, const AskedBy &asked);

/// What ntpd shows of a server that it has no time of, in place of the reference: "INIT", "STEP", "RATE" …;
/// empty: nothing. Their list is in RFC 5905 section 7.4.
QString statusCodeOf(const AskedBy &asked);
/// … if it is a refusal of the server's; else empty.
QString kissOf(const AskedBy &asked);

/// A server of anybody: ours, a daemon's, or both.
struct KnownServer
{
    QString name;
    QString address; ///< empty: not known
    quint16 port = ntpPort;
    const ServerMeasurement *measured = nullptr; ///< null: we do not ask it
    std::vector<AskedBy> askedBy = {};
    Answering answering = Answering::Untold;

    bool isOfPool() const;
    bool isFollowed() const; ///< by one of the daemons
    std::optional<Instant> lastAnswer() const;
};
/// Each server once. Those on this computer, and those that nobody asks now, are left out.
std::vector<KnownServer> knownServers(const DiagnosisFacts &facts);

/// Its daemon has got no answer in all the time in which we have got several in a row: no outage that hid
/// between two of ours, or has just ended. Of one that we asked once, the daemon has had the time for its own
/// questions.
bool answersUsOnly(const DiagnosisFacts &facts, const KnownServer &server, const AskedBy &asked);

/// How its packets are to be proven genuine, by its line in the daemon's files.
enum class Proof : quint8 { None, Key, Nts };
Proof writtenProof(const DiagnosisFacts &facts, const AskedBy &asked);

/// The proof for want of which its daemon does not take its packets, or does not even ask; absent: that is
/// not seen.
std::optional<Proof> failedProof(const DiagnosisFacts &facts, const KnownServer &server,
                                 const AskedBy &asked);

/// No computer has it: it is for many at once (RFC 5771 and 4291), for nobody, or for all of a network.
bool isNobodysAddress(const QString &address);

/// What was read of it, by all who ask it.
void addEvidence(const DiagnosisFacts &facts, const KnownServer &server, Finding &finding);
void addEvidence(const DiagnosisFacts &facts, const DaemonReport &daemon, const DaemonSource &source,
                 Finding &finding);
void addEvidence(const ServerMeasurement &measured, Finding &finding);
void addTracking(const DiagnosisFacts &facts, const DaemonReport &daemon, Finding &finding);
void addQuote(const LogLine &line, Finding &finding);

/// To a daemon of this computer; of another one's, the words for its terminal.
void addCommand(DaemonCommand::Kind kind, DaemonKind daemon, Finding &finding);
/// Opens the editor where a file names the server or device, if one does.
void addEditor(const DiagnosisFacts &facts, const QString &name, Finding &finding);
void addMeasuring(const DiagnosisFacts &facts, Finding &finding);

/// Lines of logs that tell of this trouble, and that are neither long past nor shown to be over.
std::vector<const LogLine *> logged(const DiagnosisFacts &facts, LogEvent event);

/// How far off this clock is by the best evidence; absent: nobody says.
std::optional<Offset> knownOffset(const DiagnosisFacts &facts);
/// By so much that certificates and signatures do not seem valid.
bool isTooWrongForCertificates(const DiagnosisFacts &facts);

// The rules, by what they are about.
void findAboutReach(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutAnswers(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutSelection(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutSelectionOptions(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutDevices(const DiagnosisFacts &facts, std::vector<Finding> &findings);
void findAboutLeapSeconds(const DiagnosisFacts &facts, std::vector<Finding> &findings);

} // namespace synchroscope::sourcerules

namespace synchroscope {

/// Its servers are steady and agree, and the samples of all of them scatter: something else moved this clock
/// between them, which no server does to all the others.
bool wasMovedUnder(const DaemonReport &daemon);

} // namespace synchroscope
