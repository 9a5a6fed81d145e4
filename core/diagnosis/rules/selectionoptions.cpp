// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"
#include "core/config/serverlist.h"
#include "core/diagnosis/rules/sourcerules.h"
#include "core/diagnosis/rules/steerers.h"

#include <algorithm>

/// What chronyd was told about whom to follow (chrony.conf(5): noselect, require, trust, minsources,
/// authselectmode, local … orphan), where that decides.
namespace synchroscope::sourcerules {

using namespace Qt::StringLiterals;

namespace {

/// DEFAULT_NTP_LOCAL_STRATUM of chrony's cmdparse.c: of a `local` line that says none.
constexpr int usualLocalStratum = 10;

/// A line of chronyd's files.
struct WrittenLine
{
    QString file;
    int line = 0;
    QString text;
};

struct WrittenNumber
{
    int value = 0;
    WrittenLine where;
};

/// Of `authselectmode`.
enum class AuthenticationMode : quint8 { Ignore, Mix, Prefer, Require };

/// What a source is told to be, authselectmode included.
struct Options
{
    bool isKnown = false;
    bool isOnlyWatched = false; ///< noselect
    bool isTrusted = false;
    bool isRequired = false;
    bool isByAuthentication = false; ///< nothing of it is written in its own line
};

bool isOf(const DaemonSource &source, SourceStanding standing)
{
    return source.standing == standing;
}

bool isCounted(const DaemonSource &source)
{
    return isOf(source, SourceStanding::Selected) || isOf(source, SourceStanding::Combined);
}

/// Of one chronyd, with what its own files say. Lines that were added while it runs, or taken away, only
/// `chronyc selectdata` tells, which goes before.
class WrittenOptions
{
public:
    WrittenOptions(const DiagnosisFacts &facts, const DaemonReport &daemon) : m_facts(facts)
    {
        // These may be files of another one, or it does not run with them as they are now.
        const bool areOthers = !daemon.process && !facts.isPasted;
        if (areOthers || wasConfiguredSinceStart(daemon).value_or(false))
            return;
        const NamedServers &files = filesOf(facts, daemon);
        if (std::ranges::find(files.problems, ErrorCode::FileUnreadable, &Error::code) !=
            files.problems.end())
            return;
        m_servers = listServers(DaemonKind::Chrony, files);
        std::erase_if(m_servers, [](const ListedServer &server) { return !server.isInForce; });
        m_devices = files.devices;
        for (const ConfigText &text : files.texts) {
            for (const ConfigLine &line : configLines(text.text))
                read(text, line);
        }
        for (const ListedServer &server : m_servers) {
            if (has(server.options, "noselect"_L1))
                continue;
            m_isAnyProven |= isAuthenticated(server.options);
            m_isAnyOpen |= !isAuthenticated(server.options);
        }
    }

    /// minsources; of several lines the one that asks for least, whichever counts.
    const std::optional<WrittenNumber> &minimum() const { return m_minimum; }
    /// Of `local … orphan`; of several lines the largest.
    const std::optional<WrittenNumber> &orphanStratum() const { return m_orphanStratum; }

    Options of(const DaemonSource &source) const
    {
        if (const ChronySelection *selection = selectionOf(m_facts, source)) {
            const auto has = [](const QString &letters, char letter) {
                return letters.contains(QLatin1Char(letter));
            };
            const QString &effective = selection->effectiveOptions;
            return {.isKnown = true,
                    .isOnlyWatched = has(effective, 'N'),
                    .isTrusted = has(effective, 'T'),
                    .isRequired = has(effective, 'R'),
                    .isByAuthentication = effective != selection->configuredOptions};
        }
        const std::optional<QStringList> words = wordsOf(source);
        if (!words)
            return {};
        Options options{.isKnown = true,
                        .isOnlyWatched = has(*words, "noselect"_L1),
                        .isTrusted = has(*words, "trust"_L1),
                        .isRequired = has(*words, "require"_L1)};
        if (!options.isOnlyWatched)
            addMode(options, source.mode == SourceMode::ReferenceClock, isAuthenticated(*words));
        return options;
    }

private:
    static bool has(const QStringList &words, QLatin1StringView word)
    {
        return words.contains(word, Qt::CaseInsensitive);
    }

