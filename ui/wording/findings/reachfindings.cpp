// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findings/sourcefindings.h"
#include "ui/wording/namestext.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

/// Whether anybody answers, and if not, where the fault lies.
namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

struct ReachFindings
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::ReachFindings)
};

QString textOf(const std::optional<Duration> &age)
{
    return age ? ageText(*age) : QString();
}

FindingText unresolved(const Finding &finding)
{
    const int number = int(finding.names.size());
    QString explanation = ReachFindings::tr("No address is known, so no question can be sent: %1.", "names")
                              .arg(namesText(finding.names));
    QString remedy = ReachFindings::tr("Check the spelling, and whether names can be looked up here.");
    if (finding.flag) {
        explanation = sentences(
            explanation, ReachFindings::tr("This clock is far off. Answers of the name service that are "
                                           "signed (DNSSEC) then seem expired, or not valid yet."));
        remedy = sentences(remedy, ReachFindings::tr("Name one server by its address: then the clock can be "
                                                     "set first."));
    }
    return {.title = ReachFindings::tr("%n name(s) cannot be looked up", nullptr, number),
            .explanation = explanation,
            .remedy = remedy,
            .disproof = ReachFindings::tr("It would not be so if \"resolvectl query %1\" showed an address.")
                            .arg(finding.names.value(0))};
}

FindingText blocked(const Finding &finding)
{
    // Of a list whose daemon may only just have begun to ask.
    const bool mayBeYoung = finding.severity == Severity::Advice;
    const QString history =
        mayBeYoung     ? ReachFindings::tr("Unless the time service was started within the last minute: then "
                                               "its first answers may still be on their way.")
        : finding.flag ? ReachFindings::tr("None has ever answered.")
                       : ReachFindings::tr("They did answer before.");
    return {
        .title = ReachFindings::tr("NTP seems to be blocked on the way"),
        .explanation = sentences(
            ReachFindings::tr("None of %n server(s) answers, though their addresses are known. So many do "
                              "not fail at once: most likely a firewall here, the router or the provider "
                              "drops the packets (UDP port 123).",
                              nullptr, finding.count),
            history),
        .remedy = ReachFindings::tr("Allow UDP port 123 outwards, in the firewall of this computer and of "
                                    "the network. Or use a time server within the network, which often is "
                                    "the router. To see whose fault it is, try another network."),
        .disproof = ReachFindings::tr("It would not be so if one of them answered: then the silent ones "
                                      "themselves would be at fault.")};
}

/// Of a pasted list that does not tell since when its servers are asked.
QString mayHaveBegun(bool isOfSeveral)
{
    if (isOfSeveral)
        return ReachFindings::tr("What was pasted does not tell since when they are asked: a time service "
                                 "that was just started, or told that there is no network, has no answer yet "
                                 "either.");
    return ReachFindings::tr("What was pasted does not tell since when this server is asked: a time service "
                             "that was just started, or told that there is no network, has no answer yet "
                             "either.");
}

/// Nothing proves that it is at fault.
FindingText notHeardSoFar(const Finding &finding)
{
    return {
        .title = ReachFindings::tr("%1 has not answered so far").arg(finding.subject),
        .explanation = sentences(
            mayHaveBegun(false),
            finding.others.isEmpty()
                ? ReachFindings::tr("No other server answers, so it cannot be told whether this server or "
                                    "the way to it is at fault.")
                : ReachFindings::tr("Others do answer (%1), so the way out of here is open.", "names")
                      .arg(namesText(finding.others))),
        .remedy = ReachFindings::tr("Look again in a minute or two. \"chronyc activity\" and \"systemctl "
                                    "status\" tell whether it is asked at all, and since when."),
        .disproof = ReachFindings::tr("It would not be so if it answered the next question.")};
}

/// What ntpd says of a server beside its silence; empty: nothing that tells more.
QString statusOf(const Finding &finding)
{
    for (const Evidence &evidence : finding.evidence) {
        const auto *seen = std::get_if<SourceEvidence>(&evidence);
        if (!seen || seen->source.mode == SourceMode::ReferenceClock)
            continue;
        if (seen->source.referenceId == "STEP"_L1)
            return ReachFindings::tr("It shows .STEP.: this clock was set since, and it has begun anew with "
                                     "this server; the first answer may still be on its way.",
                                     "of ntpd");
        if (seen->source.referenceId == "XFAC"_L1)
            return ReachFindings::tr("It shows .XFAC.: an address of this computer has changed or gone, and "
                                     "it has begun anew with this server.",
                                     "of ntpd");
    }
    return {};
}

