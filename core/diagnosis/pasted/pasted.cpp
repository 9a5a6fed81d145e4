// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pasted.h"

#include "core/config/hostspec.h"
#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/logline.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <QStringDecoder>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

static_assert(std::variant_size_v<PastedFacts> == static_cast<size_t>(PastedKind::Configuration) + 1);

QString pastedKindName(PastedKind kind)
{
    static constexpr std::array names = {
        "chronyc-sources"_L1,
        "chronyc-sourcestats"_L1,
        "chronyc-tracking"_L1,
        "chronyc-activity"_L1,
        "chronyc-ntpdata"_L1,
        "chronyc-selectdata"_L1,
        "chronyc-authdata"_L1,
        "chronyc-serverstats"_L1,
        "chronyc-rtcdata"_L1,
        "chronyc-smoothing"_L1,
        "timedatectl"_L1,
        "timesync-status"_L1,
        "ntpq-peers"_L1,
        "ntpq-variables"_L1,
        "ntpq-associations"_L1,
        "ntpstat"_L1,
        "systemctl-status"_L1,
        "log"_L1,
        "answer"_L1,
        "w32tm-status"_L1,
        "w32tm-peers"_L1,
        "w32tm-stripchart"_L1,
        "configuration"_L1,
    };
    static_assert(names.size() == std::variant_size_v<PastedFacts>);
    return names.at(static_cast<size_t>(kind));
}

KeyedText keyedText(QStringView line, QChar separator)
{
    const qsizetype at = line.indexOf(separator);
    if (at < 0)
        return {line, std::nullopt};
    return {line.first(at).trimmed(), line.sliced(at + 1).trimmed()};
}

std::vector<QStringView> wordsOf(QStringView text)
{
    std::vector<QStringView> words;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] == u' ') {
            ++at;
            continue;
        }
        qsizetype end = text.indexOf(u' ', at);
        if (end < 0)
            end = text.size();
        words.push_back(text.sliced(at, end - at));
        at = end;
    }
    return words;
}

bool isRule(QStringView text, QChar character)
{
    constexpr qsizetype least = 3;
    return text.size() >= least && text.count(character) == text.size();
}

namespace {

QString withoutSpaces(QStringView text)
{
    return text.toString().remove(u' ');
}

} // namespace

WrappedHead::WrappedHead(QStringView line, QStringView whole)
    : m_taken(withoutSpaces(line))
    , m_whole(withoutSpaces(whole))
{}

bool WrappedHead::takeRest(QStringView line)
{
    if (m_taken.isEmpty())
        return false;
    if (line.count(u'=') == line.size())
        return true;
    const QString taken = m_taken + withoutSpaces(line);
    if (!m_whole.startsWith(taken))
        return false;
    m_taken = taken;
    return true;
}

QString addressOf(QStringView name)
{
    const auto isOfAddress = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F') ||
               c == u'.' || c == u':' || c == u'%';
    };
    const qsizetype zone = name.indexOf(u'%');
    const QStringView number = zone < 0 ? name : name.first(zone);
    if (number.isEmpty() || !std::all_of(number.begin(), number.end(), isOfAddress))
        return {};
    const Result<HostSpec> host = parseHostSpec(name);
    return host && host->isAddress() && host->typed == name ? host->host : QString();
}

CutName cutName(QStringView name)
{
    constexpr qsizetype shortest = 2;
    if (name.endsWith(u'>') && name.size() >= shortest)
        return {name.chopped(1).toString(), true};
    return {name.toString(), false};
}

