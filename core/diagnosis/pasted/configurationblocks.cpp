// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"
#include "core/diagnosis/pasted/blockreader.h"

#include <QHash>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Whose files a line could stand in; in the order of preference where several are left.
constexpr std::array dialects = {DaemonKind::Chrony, DaemonKind::Ntpd, DaemonKind::Ntpsec,
                                 DaemonKind::Timesyncd};
using Dialects = std::bitset<dialects.size()>;

enum class Weight : quint8 {
    None,    ///< no line of a configuration
    Comment, ///< of any of them
    Weak,    ///< could be prose too: only beside others
    Strong,
};

struct ConfigurationLine
{
    Weight weight = Weight::None;
    Dialects dialects;
};

bool hasDigitOrSlash(QByteArrayView word)
{
    return std::any_of(word.begin(), word.end(), [](char c) { return c == '/' || (c >= '0' && c <= '9'); });
}

/// A host as files name it, and not a word of a sentence.
bool isPlausibleHost(QByteArrayView word)
{
    return (word.contains('.') && !word.endsWith('.')) || word.contains(':') || word == "localhost";
}

/// Directives that are no English words.
bool isTerm(QByteArrayView name)
{
    static constexpr std::array english = {
        QByteArrayView("allow"),      QByteArrayView("broadcast"),  QByteArrayView("deny"),
        QByteArrayView("disable"),    QByteArrayView("dscp"),       QByteArrayView("enable"),
        QByteArrayView("include"),    QByteArrayView("interface"),  QByteArrayView("keys"),
        QByteArrayView("local"),      QByteArrayView("log"),        QByteArrayView("manual"),
        QByteArrayView("peer"),       QByteArrayView("pool"),       QByteArrayView("port"),
        QByteArrayView("refresh"),    QByteArrayView("reset"),      QByteArrayView("restrict"),
        QByteArrayView("server"),     QByteArrayView("setvar"),     QByteArrayView("user"),
        QByteArrayView("statistics"), QByteArrayView("rlimit"),     QByteArrayView("trap"),
        QByteArrayView("unpeer"),     QByteArrayView("controlkey"), QByteArrayView("nts"),
        QByteArrayView("mru"),
    };
    return std::ranges::find(english, name.toByteArray().toLower()) == english.end();
}

Weight weightOfWords(const std::vector<QByteArrayView> &words, bool isSource, bool hasProblem)
{
    const bool hasHost = words.size() > 1 && isPlausibleHost(words[1]);
    if (hasProblem)
        return hasHost ? Weight::Weak : Weight::None;
    if (isSource)
        return hasHost ? Weight::Strong : Weight::Weak;
    const bool isPlain = std::all_of(words.begin() + 1, words.end(), hasDigitOrSlash);
    if (isTerm(words.front()))
        return isPlain ? Weight::Strong : Weight::Weak;
    return Weight::Weak;
}

/// "server", "pool", "peer": what comes after may be wrong, and then the line still belongs to the file.
bool isSourceWord(QByteArrayView word)
{
    const QByteArray lower = word.toByteArray().toLower();
    return lower == "server" || lower == "pool" || lower == "peer";
}

Weight chronyWeight(const QByteArray &line, const std::vector<QByteArrayView> &words)
{
    const ChronyConf conf = parseChronyConf(line, {});
    if (!conf.problems.empty())
        return isSourceWord(words[0]) ? weightOfWords(words, true, true) : Weight::None;
    if (conf.directives.empty())
        return Weight::None;
    using Kind = ChronyDirective::Kind;
    const Kind kind = conf.directives.front().kind;
    if (kind == Kind::Device)
        return Weight::Strong;
    return weightOfWords(words, kind == Kind::Source, false);
}

