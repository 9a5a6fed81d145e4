// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/problems.h"

#include <QCoreApplication>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class Problems
{
    Q_DECLARE_TR_FUNCTIONS(Problems)
};

// What a person typed may be long and hold anything; what is shown of it must not break the sentence.
QString quotable(const QString &text)
{
    constexpr qsizetype longest = 60;
    QString shown;
    for (const QChar c : QStringView(text).left(longest))
        shown += c.isPrint() ? c : QChar(QChar::ReplacementCharacter);
    return text.size() > longest ? shown + u'…' : shown;
}

QString withReason(const QString &sentence, const QString &reason)
{
    return reason.isEmpty()
               ? sentence
               : Problems::tr("%1 The system says: %2.", "a sentence and a reason").arg(sentence, reason);
}

} // namespace

QString error(const Error &error)
{
    const QString subject = quotable(error.subject);
    switch (error.code) {
    case ErrorCode::HostEmpty:
        return Problems::tr("Type the name or address of a time server, such as ntp.example.org.");
    case ErrorCode::HostTooLong:
        return Problems::tr(
                   "\"%1\" is too long for a server's name: at most 253 characters, and 63 between two dots.")
            .arg(subject);
    case ErrorCode::HostMalformed:
        return Problems::tr("\"%1\" is neither a name nor an address. Write it like ntp.example.org, "
                            "192.0.2.1 or [2001:db8::1]:123.")
            .arg(subject);
    case ErrorCode::PortMalformed:
        return Problems::tr("The port after the colon must be a number from 1 to 65535, not \"%1\". Without "
                            "one, 123 is used.")
            .arg(subject);
    case ErrorCode::PortOutOfRange:
        return Problems::tr("There is no port %1: ports go from 1 to 65535. Time servers use 123.")
            .arg(subject);
    case ErrorCode::AlreadyWatched:
        return Problems::tr("%1 is watched already.").arg(subject);
    case ErrorCode::NotWatched:
        return Problems::tr("%1 is not watched, so nothing was changed.").arg(subject);
    case ErrorCode::NothingToMeasure:
        return Problems::tr("No server is watched yet: add one first.");
    case ErrorCode::Paused:
        return Problems::tr("Measuring is paused: resume it first.");
    case ErrorCode::ChangeUnderWay:
        return Problems::tr("Another change is under way: wait until it has ended.");
    case ErrorCode::CannotChange:
        return Problems::tr(
            "Nothing was changed: Synchroscope's helper, which does it as root, is not installed. "
            "The commands on the Servers page do the same by hand.");
    case ErrorCode::ChangeCancelled:
        return Problems::tr("Nothing was changed: the password was not given.");
    case ErrorCode::ChangeRefused:
        return withReason(Problems::tr("Nothing was changed: your user may not do that here. Ask the "
                                       "administrator of this computer."),
                          error.detail);
    case ErrorCode::NobodyToAsk:
        return Problems::tr("Nothing was changed: a password is needed, and no program runs that could ask "
                            "for it. Start a polkit agent, or use timedatectl in a terminal.");
    case ErrorCode::ClockServiceGone:
        if (error.subject.isEmpty())
            return withReason(Problems::tr("Nothing was changed: systemd-timedated, which does it, is not "
                                           "available on this computer. Ask the administrator to change it."),
                              error.detail);
        return withReason(Problems::tr("Whether it was changed is not known: %1, which does it, left "
                                       "without an answer. See what the clock shows now, and try again.")
                              .arg(error.subject),
                          error.detail);
    case ErrorCode::ChangeFailed:
        return withReason(Problems::tr("The system could not change it. Try again, or use timedatectl in a "
                                       "terminal."),
                          error.detail);
    case ErrorCode::FileUnreadable:
        return withReason(Problems::tr("%1 could not be read.").arg(error.subject), error.detail);
    case ErrorCode::FileMalformed:
        return error.detail.isEmpty()
                   ? Problems::tr("%1 has a line that cannot be understood; the rest was read.")
                         .arg(error.subject)
                   : Problems::tr("%1, %2. The rest was read.", "file, place and fault")
                         .arg(error.subject, error.detail);
    case ErrorCode::FileUnwritable:
        return withReason(Problems::tr("%1 could not be written, so the change is lost when the program "
                                       "ends. Check that the disk is not full and the folder is yours.")
                              .arg(error.subject),
                          error.detail);
    case ErrorCode::FileDamaged:
        return Problems::tr("%1 is damaged, and nothing of it could be read. It is not overwritten: the next "
                            "change gives it another name.")
            .arg(error.subject);
    case ErrorCode::FileOfNewerVersion:
        return Problems::tr(
                   "%1 was written by a newer version of this program, and this one leaves it alone: "
                   "what is new now is lost when the program ends. Use the newer version again.")
            .arg(error.subject);
    case ErrorCode::FileSetAside:
        return Problems::tr("%1 was damaged. It was renamed to %2, and a new one was begun.")
            .arg(error.subject, error.detail);
    case ErrorCode::HistoryUnwritable:
        break;
    }
    return withReason(Problems::tr("The history in %1 cannot be written; new measurements are kept until the "
                                   "program ends. Check that the disk is not full and the folder is yours.")
                          .arg(error.subject),
                      error.detail);
}