namespace {

/// What a command line with it does.
enum class Doing : quint8 {
    Looks,
    LooksIfTold, ///< so that one of its words says it
    Changes,
};

struct Tool
{
    QStringView name;
    bool isOfTime = false; ///< of itself; others are by what they are used on
    Doing doing = Doing::Looks;
};
constexpr std::array tools = {
    Tool{u"chronyc", true, Doing::LooksIfTold},
    Tool{u"chronyd", true, Doing::Changes},
    Tool{u"timedatectl", true},
    Tool{u"ntpq", true},
    Tool{u"ntpstat", true},
    Tool{u"ntpd", true, Doing::Changes},
    Tool{u"ntpdate", true},
    Tool{u"w32tm", true},
    Tool{u"systemctl", false, Doing::LooksIfTold},
    Tool{u"service", false, Doing::LooksIfTold},
    Tool{u"rc-service", false, Doing::LooksIfTold},
    Tool{u"journalctl"},
    Tool{u"cat"},
    Tool{u"less"},
    Tool{u"more"},
    Tool{u"head"},
    Tool{u"tail"},
    Tool{u"grep"},
    Tool{u"vi", false, Doing::Changes},
    Tool{u"vim", false, Doing::Changes},
    Tool{u"nano", false, Doing::Changes},
    Tool{u"sudoedit", false, Doing::Changes},
};

/// What such a command is usually given; without a prompt a line with other words is prose.
bool isUsualArgument(QStringView word)
{
    static constexpr std::array words = {
        QStringView(u"sources"),       QStringView(u"sourcestats"), QStringView(u"tracking"),
        QStringView(u"activity"),      QStringView(u"ntpdata"),     QStringView(u"selectdata"),
        QStringView(u"authdata"),      QStringView(u"serverstats"), QStringView(u"makestep"),
        QStringView(u"burst"),         QStringView(u"reload"),      QStringView(u"online"),
        QStringView(u"status"),        QStringView(u"show"),        QStringView(u"timesync-status"),
        QStringView(u"show-timesync"), QStringView(u"restart"),     QStringView(u"start"),
        QStringView(u"stop"),          QStringView(u"enable"),      QStringView(u"disable"),
        QStringView(u"rtcdata"),       QStringView(u"smoothing"),   QStringView(u"as"),
        QStringView(u"peers"),         QStringView(u"rv"),          QStringView(u"set-ntp"),
        QStringView(u"true"),          QStringView(u"yes"),
    };
    return word.startsWith(u'-') || word.startsWith(u'/') || isTimeUnit(word) ||
           std::ranges::find(words, word) != words.end();
}

bool isPromptEnd(QStringView prompt)
{
    static constexpr QStringView ends = u"$#%>\u276f\u279c\u03bb";
    return !prompt.isEmpty() && ends.contains(prompt.back());
}

/// The program's name without its folder, and without a prompt that is written together with it.
QStringView programOf(QStringView word)
{
    for (const QChar end : {u'>', u'$', u'#'}) {
        if (const qsizetype at = word.lastIndexOf(end); at >= 0 && at + 1 < word.size())
            word = word.sliced(at + 1);
    }
    if (const qsizetype slash = word.lastIndexOf(u'/'); slash >= 0)
        word = word.sliced(slash + 1);
    if (word.endsWith(u".exe", Qt::CaseInsensitive))
        word.chop(4);
    return word;
}

bool isPrefix(QStringView word)
{
    static constexpr std::array words = {QStringView(u"sudo"), QStringView(u"doas"), QStringView(u"watch"),
                                         QStringView(u"time")};
    return std::ranges::find(words, word) != words.end() || word.startsWith(u"LC_ALL=") ||
           word.startsWith(u"LANG=");
}

std::optional<PastedKind> chronycOutput(QStringView word)
{
    struct Output
    {
        QStringView word;
        PastedKind kind;
    };
    static constexpr std::array outputs = {
        Output{u"sources", PastedKind::ChronySources},
        Output{u"sourcestats", PastedKind::ChronySourceStatistics},
        Output{u"tracking", PastedKind::ChronyTracking},
        Output{u"activity", PastedKind::ChronyActivity},
        Output{u"ntpdata", PastedKind::ChronyExchanges},
        Output{u"selectdata", PastedKind::ChronySelection},
        Output{u"authdata", PastedKind::ChronyAuthentication},
        Output{u"serverstats", PastedKind::ChronyServing},
        Output{u"rtcdata", PastedKind::ChronyHardwareClock},
        Output{u"smoothing", PastedKind::ChronySmoothing},
    };
    const auto found = std::ranges::find(outputs, word, &Output::word);
    return found == outputs.end() ? std::nullopt : std::optional(found->kind);
}

/// `words`: of a line with that tool. Another program behind it, and a file that it writes, change something.
bool onlyLooks(const Tool &tool, std::span<const QStringView> words)
{
    static constexpr std::array looks = {QStringView(u"status"), QStringView(u"show"),
                                         QStringView(u"is-active"), QStringView(u"is-enabled"),
                                         QStringView(u"cat")};
    static constexpr std::array changes = {QStringView(u"restart"),     QStringView(u"start"),
                                           QStringView(u"stop"),        QStringView(u"reload"),
                                           QStringView(u"try-restart"), QStringView(u"reload-or-restart"),
                                           QStringView(u"tee"),         QStringView(u"sed"),
                                           QStringView(u">"),           QStringView(u">>")};
    const auto has = [words](const auto &some) {
        return std::ranges::find_first_of(words, some) != words.end();
    };
    const bool isTold = has(looks) || std::ranges::any_of(words, [](QStringView word) {
                            return chronycOutput(word).has_value();
                        });
    const bool isChange =
        has(changes) || std::ranges::any_of(words, [](QStringView word) { return word.startsWith(u"set-"); });
    return !isChange && (tool.doing == Doing::Looks || (tool.doing == Doing::LooksIfTold && isTold));
}

std::optional<DaemonKind> daemonOfFile(QStringView path)
{
    if (path.contains(u"chrony"))
        return DaemonKind::Chrony;
    if (path.contains(u"timesyncd"))
        return DaemonKind::Timesyncd;
    if (path.contains(u"ntpsec"))
        return DaemonKind::Ntpsec;
    return path.contains(u"ntp.conf") ? std::optional(DaemonKind::Ntpd) : std::nullopt;
}

std::optional<ShownFile> shownFile(QStringView path)
{
    const std::optional<DaemonKind> daemon = daemonOfFile(path);
    return daemon ? std::optional(ShownFile{*daemon, path.toString()}) : std::nullopt;
}

bool isAboutTime(QStringView word)
{
    return isTimeUnit(word) || daemonOfFile(word) || word.contains(u"ntp");
}

/// Where nothing was typed yet: "user@host:~$", "[root@host ~]#", "C:\\>".
bool isEmptyPrompt(QStringView line)
{
    constexpr qsizetype most = 100;
    if (line.size() > most || !isPromptEnd(line))
        return false;
    const bool isShort = line == u"$" || line == u"~ $" || line == u"chronyc>" || line == u"ntpq>";
    const bool isNamed = line.contains(u'@') && !line.contains(u", ") && line.count(u' ') <= 2;
    return isShort || isNamed || line.startsWith(u"PS ") ||
           (line.size() > 2 && line[1] == u':' && line[2] == u'\\');
}

constexpr QStringView redirection = u"Redirecting to /bin/systemctl ";

/// What tools say before their output: chronyc of version 3 and before, and `service`.
bool isPreface(QStringView line)
{
    return line.startsWith(u"210 Number of sources = ") || line.startsWith(redirection);
}

} // namespace