    static bool isAuthenticated(const QStringList &words)
    {
        return has(words, "nts"_L1) || has(words, "key"_L1);
    }

    void read(const ConfigText &text, const ConfigLine &line)
    {
        QStringList words;
        for (const QByteArrayView word : configWords(line.text))
            words.append(QString::fromUtf8(word).toLower());
        if (words.isEmpty())
            return;
        const WrittenLine where{text.path, line.number, QString::fromUtf8(line.text).trimmed()};
        if (words[0] == "refclock"_L1)
            m_deviceLines.push_back({where, words});
        if (text.part == ConfigPart::Sources)
            return;
        if (words[0] == "minsources"_L1 && words.size() == 2) {
            if (const int value = words[1].toInt(); !m_minimum || value < m_minimum->value)
                m_minimum = {value, where};
        } else if (words[0] == "local"_L1 && words.contains("orphan"_L1)) {
            const qsizetype place = words.indexOf("stratum"_L1);
            const int value = place < 0 ? usualLocalStratum : words.value(place + 1).toInt();
            if (!m_orphanStratum || value > m_orphanStratum->value)
                m_orphanStratum = {value, where};
        } else if (words[0] == "authselectmode"_L1 && words.size() == 2) {
            readMode(words[1]);
        }
    }

    void readMode(const QString &word)
    {
        const AuthenticationMode mode = word == "require"_L1  ? AuthenticationMode::Require
                                        : word == "prefer"_L1 ? AuthenticationMode::Prefer
                                        : word == "mix"_L1    ? AuthenticationMode::Mix
                                                              : AuthenticationMode::Ignore;
        // Of two that differ it is not known here which is the last.
        const bool isSure = !m_isModeWritten || mode == m_mode;
        m_mode = isSure ? mode : AuthenticationMode::Ignore;
        m_isModeWritten = true;
    }

    /// Absent: no line of its files is this source's.
    std::optional<QStringList> wordsOf(const DaemonSource &source) const
    {
        if (source.mode == SourceMode::ReferenceClock)
            return wordsOfDevice(source);
        std::optional<QStringList> words;
        for (const ListedServer &server : m_servers) {
            if (isServer(source, server.host))
                words = words.value_or(QStringList()) + server.options;
        }
        return words;
    }

    std::optional<QStringList> wordsOfDevice(const DaemonSource &source) const
    {
        for (const NamedDevice &device : m_devices) {
            if (device.referenceId != source.name)
                continue;
            for (const auto &[where, words] : m_deviceLines) {
                if (where.file == device.file && where.line == device.line)
                    return words;
            }
        }
        return std::nullopt;
    }

    /// Which of the options of its choosing chronyd adds to those in the lines.
    void addMode(Options &options, bool isDevice, bool isProven) const
    {
        const Options before = options;
        switch (m_mode) {
        case AuthenticationMode::Mix:
            options.isTrusted |= m_isAnyProven && m_isAnyOpen && (isProven || isDevice);
            options.isRequired |= m_isAnyProven && m_isAnyOpen && (isProven || isDevice);
            break;
        case AuthenticationMode::Prefer:
            options.isOnlyWatched |= m_isAnyProven && !isProven && !isDevice;
            break;
        case AuthenticationMode::Require:
            options.isOnlyWatched |= !isProven && !isDevice;
            break;
        case AuthenticationMode::Ignore:
            break;
        }
        options.isByAuthentication = options.isOnlyWatched != before.isOnlyWatched ||
                                     options.isRequired != before.isRequired ||
                                     options.isTrusted != before.isTrusted;
    }