Weight ntpWeight(const QByteArray &line, const std::vector<QByteArrayView> &words, DaemonKind daemon)
{
    const NtpConf conf = parseNtpConf(line, {}, daemon);
    if (!conf.problems.empty())
        return isSourceWord(words[0]) ? weightOfWords(words, true, true) : Weight::None;
    if (conf.commands.empty())
        return Weight::None;
    const bool isSource = conf.commands.front().kind == NtpCommand::Kind::Source;
    // "server -4 host"
    const bool hasFamily = words.size() > 2 && (words[1] == "-4" || words[1] == "-6");
    if (isSource && hasFamily)
        return isPlausibleHost(words[2]) ? Weight::Strong : Weight::Weak;
    return weightOfWords(words, isSource, false);
}

Weight timesyncdWeight(QByteArrayView line)
{
    static constexpr std::array keys = {
        QByteArrayView("NTP="),
        QByteArrayView("FallbackNTP="),
        QByteArrayView("Servers="),
        QByteArrayView("RootDistanceMaxSec="),
        QByteArrayView("PollIntervalMinSec="),
        QByteArrayView("PollIntervalMaxSec="),
        QByteArrayView("ConnectionRetrySec="),
        QByteArrayView("SaveIntervalSec="),
    };
    const bool isSetting =
        std::ranges::any_of(keys, [line](QByteArrayView key) { return line.startsWith(key); });
    return isSetting || line == "[Time]" ? Weight::Strong : Weight::None;
}

ConfigurationLine weighed(const PastedLine &line, std::optional<DaemonKind> file)
{
    constexpr qsizetype longest = 2048;
    const QByteArray text = line.text.toUtf8();
    const QByteArrayView stripped = strippedOf(text);
    if (stripped.isEmpty() || text.size() >= longest)
        return {};
    if (stripped.startsWith('#') || stripped.startsWith(';'))
        return {Weight::Comment, Dialects().set()};
    const std::vector<QByteArrayView> words = configWords(text);
    ConfigurationLine weighed;
    for (size_t i = 0; i < dialects.size(); ++i) {
        const DaemonKind daemon = dialects.at(i);
        if (file && *file != daemon)
            continue;
        // What the classic ntpd takes, NTPsec takes too.
        const bool isTaken = daemon == DaemonKind::Ntpsec && !file && weighed.dialects.test(i - 1);
        Weight weight = isTaken                           ? weighed.weight
                        : daemon == DaemonKind::Chrony    ? chronyWeight(text + '\n', words)
                        : daemon == DaemonKind::Timesyncd ? timesyncdWeight(stripped)
                                                          : ntpWeight(text + '\n', words, daemon);
        if (file && weight == Weight::Weak)
            weight = Weight::Strong; // a prompt has said whose file it is
        if (weight == Weight::None)
            continue;
        weighed.dialects.set(i);
        weighed.weight = std::max(weighed.weight, weight);
    }
    return weighed;
}

/// Reads the lines of a block, at their numbers in the text.
PastedConfiguration contentOf(const QByteArray &text, Dialects possible, int firstLine)
{
    PastedConfiguration configuration;
    for (size_t i = dialects.size(); i-- > 0;) {
        if (possible.test(i))
            configuration.daemon = dialects.at(i);
    }
    // Chrony's and one of the others: both kinds of ntpd count as one.
    configuration.isAmbiguous = possible.test(0) && (possible.test(1) || possible.test(2));
    int shift = firstLine - 1;
    const auto shiftProblems = [&shift](std::vector<ConfigProblem> &problems) {
        for (ConfigProblem &problem : problems)
            problem.line += shift;
    };
    switch (configuration.daemon) {
    case DaemonKind::Chrony: {
        ChronyConf conf = parseChronyConf(text, {});
        for (ChronyDirective &directive : conf.directives) {
            directive.line += shift;
            if (directive.server)
                directive.server->line += shift;
            if (directive.device)
                directive.device->line += shift;
        }
        shiftProblems(conf.problems);
        configuration.content = std::move(conf);
        break;
    }
    case DaemonKind::Timesyncd: {
        // A piece may begin below its section's head.
        const bool hasSection = text.startsWith("[Time]") || text.contains("\n[Time]");
        shift -= hasSection ? 0 : 1;
        TimesyncdConf conf = parseTimesyncdConf(hasSection ? text : "[Time]\n" + text);
        for (TimesyncdAssignment &assignment : conf.assignments) {
            assignment.line += shift;
            assignment.lastLine += shift;
        }
        shiftProblems(conf.problems);
        configuration.content = std::move(conf);
        break;
    }
    default: {
        NtpConf conf = parseNtpConf(text, {}, configuration.daemon);
        for (NtpCommand &command : conf.commands) {
            command.line += shift;
            if (command.server)
                command.server->line += shift;
        }
        shiftProblems(conf.problems);
        configuration.content = std::move(conf);
        break;
    }
    }
    return configuration;
}