std::optional<PastedCommand> readCommand(QStringView line)
{
    constexpr qsizetype longest = 300;
    constexpr size_t mostBefore = 6;
    if (line.size() > longest)
        return std::nullopt;
    if (isEmptyPrompt(line) || isPreface(line)) {
        PastedCommand nothing;
        nothing.onlyLooks = !line.startsWith(redirection);
        return nothing;
    }
    // Root's prompt, or a comment in a file: what follows must be a command without a doubt.
    if (line.startsWith(u"# "))
        line = line.sliced(2).trimmed();
    const std::vector<QStringView> words = wordsOf(line);
    const Tool *tool = nullptr;
    size_t at = 0;
    bool hasPrompt = false;
    for (; at < words.size() && at <= mostBefore; ++at) {
        QStringView word = words[at];
        if (word == u"chronyc>" || word == u"ntpq>") {
            word.chop(1);
            hasPrompt = true;
        }
        const QStringView program = programOf(word);
        const auto found = std::ranges::find(tools, program, &Tool::name);
        if (found == tools.end())
            continue;
        tool = &*found;
        // "C:\>w32tm"
        hasPrompt = hasPrompt || (program.size() < word.size() && isPromptEnd(word.chopped(program.size())));
        break;
    }
    if (!tool)
        return std::nullopt;
    // What is before it: a prompt, perhaps "sudo", perhaps "watch -n 1".
    size_t before = at;
    for (size_t i = at; i-- > 0;) {
        if (isPrefix(words[i]))
            before = i;
        else if (!words[i].startsWith(u'-') && !readCount(words[i]))
            break;
    }
    if (before > 0) {
        const bool isWatched = words[0] == u"Every" && words[before - 1].endsWith(u"s:"); // watch's own head
        // "$ docker exec ntp chronyc sources"
        if (!hasPrompt && !isWatched && std::none_of(words.begin(), words.begin() + before, isPromptEnd))
            return std::nullopt;
        hasPrompt = true;
    }
    PastedCommand command;
    command.onlyLooks = onlyLooks(*tool, std::span(words).subspan(at + 1));
    bool isOfTime = tool->isOfTime;
    for (size_t i = at + 1; i < words.size(); ++i) {
        if (!hasPrompt && !isUsualArgument(words[i]))
            return std::nullopt;
        isOfTime = isOfTime || isAboutTime(words[i]);
        if (tool->name == u"chronyc" && !command.output)
            command.output = chronycOutput(words[i]);
        if (!tool->isOfTime && words[i].contains(u'/') && !command.file)
            command.file = shownFile(words[i]);
    }
    return isOfTime ? std::optional(command) : std::nullopt;
}

