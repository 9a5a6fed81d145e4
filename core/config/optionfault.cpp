// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/optionfault.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// chronyd reads lines of 2047 bytes, their end included.
constexpr qsizetype longestChronyLine = 2046;
/// ntpd and NTPsec end when a word of their configuration is longer.
constexpr qsizetype longestNtpWord = 1023;

class Checker
{
public:
    Checker(DaemonKind daemon, const ServerLine &line, const std::optional<DaemonVersion> &version)
        : m_daemon(daemon)
        , m_line(line)
        , m_version(version)
    {}

    std::vector<OptionFault> check()
    {
        checkFamilyWord();
        checkHost();
        for (size_t i = 0; i < m_line.options.size(); ++i) {
            const OptionWord &word = m_line.options[i];
            if (const SourceOption *option = checkWord(word)) {
                checkValue(*option, word);
                checkPlace(*option, word, i);
            }
        }
        if (!m_line.comment.isEmpty())
            checkComment();
        checkRelations();
        checkOrder("minpoll"_L1, "maxpoll"_L1);
        checkOrder("minsamples"_L1, "maxsamples"_L1);
        checkBurst();
        checkLength();
        return std::move(m_faults);
    }

private:
    using Kind = OptionFault::Kind;
    using Weight = OptionFault::Weight;

    /// Of a line that the daemon cannot read: ntpd and NTPsec go on without it.
    Weight unreadable() const { return m_daemon == DaemonKind::Chrony ? Weight::Fatal : Weight::Useless; }

    OptionFault &add(Kind kind, Weight weight, const QString &option = {}, const QString &value = {},
                     const QString &other = {})
    {
        return m_faults.emplace_back(OptionFault{.kind = kind,
                                                 .weight = weight,
                                                 .type = m_line.type,
                                                 .option = quotedFrom(option.toUtf8()),
                                                 .value = quotedFrom(value.toUtf8()),
                                                 .other = quotedFrom(other.toUtf8())});
    }

    void checkHost()
    {
        if (m_line.host.isEmpty()) {
            add(Kind::HostMissing, unreadable());
            return;
        }
        if (!isOneWord(m_daemon, m_line.host)) {
            add(Kind::NotOneWord, Weight::Fatal, {}, m_line.host);
            return;
        }
        const Result<HostSpec> host = hostOf(m_daemon, m_line);
        const auto isAscii = [](const QString &name) {
            return std::all_of(name.begin(), name.end(), [](QChar c) { return c.unicode() < 128; });
        };
        if (!host)
            add(Kind::HostMalformed, Weight::Useless, {}, m_line.host);
        else if (!isAscii(host->typed))
            add(Kind::HostNotAscii, Weight::Useless, {}, m_line.host).other = host->host;
        else if (host->isAddress())
            checkFamily(host->host.contains(u':'));
    }

    void checkFamilyWord()
    {
        if (m_line.family.isEmpty())
            return;
        if (m_daemon == DaemonKind::Chrony)
            add(Kind::UnknownOption, Weight::Fatal, m_line.family);
        else if (m_line.family != "-4"_L1 && m_line.family != "-6"_L1)
            add(Kind::NotOneWord, Weight::Fatal, {}, m_line.family);
    }

    void checkFamily(bool isIpv6)
    {
        const QLatin1StringView opposite = isIpv6 ? "ipv4"_L1 : "ipv6"_L1;
        if (const OptionWord *word = optionOf(m_daemon, m_line, opposite))
            add(Kind::WrongFamily, Weight::Useless, word->name, m_line.host);
        if (m_line.family == (isIpv6 ? "-4"_L1 : "-6"_L1))
            add(Kind::WrongFamily, Weight::Useless, m_line.family, m_line.host);
    }

    /// The option, if there is more to say of it.
    const SourceOption *checkWord(const OptionWord &word)
    {
        const bool isBroken = !isOneWord(m_daemon, word.name);
        if (isBroken || (word.value && !isOneWord(m_daemon, *word.value))) {
            add(Kind::NotOneWord, Weight::Fatal, isBroken ? QString() : word.name,
                isBroken ? word.name : *word.value);
            return nullptr;
        }
        const SourceOption *option = findOption(m_daemon, word.name.toUtf8());
        if (!option)
            add(Kind::UnknownOption, unreadable(), word.name);
        else if (m_version && *m_version < option->since)
            add(Kind::NotYetKnown, unreadable(), word.name).since = option->since;
        else
            return option;
        return nullptr;
    }

    void checkValue(const SourceOption &option, const OptionWord &word)
    {
        const bool takesValue = option.value != OptionValue::None;
        if (takesValue != word.value.has_value()) {
            add(takesValue ? Kind::ValueMissing : Kind::ValueUnexpected, unreadable(), word.name,
                word.value.value_or(QString()));
            return;
        }
        if (!takesValue || option.value == OptionValue::Text)
            return;
        const std::optional<double> number = optionNumber(m_daemon, option.value, *word.value);
        if (!number)
            add(Kind::ValueMalformed, unreadable(), word.name, *word.value);
        else if (option.value == OptionValue::Hexadecimal)
            checkField(word, static_cast<unsigned>(*number));
        else
            checkRange(option, word, *number);
    }