FindingText dead(const Finding &finding)
{
    if (finding.flag && !finding.span)
        return notHeardSoFar(finding);
    QString explanation =
        finding.span ? ReachFindings::tr("%1 has not answered for %2.", "server, time")
                           .arg(finding.subject, ageText(*finding.span))
                     : ReachFindings::tr("%1 has not answered so far.", "server").arg(finding.subject);
    explanation = sentences(explanation, statusOf(finding));
    if (finding.others.isEmpty())
        explanation =
            sentences(explanation, ReachFindings::tr("No other server answers, so it cannot be told whether "
                                                     "this server or the way to it is at fault."));
    else
        explanation = sentences(
            explanation, ReachFindings::tr("Others do answer (%1), so the way out of here is open.", "names")
                             .arg(namesText(finding.others)));
    return {
        .title = ReachFindings::tr("%1 does not answer").arg(finding.subject),
        .explanation = explanation,
        .remedy = finding.others.isEmpty()
                      ? ReachFindings::tr("Add a second server of another operator: that tells them apart.")
                      : ReachFindings::tr("If it stays so, put another server in its place."),
        .disproof = finding.others.isEmpty()
                        ? ReachFindings::tr("It would not be so if it answered the next question.")
                        : ReachFindings::tr("It would not be so if it answered from another network: then "
                                            "the way to it would be at fault.")};
}

FindingText manyDead(const Finding &finding)
{
    const bool isOtherThere = !finding.others.isEmpty();
    const QString comparison =
        isOtherThere ? ReachFindings::tr("Others do answer (%1), so the way out of here is open.", "names")
                           .arg(namesText(finding.others))
                     : ReachFindings::tr("No other server answers that could be compared with: whether they "
                                         "are at fault or the way to them cannot be told.");
    const QString nothing =
        ReachFindings::tr("Nothing comes from %1.", "names").arg(namesText(finding.names));
    return {
        .title = ReachFindings::tr("%n server(s) do not answer", nullptr, int(finding.names.size())),
        .explanation = sentences(finding.flag ? sentences(nothing, mayHaveBegun(true)) : nothing, comparison),
        .remedy = isOtherThere ? ReachFindings::tr("If it stays so, put other servers in their place.")
                               : ReachFindings::tr(
                                     "Add a server of another operator: if it answers, they are at fault."),
        .disproof = isOtherThere
                        ? ReachFindings::tr("It would not be so if they answered from another network: then "
                                            "the way to them would be at fault.")
                        : ReachFindings::tr("It would not be so if one of them answered the next question.")};
}

FindingText refuses(const Finding &finding)
{
    return {
        .title = ReachFindings::tr("Nothing listens at %1").arg(finding.subject),
        .explanation =
            ReachFindings::tr("The computer of %1 says itself that no time service listens there (the "
                              "connection is refused). So it is there, and the way to it is open.")
                .arg(finding.subject),
        .remedy = ReachFindings::tr("Check the name and the port, and start the time service there if it is "
                                    "yours. Else put another server in its place."),
        .disproof = ReachFindings::tr("It would not be so if a firewall had refused in its place, and other "
                                      "networks got answers.")};
}

FindingText sourcePort(const Finding &finding)
{
    const int number = int(finding.names.size());
    const bool isChrony = finding.daemon == DaemonKind::Chrony;
    return {
        .title = ReachFindings::tr("Questions from port 123 get no answer"),
        .explanation = ReachFindings::tr(
                           "%n server(s) answer Synchroscope, which asks from any port, and not %2, whose "
                           "questions leave from UDP port 123: %1. A firewall or the provider drops those.",
                           nullptr, number)
                           .arg(namesText(finding.names), serviceName(finding)),
        .remedy =
            isChrony
                ? ReachFindings::tr("Take \"acquisitionport 123\" out of chrony's configuration, or write "
                                    "\"server\" where it says \"peer\".")
                : ReachFindings::tr("Allow UDP port 123 in both directions, or use a time service that "
                                    "asks from any port, such as chrony."),
        .disproof = ReachFindings::tr("It would not be so if they answered a question from port 123, as "
                                      "\"ntpdate -q\" asks it.")};
}