namespace {

/// Cuts a text into blocks.
class Blocks
{
public:
    explicit Blocks(std::vector<PastedLine> lines)
        : m_lines(std::move(lines))
        , m_uses(m_lines.size(), LineUse::Free)
        , m_files(m_lines.size())
    {}

    PastedOutput read()
    {
        std::optional<ShownFile> file;
        for (size_t i = 0; i < m_lines.size(); ++i) {
            if (!m_lines[i].isBlank())
                readLine(i, file);
            m_files[i] = file;
        }
        close();
        for (PastedBlock &block : configurationBlocks(m_lines, m_files, m_uses))
            m_output.blocks.push_back(std::move(block));
        std::ranges::sort(m_output.blocks, {}, &PastedBlock::firstLine);
        for (size_t i = 0; i < m_lines.size(); ++i) {
            if (!m_lines[i].isBlank() && m_uses[i] != LineUse::Understood)
                m_output.unrecognisedLines.push_back(m_lines[i].number);
        }
        return std::move(m_output);
    }

private:
    void readLine(size_t index, std::optional<ShownFile> &file)
    {
        // No tool prints longer lines; what costs time by a line's length stays cheap.
        constexpr qsizetype longestLine = 4096;
        const PastedLine &line = m_lines[index];
        if (line.text.size() > longestLine)
            return close();
        if (m_reader && offer(index))
            return;
        close();
        if (const std::optional<PastedCommand> command = readCommand(QStringView(line.text).trimmed())) {
            m_uses[index] = LineUse::Understood;
            m_command = *command;
            file = command->file;
            return;
        }
        open(index);
    }

    void open(size_t index)
    {
        constexpr qsizetype shortest = 6; // "200 OK"
        if (m_lines[index].text.size() < shortest)
            return;
        for (const auto &kinds : {chronycTableBlocks(), chronycExchangeBlocks(), chronycReportBlocks(),
                                  timedatectlBlocks(), ntpBlocks(), windowsBlocks(), unitBlocks()}) {
            for (const BlockKind &kind : kinds) {
                if (!kind.begins(m_lines[index], m_command))
                    continue;
                m_reader = kind.reader();
                if (!offer(index))
                    close();
                return;
            }
        }
    }

    /// False: the line is not of the block.
    bool offer(size_t index)
    {
        switch (m_reader->take(m_lines[index])) {
        case LineFit::Completing:
            m_taken.insert(m_taken.end(), m_incomplete.begin(), m_incomplete.end());
            m_incomplete.clear();
            m_taken.push_back(index);
            return true;
        case LineFit::Taken:
            m_taken.push_back(index);
            break;
        case LineFit::Unreadable:
            m_uses[index] = LineUse::Unreadable;
            break;
        case LineFit::Incomplete:
            m_incomplete.push_back(index);
            return true;
        case LineFit::Foreign:
            return false;
        }
        giveUpIncomplete();
        return true;
    }

    void giveUpIncomplete()
    {
        for (const size_t index : m_incomplete)
            m_uses[index] = LineUse::Unreadable;
        m_incomplete.clear();
    }

    void close()
    {
        if (!m_reader)
            return;
        giveUpIncomplete();
        std::optional<PastedFacts> facts = m_reader->finish();
        if (facts && !m_taken.empty()) {
            for (const size_t index : m_taken)
                m_uses[index] = LineUse::Understood;
            m_output.blocks.push_back(
                {m_lines[m_taken.front()].number, m_lines[m_taken.back()].number, std::move(*facts)});
        }
        m_reader.reset();
        m_taken.clear();
        m_command.output.reset();
    }

    std::vector<PastedLine> m_lines;
    std::vector<LineUse> m_uses;
    std::vector<std::optional<ShownFile>> m_files; ///< that the last prompt before each line has shown
    PastedCommand m_command;
    std::unique_ptr<BlockReader> m_reader;
    std::vector<size_t> m_taken;
    std::vector<size_t> m_incomplete;
    PastedOutput m_output;
};

} // namespace

PastedOutput readPasted(QStringView text)
{
    const bool isCut = text.size() > mostPastedCharacters;
    PastedOutput output = Blocks(pastedLines(text.first(std::min(text.size(), mostPastedCharacters)))).read();
    output.isCut = isCut;
    return output;
}

QString pastedText(const QByteArray &bytes)
{
    QStringDecoder decode(QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8));
    return decode(bytes);
}

} // namespace synchroscope
