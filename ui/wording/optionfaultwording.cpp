// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/optionfaultwording.h"

#include "ui/wording/originwording.h"

#include <QCoreApplication>

#include <cmath>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class OptionFaultWording
{
    Q_DECLARE_TR_FUNCTIONS(OptionFaultWording)
};

/// As it is typed: without separators of thousands.
QString numberText(double number)
{
    return QString::number(number, 'g', 12);
}

/// "1 to 16", "0 or more".
QString rangeText(const OptionRange &range)
{
    if (std::isinf(range.highest))
        return OptionFaultWording::tr("%1 or more", "a number").arg(numberText(range.lowest));
    return OptionFaultWording::tr("%1 to %2", "numbers")
        .arg(numberText(range.lowest), numberText(range.highest));
}

class Sentence
{
public:
    Sentence(const OptionFault &fault, DaemonKind daemon, const std::optional<DaemonVersion> &version)
        : m_fault(fault)
        , m_daemon(daemon)
        , m_isFatal(fault.weight == OptionFault::Weight::Fatal)
    {
        m_program = daemonName(daemon);
        if (version)
            m_program =
                OptionFaultWording::tr("%1 %2", "program and version").arg(m_program, version->text());
    }

    QString text() const
    {
        using Kind = OptionFault::Kind;
        switch (m_fault.kind) {
        case Kind::HostMissing:
            return OptionFaultWording::tr("The line names no server. Write its name or its address.");
        case Kind::HostMalformed:
            return OptionFaultWording::
                tr("\"%1\" is neither a name nor an address, so that the line gives no server. Correct it.")
                    .arg(m_fault.value);
        case Kind::HostNotAscii:
            return OptionFaultWording::tr(
                       "%1 cannot look up \"%2\". Write %3 instead, which is the same name.")
                .arg(m_program, m_fault.value, m_fault.other);
        case Kind::WrongFamily:
            return OptionFaultWording::tr("%1 wants another kind of address than %2, so that the line gives "
                                          "no server. Leave %1 out.")
                .arg(m_fault.option, m_fault.value);
        case Kind::NotOneWord:
            return brokenWord();
        case Kind::TooLong:
            return tooLong();
        case Kind::NoEffect:
            return noEffect();
        case Kind::GivenTwice:
            return OptionFaultWording::tr(
                       "%1 is there more than once, and only the last one counts. Keep one.")
                .arg(m_fault.option);
        case Kind::Excludes:
            return OptionFaultWording::tr("%1 and %2 do not go together. Leave one of them out.")
                .arg(m_fault.option, m_fault.other);
        case Kind::Needs:
            return OptionFaultWording::tr("%1 does nothing without %2. Add %2, or leave %1 out.")
                .arg(m_fault.option, m_fault.other);
        case Kind::MinimumAboveMaximum:
            return minimumAboveMaximum();
        case Kind::NoRoomForBurst:
            return OptionFaultWording::
                tr("%1 does nothing while minpoll and maxpoll are both %2. Raise maxpoll, or leave %1 out.")
                    .arg(m_fault.option, numberText(m_fault.range.highest));
        case Kind::OutOfRange:
            return outOfRange();
        default:
            return unreadable();
        }
    }

private:
    QString brokenWord() const
    {
        if (m_fault.value.isEmpty())
            return OptionFaultWording::tr("A word of the line is empty, so that the next one would be read "
                                          "in its place. Fill it in, or leave it out.");
        return OptionFaultWording::tr(
                   "\"%1\" holds a space, an open quote or a character that is not to be seen, "
                   "and would be read as something else. Correct it.")
            .arg(m_fault.value);
    }

    QString tooLong() const
    {
        const QString limit = QString::number(m_fault.limit);
        if (m_daemon == DaemonKind::Chrony)
            return OptionFaultWording::tr(
                       "The line is longer than %1 bytes, and %2 would not start. Leave something out.")
                .arg(limit, m_program);
        return OptionFaultWording::tr("\"%1\" is longer than %2 bytes, and %3 would not start. Shorten it.")
            .arg(m_fault.value, limit, m_program);
    }

    QString noEffect() const
    {
        if (m_fault.since != DaemonVersion())
            return OptionFaultWording::tr("%1 supports %2 on a pool only from %3 on. Name servers instead.")
                .arg(m_program, m_fault.option, m_fault.since.text());
        switch (m_fault.type) {
        case ServerType::Server:
            return OptionFaultWording::tr("%1 does nothing on a server. Leave it out.").arg(m_fault.option);
        case ServerType::Pool:
            return OptionFaultWording::tr("%1 does nothing on a pool. Leave it out.").arg(m_fault.option);
        case ServerType::Peer:
            break;
        }
        return OptionFaultWording::tr("%1 does nothing on a peer. Leave it out.").arg(m_fault.option);
    }