    void checkField(const OptionWord &word, unsigned type)
    {
        const std::span<const ExtensionField> fields = extensionFields();
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [&](const ExtensionField &known) { return known.type == type; });
        if (field == fields.end())
            add(Kind::UnknownField, unreadable(), word.name, *word.value);
        else if (m_version && *m_version < field->since)
            add(Kind::FieldNotYetKnown, unreadable(), word.name, *word.value).since = field->since;
    }

    void checkRange(const SourceOption &option, const OptionWord &word, double number)
    {
        const bool isLimited = option.limits && (option.limitsSince == DaemonVersion() ||
                                                 (m_version && *m_version >= option.limitsSince));
        const bool isRefused = isLimited && !option.limits->contains(number);
        if (!isRefused && (!option.range || option.range->contains(number)))
            return;
        // Without a port there is no server.
        const Weight accepted = option.name == "port"_L1 ? Weight::Useless : Weight::Advice;
        add(Kind::OutOfRange, isRefused ? unreadable() : accepted, word.name, *word.value).range =
            option.range ? *option.range : *option.limits;
    }

    void checkPlace(const SourceOption &option, const OptionWord &word, size_t index)
    {
        const bool isTooEarly = m_line.type == ServerType::Pool && m_version && *m_version < option.poolSince;
        if (isTooEarly || !option.scope.holds(m_line.type))
            add(Kind::NoEffect, Weight::Advice, word.name).since =
                isTooEarly ? option.poolSince : DaemonVersion();
        const auto here = m_line.options.begin() + static_cast<std::ptrdiff_t>(index);
        const auto isSame = [&](const OptionWord &earlier) {
            return findOption(m_daemon, earlier.name.toUtf8()) == &option;
        };
        // Once, however often it is repeated.
        if (!option.repeats && std::count_if(m_line.options.begin(), here, isSame) == 1)
            add(Kind::GivenTwice, Weight::Advice, word.name);
    }

    void checkComment()
    {
        QString text = m_line.comment;
        text.replace(u'\t', u' ');
        if (m_daemon == DaemonKind::Chrony || !isPlainText(text) || !text.startsWith(u'#'))
            add(Kind::NotOneWord, Weight::Fatal, {}, m_line.comment);
    }

    void checkRelations()
    {
        for (const OptionRelation &relation : optionRelations(m_daemon)) {
            const OptionWord *option = optionOf(m_daemon, m_line, relation.option);
            const OptionWord *other = optionOf(m_daemon, m_line, relation.other);
            if (relation.kind == OptionRelation::Kind::Excludes && option && other)
                add(Kind::Excludes, Weight::Advice, option->name, {}, other->name);
            else if (relation.kind == OptionRelation::Kind::Needs && option && !other)
                add(Kind::Needs, Weight::Advice, option->name, {}, relation.other);
        }
    }

    /// What counts of an option with a number: the line's, or what the daemon takes without; nothing if that
    /// is not known, or the number is faulty.
    std::optional<double> effective(QLatin1StringView name) const
    {
        const QByteArrayView key(name.data(), name.size());
        const SourceOption *option = findOption(m_daemon, key);
        const OptionWord *word = optionOf(m_daemon, m_line, name);
        if (!option || !word)
            return option ? option->standard : std::nullopt;
        const std::optional<double> number =
            word->value ? optionNumber(m_daemon, option->value, *word->value) : std::nullopt;
        return number && option->range->contains(*number) ? number : std::nullopt;
    }

    void checkOrder(QLatin1StringView lower, QLatin1StringView upper)
    {
        const std::optional<double> minimum = effective(lower);
        const std::optional<double> maximum = effective(upper);
        // chrony's "maxsamples 0" limits nothing.
        const bool isLimit = maximum && (*maximum != 0 || upper == "maxpoll"_L1);
        if (minimum && isLimit && *minimum > *maximum)
            add(Kind::MinimumAboveMaximum, Weight::Advice, lower, {}, upper).range = {*minimum, *maximum};
    }

    void checkBurst()
    {
        const OptionWord *burst = optionOf(m_daemon, m_line, "burst"_L1);
        const std::optional<double> minimum = effective("minpoll"_L1);
        const std::optional<double> maximum = effective("maxpoll"_L1);
        if (m_daemon == DaemonKind::Chrony && m_line.type != ServerType::Peer && burst && minimum &&
            maximum && *minimum == *maximum)
            add(Kind::NoRoomForBurst, Weight::Advice, burst->name).range = {*minimum, *maximum};
    }

    void checkLength()
    {
        if (m_daemon == DaemonKind::Chrony) {
            if (formatServerLine(m_line).toUtf8().size() > longestChronyLine)
                add(Kind::TooLong, Weight::Fatal).limit = longestChronyLine;
            return;
        }
        const auto checkWordLength = [this](const QString &word) {
            if (word.toUtf8().size() > longestNtpWord)
                add(Kind::TooLong, Weight::Fatal, {}, word).limit = longestNtpWord;
        };
        checkWordLength(m_line.host);
        for (const OptionWord &word : m_line.options) {
            checkWordLength(word.name);
            checkWordLength(word.value.value_or(QString()));
        }
    }

    DaemonKind m_daemon;
    const ServerLine &m_line;
    const std::optional<DaemonVersion> &m_version;
    std::vector<OptionFault> m_faults;
};

} // namespace

std::vector<OptionFault> checkServerLine(DaemonKind daemon, const ServerLine &line,
                                         const std::optional<DaemonVersion> &version)
{
    return Checker(daemon, line, version).check();
}

} // namespace synchroscope
