// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/alternation.h"

#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <algorithm>
#include <array>
#include <bit>

namespace synchroscope {

namespace {

struct List
{
    const PastedBlock *block;
    QString computer; ///< as the last prompt before it says; empty: none does

    const std::vector<PastedSource> &rows() const { return std::get<PastedSources>(block->facts).rows; }
};

bool isDevice(const PastedSource &row)
{
    return row.source.mode == SourceMode::ReferenceClock;
}

bool hasOnlyDevices(const List &list)
{
    return std::ranges::all_of(list.rows(), isDevice);
}

// --- whose list it is ---

/// Whose prompt it is: "user@guest:~$ chronyc sources", "[root@guest ~]# …". Empty: no prompt that says so.
QString computerOf(const QString &line)
{
    const QStringView first = wordsOf(line).front();
    const qsizetype at = first.indexOf(u'@');
    QStringView name = at < 0 ? QStringView() : first.sliced(at + 1);
    const auto end =
        std::ranges::find_if(name, [](QChar c) { return !c.isLetterOrNumber() && c != u'.' && c != u'-'; });
    return name.first(end - name.begin()).toString();
}

/// "ssh guest chronyc sources", "chronyc -h guest sources": what comes then is of any computer.
bool asksElsewhere(const QString &line)
{
    static constexpr std::array words = {QStringView(u"ssh"),     QStringView(u"-h"),
                                         QStringView(u"exec"),    QStringView(u"ansible"),
                                         QStringView(u"kubectl"), QStringView(u"pssh")};
    return std::ranges::any_of(
        wordsOf(line), [](QStringView word) { return std::ranges::find(words, word) != words.end(); });
}

std::vector<List> listsIn(const std::vector<PastedMoment> &moments, const PastedText &text)
{
    std::vector<List> lists;
    QString computer;
    bool isElsewhere = false;
    int line = 1;
    for (const PastedMoment &moment : moments) {
        for (const PastedBlock *block : moment) {
            for (; line < block->firstLine; ++line) {
                const QString command = text.line(line);
                if (command.isEmpty() || !readCommand(command))
                    continue;
                isElsewhere = asksElsewhere(command);
                if (const QString named = computerOf(command); !named.isEmpty())
                    computer = named;
            }
            line = block->lastLine + 1;
            const auto *sources = std::get_if<PastedSources>(&block->facts);
            if (sources && !sources->rows.empty() && !isElsewhere)
                lists.push_back({block, computer});
        }
    }
    return lists;
}

bool areOfOneComputer(const List &a, const List &b)
{
    return a.computer.isEmpty() || b.computer.isEmpty() || a.computer == b.computer;
}

bool haveCommonSource(const List &a, const List &b)
{
    return std::ranges::any_of(a.rows(), [&b](const PastedSource &row) {
        return std::ranges::any_of(b.rows(), [&row](const PastedSource &other) {
            const bool isCut = row.isNameCut || other.isNameCut;
            const bool isLonger = row.source.name.size() > other.source.name.size();
            const QString &part = isLonger ? other.source.name : row.source.name;
            const QString &whole = isLonger ? row.source.name : other.source.name;
            return isNamed(part, isCut, whole);
        });
    });
}

/// -n prints addresses for names: such lists cannot be compared.
bool areComparable(const List &a, const List &b)
{
    const auto hasNames = [](const List &list) {
        return std::ranges::any_of(list.rows(), [](const PastedSource &row) {
            return !isDevice(row) && row.source.address.isEmpty();
        });
    };
    return hasOnlyDevices(a) || hasOnlyDevices(b) || hasNames(a) == hasNames(b);
}

/// The lists that are of one daemon, by their numbers.
using DaemonLists = std::vector<size_t>;

/// As far as their sources tell: an edit and a restart make a new daemon of one too.
std::vector<DaemonLists> byDaemon(const std::vector<List> &lists)
{
    std::vector<DaemonLists> daemons;
    for (size_t i = 0; i < lists.size(); ++i) {
        const auto owner = std::ranges::find_if(daemons, [&](const DaemonLists &daemon) {
            const List &last = lists[daemon.back()];
            return areOfOneComputer(last, lists[i]) &&
                   (!areComparable(last, lists[i]) || haveCommonSource(last, lists[i]));
        });
        (owner == daemons.end() ? daemons.emplace_back() : *owner).push_back(i);
    }
    return daemons;
}

// --- whether its daemon ran all the time ---

/// It was asked eight times at least. iburst's quick questions end with the fourth answer.
bool isLongAsked(const PastedSource &row)
{
    constexpr quint8 eighth = 0x80;
    constexpr int quickAnswers = 4;
    const quint8 reach = row.source.reach.value_or(0);
    return (reach & eighth) != 0 && std::popcount(reach) > quickAnswers;
}

bool isLongRunning(const List &list)
{
    return std::ranges::any_of(list.rows(), isLongAsked);
}

/// What its polls took at the least: after the quick ones of iburst four more.
Duration leastAge(const List &list)
{
    Duration least{};
    for (const PastedSource &row : list.rows()) {
        if (isLongAsked(row))
            least = std::max(least, 4 * fromLog2Seconds(row.source.pollLog2.value_or(0)));
    }
    return least;
}

/// `date`, as it prints without a language: "Thu Aug 17 12:04:57 JST 2023". Its zone is left out.
std::optional<Instant> readDate(const QString &line)
{
    constexpr size_t zone = 4;
    std::vector<QStringView> words = wordsOf(line);
    if (words.size() != zone + 2)
        return std::nullopt;
    words.erase(words.begin() + zone);
    QStringList rest;
    for (const QStringView word : words)
        rest.append(word.toString());
    return readChronyTime(rest.join(u' '));
}

/// Nothing between these lines changed what a daemon is told, or could have: prose tells of anything.
bool wasOnlyLookedAt(int first, int end, const std::vector<PastedMoment> &moments, const PastedText &text)
{
    std::vector<bool> isTaken(static_cast<size_t>(std::max(end - first, 0)));
    for (const PastedMoment &moment : moments) {
        for (const PastedBlock *block : moment) {
            if (block->lastLine < first || block->firstLine >= end)
                continue;
            if (block->kind() == PastedKind::Answer || block->kind() == PastedKind::Configuration)
                return false;
            std::fill(isTaken.begin() + std::max(block->firstLine - first, 0),
                      isTaken.begin() + (std::min(block->lastLine + 1, end) - first), true);
        }
    }
    for (int number = first; number < end; ++number) {
        const PastedLine &line = text.lines[size_t(number) - 1];
        if (line.isBlank() || isTaken[size_t(number - first)])
            continue;
        const QString bare = text.line(number);
        const std::optional<PastedCommand> command = readCommand(bare);
        if (command ? !command->onlyLooks : !readDate(bare))
            return false;
    }
    return true;
}

/// The times that the text tells by itself, of one kind: what lies between two of them is known.
struct ToldTime
{
    int line;
    Instant time;
    bool isUniversal;
};
std::vector<ToldTime> toldTimes(const std::vector<PastedMoment> &moments, const PastedText &text)
{
    std::vector<ToldTime> times;
    for (const PastedMoment &moment : moments) {
        for (const PastedBlock *block : moment) {
            const auto *clock = std::get_if<PastedClock>(&block->facts);
            if (clock && clock->universalTime)
                times.push_back({block->firstLine, *clock->universalTime, true});
        }
    }
    for (const int number : text.output.unrecognisedLines) {
        if (const std::optional<Instant> time = readDate(text.line(number)))
            times.push_back({number, *time, false});
    }
    std::ranges::sort(times, {}, &ToldTime::line);
    return times;
}

/// At the most, from the one list to the other.
std::optional<Duration> timeBetween(const List &one, const List &other, const std::vector<ToldTime> &times)
{
    std::optional<Duration> shortest;
    for (const bool isUniversal : {true, false}) {
        std::optional<Instant> before;
        std::optional<Instant> after;
        for (const ToldTime &told : times) {
            if (told.isUniversal != isUniversal)
                continue;
            if (told.line < one.block->firstLine)
                before = told.time;
            else if (told.line > other.block->lastLine && !after)
                after = told.time;
        }
        // A clock that was set back meanwhile tells nothing.
        if (before && after && *after >= *before)
            shortest = std::min(shortest.value_or(Duration::max()), *after - *before);
    }
    return shortest;
}

/// A list that came back after another one with its register full.
struct Return
{
    size_t daemon;
    size_t other; ///< daemon
    bool isProven;
};

class Alternation
{
public:
    Alternation(const std::vector<PastedMoment> &moments, const PastedText &text)
        : m_moments(moments)
        , m_text(text)
        , m_lists(listsIn(moments, text))
        , m_daemons(byDaemon(m_lists))
        , m_times(toldTimes(moments, text))
    {}