FindingText answersUsOnly(const Finding &finding)
{
    const int number = int(finding.names.size());
    return {.title = ReachFindings::tr("%n server(s) answer Synchroscope, and not %1", nullptr, number)
                         .arg(serviceName(finding)),
            .explanation =
                ReachFindings::tr("%1: the way is open and the time is good, and yet none of the last "
                                  "questions of %2 was answered.",
                                  "names, a program")
                    .arg(namesText(finding.names), serviceName(finding)),
            .remedy = ReachFindings::tr(
                          "See what the log of %1 says of it. It may ask another address of the name, use a "
                          "key, or be held back by a firewall's rule for programs.")
                          .arg(serviceName(finding)),
            .disproof = ReachFindings::tr("It would not be so if %1 counted an answer at its next poll.")
                            .arg(serviceName(finding))};
}

FindingText addressOfNobody(const Finding &finding)
{
    const int number = int(finding.names.size());
    return {.title = ReachFindings::tr("%n server(s) have an address that is no computer's", nullptr, number),
            .explanation = ReachFindings::tr("Nothing can answer there: %1. Such an address (%2) is for many "
                                             "computers at once, or for none.",
                                             "servers, an address")
                               .arg(namesText(finding.names),
                                    finding.text.isEmpty() ? finding.names.value(0) : finding.text),
            .remedy =
                ReachFindings::tr("Put a real server in its place. If no file here names it, the network "
                                  "handed it out: mend it in the router's settings (DHCP, NTP server)."),
            .disproof = ReachFindings::tr("It would not be so if a single computer had that address.")};
}

FindingText stale(const Finding &finding)
{
    const QString explanation =
        finding.flag ? ReachFindings::tr("The last sample of %1 is %2 old, %n poll(s). It answers, but "
                                         "its answers fail the tests of %3: "
                                         "most often because the way to it has become longer.",
                                         nullptr, finding.count)
                     : ReachFindings::tr("The last sample of %1 is %2 old, %n poll(s). %3 does not tell "
                                         "whether it answers at all.",
                                         nullptr, finding.count);
    return {.title = ReachFindings::tr("%1 is followed without new samples").arg(finding.subject),
            .explanation = explanation.arg(finding.subject, textOf(finding.span), serviceName(finding)),
            .remedy = finding.daemon == DaemonKind::Chrony
                          ? ReachFindings::tr("Let it begin anew: sudo chronyc reset sources.")
                          : ReachFindings::tr("Restart %1: then it begins anew.").arg(serviceName(finding)),
            .disproof = ReachFindings::tr("It would not be so if a sample came at the next poll.")};
}

FindingText holdOver(const Finding &finding)
{
    return {
        .title = ReachFindings::tr("%1 is followed from memory").arg(finding.subject),
        .explanation =
            ReachFindings::tr("None of the last eight questions to %1 was answered; the last answer came %2. "
                              "Until another source is better, %3 goes on by what it has learnt of this "
                              "clock. That is normal for a while, and the error grows slowly.",
                              "server, age, a program")
                .arg(finding.subject, agoText(finding.span.value_or(Duration::zero())), serviceName(finding)),
        .remedy = ReachFindings::tr("Nothing at first. If it lasts, see to the network, or add servers."),
        .disproof = ReachFindings::tr("It would not be so if the next question was answered.")};
}

FindingText toldOffline(const Finding &finding)
{
    const QString who = finding.names.isEmpty()
                            ? ReachFindings::tr("%n of %1 sources", "so many of all", finding.count)
                                  .arg(QString::number(finding.total))
                            : namesText(finding.names);
    return {.title = ReachFindings::tr("%1 does not ask %n source(s)", "a program", finding.count)
                         .arg(serviceName(finding)),
            .explanation =
                ReachFindings::tr("%1 was told not to ask (offline): %2. Network scripts do so while the "
                                  "network is down; now it is up.",
                                  "a program, sources")
                    .arg(serviceName(finding), who),
            .remedy = ReachFindings::tr("Tell it to ask them again: sudo chronyc online."),
            .disproof =
                ReachFindings::tr("It would not be so if there was no way to them, as where IPv6 leads "
                                  "nowhere: then it is right not to ask.")};
}

FindingText computerOffline(const Finding &finding)
{
    return {
        .title = ReachFindings::tr("This computer is offline"),
        .explanation = finding.span
                           ? ReachFindings::tr("There has been no network for %1, so no server can be asked.")
                                 .arg(ageText(*finding.span))
                           : ReachFindings::tr("There is no network, so no server can be asked."),
        .remedy = ReachFindings::tr("Nothing to do about the time: once there is a network, the servers are "
                                    "asked again."),
        .disproof = ReachFindings::tr("It would not be so if a web page could be opened.")};
}

