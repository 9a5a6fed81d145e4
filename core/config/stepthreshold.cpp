// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/stepthreshold.h"

#include "core/config/chronyconf.h"
#include "core/config/configline.h"
#include "core/config/ntpconf.h"
#include "core/config/sourceoptions.h"

#include <QDir>
#include <QStringView>

#include <algorithm>
#include <set>

#include <fnmatch.h>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// NTP_MAX_ADJUST in systemd's timesyncd-manager.c; nothing configures it.
constexpr Duration timesyncdThreshold = 400ms;
/// CLOCK_MAX in ntp_loopfilter.c of ntpd and of NTPsec.
constexpr Duration ntpThreshold = 128ms;

QString folderOf(const QString &path)
{
    return path.section(u'/', 0, -2);
}

QString cleanPath(const QString &path)
{
    return QDir::cleanPath(path);
}

/// The files of a configuration, found by what names them, so that an include can be read at its place: what
/// follows it counts more than what it brings.
class Reading
{
public:
    explicit Reading(const std::vector<ConfigText> &texts) : m_texts(texts) {}

    /// Null without one. Of several the first is the one that the daemon runs from.
    const ConfigText *mainText() const
    {
        const auto main = std::ranges::find(m_texts, ConfigPart::Main, &ConfigText::part);
        return main != m_texts.end() ? &*main : nullptr;
    }

    std::vector<const ConfigText *> matching(const QString &pattern) const
    {
        const QByteArray expression = pattern.toUtf8();
        return included([&](const ConfigText &text) {
            return ::fnmatch(expression.constData(), text.path.toUtf8().constData(),
                             FNM_PATHNAME | FNM_PERIOD) == 0;
        });
    }

    /// Their *.conf.
    std::vector<const ConfigText *> inFolders(const QStringList &folders) const
    {
        return included([&](const ConfigText &text) {
            return text.path.endsWith(".conf"_L1) && folders.contains(folderOf(text.path));
        });
    }

    /// False if it was read before: as when the texts were collected, each counts once.
    bool enter(const ConfigText &text) { return m_read.insert(text.path).second; }

private:
    template <typename Wanted>
    std::vector<const ConfigText *> included(Wanted isWanted) const
    {
        std::vector<const ConfigText *> found;
        for (const ConfigText &text : m_texts) {
            if (text.part == ConfigPart::Included && isWanted(text))
                found.push_back(&text);
        }
        return found;
    }

    const std::vector<ConfigText> &m_texts;
    std::set<QString> m_read;
};

/// What chronyd's sscanf() takes from the front of `text`, which loses it and the white space behind it.
std::optional<double> takeNumber(QByteArrayView &text, OptionValue kind)
{
    const qsizetype length = numberLength(text, kind);
    const std::optional<double> number =
        optionNumber(DaemonKind::Chrony, kind, QString::fromUtf8(text.first(length)));
    text = strippedOf(text.sliced(length));
    return number;
}

/// chronyd: the last line of each counts, wherever it stands (chrony.conf(5), "if a directive is specified
/// multiple times, only the last one will be effective").
class ChronyStepping
{
public:
    explicit ChronyStepping(const NamedServers &configuration) : m_reading(configuration.texts) {}

    std::optional<Duration> threshold()
    {
        // initstepslew is done first; what it slews the first update of the clock may still step.
        const std::optional<ChronyStepRule> makestep = rule();
        if (makestep && m_initstepslew)
            return std::min(makestep->threshold, *m_initstepslew);
        return makestep ? makestep->threshold : m_initstepslew;
    }

    std::optional<ChronyStepRule> rule()
    {
        if (const ConfigText *main = m_reading.mainText())
            read(*main);
        return m_makestep;
    }

private:
    void read(const ConfigText &text)
    {
        if (!m_reading.enter(text))
            return;
        for (const ChronyDirective &directive : parseChronyConf(text.text, text.path).directives)
            follow(directive);
    }

    void follow(const ChronyDirective &directive)
    {
        switch (directive.kind) {
        case ChronyDirective::Kind::Include:
            readAll(m_reading.matching(absolute(directive.arguments.constFirst())));
            return;
        case ChronyDirective::Kind::Confdir: {
            QStringList folders;
            for (const QString &folder : directive.arguments)
                folders.append(absolute(folder));
            return readAll(m_reading.inFolders(folders));
        }
        case ChronyDirective::Kind::Other:
            return take(directive.raw);
        default:
            return;
        }
    }

    void readAll(const std::vector<const ConfigText *> &texts)
    {
        for (const ConfigText *text : texts)
            read(*text);
    }

    /// chronyd runs in "/".
    static QString absolute(const QString &path) { return cleanPath(u'/' + path); }