    PastedMoment lastLists() const
    {
        std::vector<bool> takesTurns(m_daemons.size());
        const std::vector<Return> returns = findReturns();
        for (const Return &each : returns) {
            // Nobody goes to and fro between two configurations so often, and waits each time.
            constexpr int tooOften = 3;
            const auto count = std::ranges::count_if(returns, [&each](const Return &another) {
                return std::minmax(another.daemon, another.other) == std::minmax(each.daemon, each.other);
            });
            if (each.isProven || count >= tooOften)
                takesTurns[each.daemon] = takesTurns[each.other] = true;
        }
        PastedMoment last;
        for (size_t i = 0; i < m_daemons.size(); ++i) {
            if (takesTurns[i])
                last.push_back(m_lists[m_daemons[i].back()].block);
        }
        return last;
    }

private:
    std::vector<Return> findReturns() const
    {
        std::vector<Return> returns;
        for (size_t i = 0; i < m_daemons.size(); ++i) {
            for (size_t j = 1; j < m_daemons[i].size(); ++j) {
                const size_t before = m_daemons[i][j - 1];
                const size_t after = m_daemons[i][j];
                for (size_t other = 0; other < m_daemons.size(); ++other) {
                    const std::optional<size_t> between = lastBetween(m_daemons[other], before, after);
                    if (between && isLongRunning(m_lists[after]) &&
                        areOfOneComputer(m_lists[after], m_lists[*between]))
                        returns.push_back({i, other, isProven(m_lists[*between], m_lists[after])});
                }
            }
        }
        return returns;
    }

    static std::optional<size_t> lastBetween(const DaemonLists &daemon, size_t before, size_t after)
    {
        std::optional<size_t> last;
        for (const size_t number : daemon) {
            if (number > before && number < after)
                last = number;
        }
        return last;
    }

    /// Since `other` was shown the daemon of `list` was not started.
    bool isProven(const List &other, const List &list) const
    {
        if (hasOnlyDevices(list) != hasOnlyDevices(other))
            return true;
        if (const std::optional<Duration> most = timeBetween(other, list, m_times))
            return *most < leastAge(list);
        return wasOnlyLookedAt(other.block->lastLine + 1, list.block->firstLine, m_moments, m_text);
    }

    const std::vector<PastedMoment> &m_moments;
    const PastedText &m_text;
    std::vector<List> m_lists;
    std::vector<DaemonLists> m_daemons;
    std::vector<ToldTime> m_times;
};

} // namespace

PastedMoment alternatingLists(const std::vector<PastedMoment> &moments, const PastedText &text)
{
    return Alternation(moments, text).lastLists();
}

} // namespace synchroscope