QString fault(ReplyFault fault)
{
    switch (fault) {
    case ReplyFault::None:
        return {};
    case ReplyFault::WrongLength:
        return Problems::tr("The answer has a length that no answer can have.");
    case ReplyFault::WrongVersion:
        return Problems::tr("The answer is of another version of the protocol than the request.");
    case ReplyFault::WrongMode:
        return Problems::tr("The answer does not come from a server.");
    case ReplyFault::WrongOrigin:
        return Problems::tr("The answer does not belong to the request.");
    case ReplyFault::ZeroTimestamp:
        return Problems::tr("The answer lacks the server's time.");
    case ReplyFault::TimeBackwards:
        return Problems::tr("The answer says that it was sent before the request arrived.");
    case ReplyFault::SlowTurnaround:
        return Problems::tr("The server kept the request for more than 4 s.");
    case ReplyFault::ReferenceInFuture:
        return Problems::tr("The server says that its clock was last set in the future.");
    case ReplyFault::RootDistanceTooLarge:
        return Problems::tr("The server says that it may itself be wrong by 16 s or more.");
    case ReplyFault::ImpossiblePrecision:
        return Problems::tr("The server says that its clock ticks in steps that no clock has.");
    case ReplyFault::ClockStepped:
        return Problems::tr("This computer's clock was set, or it slept, before the answer came: the answer "
                            "tells nothing.");
    case ReplyFault::ImpossibleDelay:
        return Problems::tr("By the server's times the answer took less than no time: its clock and its "
                            "stamps do not belong together.");
    case ReplyFault::NotSent:
        return Problems::tr(
            "This computer could not send the question: it lacks something for it, or its own "
            "firewall forbids it.");
    case ReplyFault::UnknownKiss:
        break;
    }
    return Problems::tr("The server sent a refusal without a reason that can be read.");
}

QString kiss(const QByteArray &code)
{
    if (code == "RATE")
        return Problems::tr("The server asks for fewer questions (RATE); they now come at half the rate.");
    if (code == "DENY" || code == "RSTR")
        return Problems::tr(
                   "The server does not want to be asked by this computer (%1); it is left in peace.")
            .arg(QString::fromLatin1(code));
    return Problems::tr("The server refuses with the code %1.").arg(QString::fromLatin1(code));
}

QString probeDetail(QueryOutcome outcome, ReplyFault replyFault, const QByteArray &kissCode,
                    const QString &systemReason)
{
    switch (outcome) {
    case QueryOutcome::Ok:
        return {};
    case QueryOutcome::Timeout:
        return Problems::tr("No answer. The server may be down, or a firewall may drop NTP (UDP port 123).");
    case QueryOutcome::Refused:
        return Problems::tr("The computer is there, but no time server runs on this port.");
    case QueryOutcome::Unreachable:
        return withReason(replyFault == ReplyFault::NotSent
                              ? fault(replyFault)
                              : Problems::tr("There is no way to this address from here."),
                          systemReason);
    case QueryOutcome::Unresolved:
        return withReason(
            Problems::tr("The name has no address. Check its spelling and this computer's network."),
            systemReason);
    case QueryOutcome::KissCode:
        return kissCode.isEmpty() ? Problems::tr("Not asked: the server sent this computer away earlier.")
                                  : kiss(kissCode);
    case QueryOutcome::Unsynchronised:
        return Problems::tr("The server answers, but says that its own clock is not set.");
    case QueryOutcome::Invalid:
        break;
    }
    return fault(replyFault);
}

} // namespace synchroscope::wording