    void take(QByteArrayView line)
    {
        const std::vector<QByteArrayView> words = configWords(line);
        const QByteArray name = words.front().toByteArray().toLower();
        const QByteArrayView rest = strippedOf(strippedOf(line).sliced(name.size()));
        if (name == "makestep" && words.size() == 3)
            takeMakestep(rest);
        else if (name == "initstepslew" && words.size() >= 2)
            takeInitstepslew(rest, words.size() > 2);
    }

    /// "makestep THRESHOLD LIMIT": so many updates of the clock after the start may step, each if the limit
    /// is negative.
    void takeMakestep(QByteArrayView arguments)
    {
        const QString text = QString::fromUtf8(arguments).simplified();
        const std::optional<double> threshold = takeNumber(arguments, OptionValue::Decimal);
        const std::optional<double> limit = takeNumber(arguments, OptionValue::Integer);
        // With such a line chronyd does not start.
        if (!threshold || !limit)
            return;
        m_makestep.reset();
        if (*limit != 0)
            m_makestep = {.threshold = spanOf(*threshold), .limit = static_cast<int>(*limit), .text = text};
    }

    /// "initstepslew THRESHOLD [SERVER]…": without a server it does nothing.
    void takeInitstepslew(QByteArrayView arguments, bool hasServers)
    {
        if (const std::optional<double> threshold = takeNumber(arguments, OptionValue::Decimal))
            m_initstepslew = hasServers ? std::optional(spanOf(*threshold)) : std::nullopt;
    }

    /// Every offset is larger than a negative threshold.
    static Duration spanOf(double seconds) { return fromSeconds(std::max(seconds, 0.0)); }

    Reading m_reading;
    std::optional<ChronyStepRule> m_makestep;
    std::optional<Duration> m_initstepslew;
};

/// ntpd and NTPsec: the last `tinker` of a direction counts; 0 and less is never.
class NtpStepping
{
public:
    NtpStepping(DaemonKind daemon, const NamedServers &configuration)
        : m_daemon(daemon)
        , m_reading(configuration.texts)
    {}

    std::optional<Duration> threshold()
    {
        if (const ConfigText *main = m_reading.mainText()) {
            read(*main);
            if (m_daemon == DaemonKind::Ntpsec)
                readAll(m_reading.inFolders({folderOf(main->path) + "/ntp.d"_L1}));
        }
        const bool stepsForward = m_forward > Duration::zero();
        const bool stepsBack = m_back > Duration::zero();
        if (stepsForward && stepsBack)
            return std::min(m_forward, m_back);
        if (!stepsForward && !stepsBack)
            return std::nullopt;
        return stepsForward ? m_forward : m_back;
    }

private:
    void read(const ConfigText &text)
    {
        if (!m_reading.enter(text))
            return;
        for (const NtpCommand &command : parseNtpConf(text.text, text.path, m_daemon).commands) {
            if (command.kind == NtpCommand::Kind::Includefile)
                include(text.path, command.arguments.constFirst());
            else if (command.kind == NtpCommand::Kind::Other && configWords(command.raw).front() == "tinker")
                take(command.arguments);
        }
    }

    void include(const QString &file, const QString &argument)
    {
        const QString target =
            cleanPath(argument.startsWith(u'/') ? argument : folderOf(file) + u'/' + argument);
        readAll(m_reading.inFolders({target}));
        readAll(m_reading.matching(target));
    }

    void readAll(const std::vector<const ConfigText *> &texts)
    {
        for (const ConfigText *text : texts)
            read(*text);
    }

    /// "tinker panic 0 step 0.5": names and values by turns.
    void take(const QStringList &arguments)
    {
        for (qsizetype i = 0; i + 1 < arguments.size(); i += 2) {
            const QString &name = arguments[i];
            const std::optional<double> value =
                optionNumber(m_daemon, OptionValue::Decimal, arguments[i + 1]);
            if (!value)
                continue;
            if (name == "step"_L1 || name == "stepfwd"_L1)
                m_forward = fromSeconds(*value);
            if (name == "step"_L1 || name == "stepback"_L1)
                m_back = fromSeconds(*value);
        }
    }

    DaemonKind m_daemon;
    Reading m_reading;
    Duration m_forward = ntpThreshold;
    Duration m_back = ntpThreshold;
};

} // namespace

std::optional<Duration> stepThreshold(DaemonKind daemon, const NamedServers &configuration)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return ChronyStepping(configuration).threshold();
    case DaemonKind::Timesyncd:
        return timesyncdThreshold;
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return NtpStepping(daemon, configuration).threshold();
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return std::nullopt;
}

std::optional<ChronyStepRule> chronyStepRule(const NamedServers &configuration)
{
    return ChronyStepping(configuration).rule();
}

} // namespace synchroscope