    const DiagnosisFacts &m_facts;
    std::vector<ListedServer> m_servers; ///< that are in force
    std::vector<NamedDevice> m_devices;
    std::vector<std::pair<WrittenLine, QStringList>> m_deviceLines;
    std::optional<WrittenNumber> m_minimum;
    std::optional<WrittenNumber> m_orphanStratum;
    AuthenticationMode m_mode = AuthenticationMode::Mix;
    bool m_isModeWritten = false;
    // Of the servers that may be selected.
    bool m_isAnyProven = false;
    bool m_isAnyOpen = false;
};

/// About one chronyd.
class OptionRules
{
public:
    OptionRules(const DiagnosisFacts &facts, const DaemonReport &daemon, std::vector<Finding> &findings)
        : m_facts(facts)
        , m_daemon(daemon)
        , m_written(facts, daemon)
        , m_findings(findings)
    {}

    void apply()
    {
        findTrusted();
        if (std::ranges::any_of(m_daemon.sources, isCounted) || isSettling())
            return;
        findNoneSelectable();
        findRequired();
        findTooFew();
        findOrphan();
    }

private:
    /// Its first answers are awaited, or compared: then it may follow one in a moment.
    bool isSettling() const
    {
        return isFresh(m_facts, m_daemon, timeToAnswer) ||
               std::ranges::any_of(m_daemon.sources, [this](const DaemonSource &source) {
                   const StandingReason reason = standingIn(m_daemon, source).reason;
                   return reason == StandingReason::Gathering || reason == StandingReason::Comparing;
               });
    }

    void note(const DaemonSource &source, QStringList &names, Finding &finding) const
    {
        names.append(nameOf(m_daemon, source));
        addEvidence(m_facts, m_daemon, source, finding);
    }

    void addLine(const WrittenLine &where, Finding &finding) const
    {
        finding.evidence.emplace_back(
            FileEvidence{.path = where.file, .line = where.line, .text = where.text, .changedAt = {}});
        if (!m_facts.isPasted)
            finding.actions.push_back(
                {.kind = FindingAction::Kind::EditServers, .file = where.file, .line = where.line});
    }

    Finding begun(FindingId id, Severity severity) const
    {
        return {.id = id, .severity = severity, .daemon = m_daemon.kind};
    }

    /// One that is trusted is followed against at least as many others: without the word there would be no
    /// majority, or theirs.
    void findTrusted()
    {
        if (!followedSource(m_daemon))
            return;
        Finding found = begun(FindingId::TrustedOverrule, Severity::Advice);
        const auto agreeing = std::ranges::count_if(m_daemon.sources, [](const DaemonSource &source) {
            return isCounted(source) || isOf(source, SourceStanding::Selectable);
        });
        std::vector<const DaemonSource *> overruled;
        for (const DaemonSource &source : m_daemon.sources) {
            if (isOf(source, SourceStanding::Falseticker))
                overruled.push_back(&source);
        }
        if (overruled.size() < size_t(agreeing))
            return;
        for (const DaemonSource &source : m_daemon.sources) {
            if (isCounted(source) && m_written.of(source).isTrusted)
                note(source, found.names, found);
        }
        if (found.names.isEmpty())
            return;
        for (const DaemonSource *source : overruled) {
            note(*source, found.others, found);
            const std::optional<Duration> apart = distance(*followedSource(m_daemon), *source);
            if (apart)
                found.span = std::min(found.span.value_or(*apart), *apart);
        }
        // They are not only many, they agree.
        if (overruled.size() > 1 && std::ranges::all_of(overruled, [&](const DaemonSource *one) {
                return agreesWith(*overruled.front(), *one);
            }))
            found.severity = Severity::Warning;
        addEditor(m_facts, found.names.constFirst(), found);
        addMeasuring(m_facts, found);
        m_findings.push_back(std::move(found));
    }

    static std::optional<Duration> distance(const DaemonSource &one, const DaemonSource &other)
    {
        if (!one.adjusted || !other.adjusted)
            return std::nullopt;
        return std::chrono::abs(one.adjusted->localMinusRemote() - other.adjusted->localMinusRemote());
    }