/// Joins lines to blocks.
class Collector
{
public:
    Collector(const std::vector<PastedLine> &lines, std::vector<LineUse> &uses) : m_lines(lines), m_uses(uses)
    {}

    void add(size_t index, const ConfigurationLine &line)
    {
        switch (line.weight) {
        case Weight::None:
            // One line that is not understood ends no file.
            if (m_hasStrong && !m_hasGap)
                m_hasGap = true;
            else
                end();
            return;
        case Weight::Comment:
            m_waiting.push_back(index);
            return;
        case Weight::Weak:
        case Weight::Strong:
            break;
        }
        if ((m_possible & line.dialects).none())
            end();
        m_possible &= line.dialects;
        m_hasStrong = m_hasStrong || line.weight == Weight::Strong;
        m_hasGap = false;
        m_waiting.push_back(index);
        m_taken.insert(m_taken.end(), m_waiting.begin(), m_waiting.end());
        m_waiting.clear();
    }

    void end()
    {
        if (m_hasStrong) {
            if (!m_hasGap) // what is behind a gap belongs to something else
                m_taken.insert(m_taken.end(), m_waiting.begin(), m_waiting.end());
            takeBlock();
        }
        m_taken.clear();
        m_waiting.clear();
        m_possible.set();
        m_hasStrong = false;
        m_hasGap = false;
    }

    /// Of the file that the lines from here on are of; empty: not known.
    void setPath(const QString &path) { m_path = path; }

    std::vector<PastedBlock> blocks() { return std::move(m_blocks); }

private:
    void takeBlock()
    {
        PastedBlock block;
        block.firstLine = m_lines[m_taken.front()].number;
        block.lastLine = m_lines[m_taken.back()].number;
        QByteArray text;
        auto next = m_taken.begin();
        for (size_t index = m_taken.front(); index <= m_taken.back(); ++index) {
            if (next != m_taken.end() && *next == index) {
                text += m_lines[index].text.toUtf8();
                m_uses[index] = LineUse::Understood;
                ++next;
            }
            text += '\n';
        }
        PastedConfiguration configuration = contentOf(text, m_possible, block.firstLine);
        configuration.path = m_path;
        block.facts = std::move(configuration);
        m_blocks.push_back(std::move(block));
    }

    const std::vector<PastedLine> &m_lines;
    std::vector<LineUse> &m_uses;
    std::vector<PastedBlock> m_blocks;
    QString m_path;
    std::vector<size_t> m_taken;   ///< lines of the block
    std::vector<size_t> m_waiting; ///< comments, that belong to it if another line follows
    Dialects m_possible = Dialects().set();
    bool m_hasStrong = false;
    bool m_hasGap = false;
};

} // namespace

std::vector<PastedBlock> configurationBlocks(const std::vector<PastedLine> &lines,
                                             const std::vector<std::optional<ShownFile>> &files,
                                             std::vector<LineUse> &uses)
{
    Collector collector(lines, uses);
    std::optional<ShownFile> file;
    for (size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].isBlank() && !lines[i].isFence)
            continue;
        if (uses[i] != LineUse::Free || lines[i].isFence || files[i] != file)
            collector.end();
        file = files[i];
        collector.setPath(file ? file->path : QString());
        if (uses[i] == LineUse::Free && !lines[i].isFence)
            collector.add(i, weighed(lines[i], file ? std::optional(file->daemon) : std::nullopt));
    }
    collector.end();
    return collector.blocks();
}

} // namespace synchroscope