FindingText lossy(const Finding &finding)
{
    return {.title = ReachFindings::tr("Many packets to or from %1 are lost").arg(finding.subject),
            .explanation = ReachFindings::tr("%1 answered %n of the last %2 questions, with gaps between.",
                                             nullptr, finding.count)
                               .arg(finding.subject, QString::number(finding.total)),
            .remedy =
                ReachFindings::tr("See whether other servers lose as many: then it is this network, often "
                                  "its radio. Else choose a nearer server."),
            .disproof = ReachFindings::tr("It would not be so if the next eight were answered.")};
}

/// By what reads the device: the usual causes.
QString causesOf(const Finding &finding)
{
    const QString place = finding.names.value(0, finding.subject);
    if (finding.text == "SHM"_L1)
        return ReachFindings::tr(
            "Another program, most often gpsd, writes its samples into shared memory. See "
            "whether it runs (with -n, so that it does not wait for somebody who asks), "
            "whether its receiver has found satellites, and whether both use the same "
            "unit. Units 0 and 1 are for root alone.");
    if (finding.text == "SOCK"_L1)
        return ReachFindings::tr("Another program, most often gpsd, sends its samples to a socket, and looks "
                                 "for it only at its own start. Start it after the time service, and see "
                                 "whether its receiver has found satellites.");
    if (finding.text == "PPS"_L1)
        return ReachFindings::tr(
                   "See whether %1 is there, whether pulses come (sudo ppstest shows them), and "
                   "whether a source gives the whole seconds: a pulse that is locked to a silent "
                   "device is silent too.",
                   "a device")
            .arg(place);
    if (finding.text == "PHC"_L1)
        return ReachFindings::tr(
                   "See whether %1 is there and is still the same device: its number may change "
                   "at each start.",
                   "a device")
            .arg(place);
    return ReachFindings::tr("See whether the device is there, whether it has found the time itself, and "
                             "whether the program that reads it runs and was started in the right order.");
}

FindingText referenceSilent(const Finding &finding)
{
    const QString name = finding.names.isEmpty()
                             ? finding.subject
                             : ReachFindings::tr("%1 (%2)", "a device's name, what it reads")
                                   .arg(finding.subject, finding.names.constFirst());
    const QString silence =
        finding.span
            ? ReachFindings::tr("None of the last eight readings of %1 gave a sample; the last one came %2.",
                                "a device, age")
                  .arg(name, agoText(*finding.span))
            : ReachFindings::tr("%1 has not given a sample so far.", "a device").arg(name);
    const QString cost =
        finding.flag ? ReachFindings::tr("Another source is followed, so the clock is kept without it.")
                     : ReachFindings::tr("Nothing else is followed in its place.");
    return {.title = ReachFindings::tr("The device %1 is silent").arg(finding.subject),
            .explanation = sentences(silence, cost),
            .remedy =
                sentences(causesOf(finding),
                          ReachFindings::tr("%1 must be allowed to open it: its user's rights, AppArmor and "
                                            "SELinux count.",
                                            "a program")
                              .arg(serviceName(finding))),
            .disproof =
                ReachFindings::tr("It would not be so if its receiver was started just now and had not "
                                  "found the time yet.")};
}

} // namespace

std::optional<FindingText> reachFindingText(const Finding &finding)
{
    switch (finding.id) {
    case FindingId::Unresolved:
        return unresolved(finding);
    case FindingId::NtpBlocked:
        return blocked(finding);
    case FindingId::ServerDead:
        return finding.subject.isEmpty() ? manyDead(finding) : dead(finding);
    case FindingId::ServerRefuses:
        return refuses(finding);
    case FindingId::SourcePortBlocked:
        return sourcePort(finding);
    case FindingId::AnswersUsOnly:
        return answersUsOnly(finding);
    case FindingId::AddressOfNobody:
        return addressOfNobody(finding);
    case FindingId::StaleSelection:
        return stale(finding);
    case FindingId::HoldOver:
        return holdOver(finding);
    case FindingId::Offline:
        return toldOffline(finding);
    case FindingId::ComputerOffline:
        return computerOffline(finding);
    case FindingId::LossyPath:
        return lossy(finding);
    case FindingId::ReferenceSilent:
        return referenceSilent(finding);
    default:
        return std::nullopt;
    }
}

} // namespace synchroscope::wording