    static bool agreesWith(const DaemonSource &one, const DaemonSource &other)
    {
        const std::optional<Duration> apart = distance(one, other);
        return apart && one.error && other.error && *apart <= *one.error + *other.error;
    }

    /// Whoever leaves the clock alone may be there for watching only.
    Severity severityOfNobody() const { return maySteer(m_daemon) ? Severity::Warning : Severity::Info; }

    void findNoneSelectable()
    {
        Finding found = begun(FindingId::NoneSelectable, severityOfNobody());
        for (const DaemonSource &source : m_daemon.sources) {
            const Options options = m_written.of(source);
            if (!options.isKnown || !options.isOnlyWatched)
                return;
            found.flag |= options.isByAuthentication;
            note(source, found.names, found);
        }
        if (found.names.isEmpty())
            return;
        found.names.removeDuplicates();
        addEditor(m_facts, found.names.constFirst(), found);
        m_findings.push_back(std::move(found));
    }

    /// At least one of those that are required must be good.
    void findRequired()
    {
        Finding found = begun(FindingId::RequiredMissing, severityOfNobody());
        for (const DaemonSource &source : m_daemon.sources) {
            const Options options = m_written.of(source);
            const bool isGood = isOf(source, SourceStanding::Selectable);
            if (isGood && (!options.isKnown || options.isRequired))
                return;
            if (isGood) {
                note(source, found.others, found);
            } else if (options.isRequired) {
                found.flag |= options.isByAuthentication;
                note(source, found.names, found);
            }
        }
        if (found.names.isEmpty() || found.others.isEmpty())
            return;
        found.names.removeDuplicates();
        addEditor(m_facts, found.names.constFirst(), found);
        m_findings.push_back(std::move(found));
    }

    void findTooFew()
    {
        const std::optional<WrittenNumber> &minimum = m_written.minimum();
        if (!minimum)
            return;
        Finding found = begun(FindingId::TooFewSelectable, severityOfNobody());
        found.total = minimum->value;
        for (const DaemonSource &source : m_daemon.sources) {
            if (isOf(source, SourceStanding::Selectable)) {
                note(source, found.names, found);
                ++found.count;
            }
        }
        if (found.count == 0 || found.count >= found.total)
            return;
        addLine(minimum->where, found);
        m_findings.push_back(std::move(found));
    }

    void findOrphan()
    {
        const std::optional<WrittenNumber> &stratum = m_written.orphanStratum();
        if (!stratum)
            return;
        Finding found = begun(FindingId::OrphanStratum, Severity::Advice);
        found.count = stratum->value;
        for (const DaemonSource &source : m_daemon.sources) {
            const bool isPassedOver = standingIn(m_daemon, source).reason == StandingReason::NotTold &&
                                      !m_written.of(source).isOnlyWatched;
            if (isPassedOver && source.stratum && *source.stratum >= stratum->value)
                note(source, found.names, found);
        }
        if (found.names.isEmpty())
            return;
        addLine(stratum->where, found);
        m_findings.push_back(std::move(found));
    }

    const DiagnosisFacts &m_facts;
    const DaemonReport &m_daemon;
    WrittenOptions m_written;
    std::vector<Finding> &m_findings;
};

} // namespace

void findAboutSelectionOptions(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (daemon.kind == DaemonKind::Chrony && tells(facts, daemon))
            OptionRules(facts, daemon, findings).apply();
    }
    // No majority speaks against whoever is overruled.
    QStringList overruled;
    for (const Finding &finding : findings) {
        if (finding.id == FindingId::TrustedOverrule)
            overruled += finding.others;
    }
    std::erase_if(findings, [&overruled](const Finding &finding) {
        return finding.id == FindingId::Outvoted && finding.daemon == DaemonKind::Chrony &&
               overruled.contains(finding.subject);
    });
}

} // namespace synchroscope::sourcerules