    QString minimumAboveMaximum() const
    {
        // chrony raises maxpoll; of everything else the maximum wins.
        const bool minimumWins = m_daemon == DaemonKind::Chrony && m_fault.option == "minpoll"_L1;
        const QString minimum = numberText(m_fault.range.lowest);
        const QString maximum = numberText(m_fault.range.highest);
        return OptionFaultWording::tr("%1 %2 is above %3 %4, and %5 uses %6 for both. Raise %3, or lower %1.")
            .arg(m_fault.option, minimum, m_fault.other, maximum, m_program, minimumWins ? minimum : maximum);
    }

    QString outOfRange() const
    {
        const QString range = rangeText(m_fault.range);
        switch (m_fault.weight) {
        case OptionFault::Weight::Fatal:
            return OptionFaultWording::tr(
                       "%1 takes %2, not %3, and %4 would not start. Write one of these numbers.")
                .arg(m_fault.option, range, m_fault.value, m_program);
        case OptionFault::Weight::Useless:
            return OptionFaultWording::tr("%1 takes %2, not %3, and %4 would have no server of this line. "
                                          "Write one of these numbers.")
                .arg(m_fault.option, range, m_fault.value, m_program);
        case OptionFault::Weight::Advice:
            break;
        }
        return OptionFaultWording::tr(
                   "%1 takes %2, and %4 may use another number than %3. Write one of these numbers.")
            .arg(m_fault.option, range, m_fault.value, m_program);
    }

    QString malformed() const
    {
        const SourceOption *option = findOption(m_daemon, m_fault.option.toUtf8());
        const bool isWhole = option && option->value == OptionValue::Integer;
        const bool isHexadecimal = option && option->value == OptionValue::Hexadecimal;
        const QString remedy = isWhole         ? OptionFaultWording::tr("Write a whole number.")
                               : isHexadecimal ? OptionFaultWording::tr("Write a hexadecimal number.")
                                               : OptionFaultWording::tr("Write a number, such as 0.5.");
        const QString fault =
            (m_isFatal ? OptionFaultWording::tr("%2 cannot be \"%3\", and %1 would not start.")
                       : OptionFaultWording::tr("%2 cannot be \"%3\", and %1 would ignore the line."))
                .arg(m_program, m_fault.option, m_fault.value);
        return OptionFaultWording::tr("%1 %2", "two sentences").arg(fault, remedy);
    }

    /// What the daemon cannot read: chronyd then does not start, ntpd and NTPsec go on without the line.
    QString unreadable() const
    {
        using Kind = OptionFault::Kind;
        const QString since = m_fault.since.text();
        switch (m_fault.kind) {
        case Kind::NotYetKnown:
            return (m_isFatal
                        ? OptionFaultWording::tr(
                              "%1 does not know %2 (it came with %3) and would not start. Leave it out.")
                        : OptionFaultWording::tr("%1 does not know %2 (it came with %3) and would ignore the "
                                                 "line. Leave it out."))
                .arg(m_program, m_fault.option, since);
        case Kind::ValueMissing:
            return (m_isFatal ? OptionFaultWording::tr("%2 needs a value, and %1 would not start without it. "
                                                       "Write it behind the option.")
                              : OptionFaultWording::tr("%2 needs a value, and %1 would ignore the line "
                                                       "without it. Write it behind the option."))
                .arg(m_program, m_fault.option);
        case Kind::ValueUnexpected:
            return (m_isFatal ? OptionFaultWording::tr(
                                    "%2 takes no value, and %1 would not start with %3. Leave %3 out.")
                              : OptionFaultWording::tr(
                                    "%2 takes no value, and %1 would ignore the line with %3. Leave %3 out."))
                .arg(m_program, m_fault.option, m_fault.value);
        case Kind::ValueMalformed:
            return malformed();
        case Kind::UnknownField:
            return OptionFaultWording::tr("%1 knows no extension field %2 and would not start. Leave it out.")
                .arg(m_program, m_fault.value);
        case Kind::FieldNotYetKnown:
            return OptionFaultWording::tr("%1 does not know the extension field %2 (it came with %3) and "
                                          "would not start. Leave it out.")
                .arg(m_program, m_fault.value, since);
        default:
            break;
        }
        return (m_isFatal ? OptionFaultWording::tr("%1 does not know \"%2\" and would not start. Leave it "
                                                   "out, or correct its spelling.")
                          : OptionFaultWording::tr(
                                "%1 does not know \"%2\" and would ignore the line. Leave it out, "
                                "or correct its spelling."))
            .arg(m_program, m_fault.option);
    }

    const OptionFault &m_fault;
    DaemonKind m_daemon;
    bool m_isFatal;
    QString m_program;
};

} // namespace

QString optionFault(const OptionFault &fault, DaemonKind daemon, const std::optional<DaemonVersion> &version)
{
    return Sentence(fault, daemon, version).text();
}

} // namespace synchroscope::wording
