// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/pasted/pasted.h"
#include "core/diagnosis/pasted/pastedlines.h"

#include <algorithm>
#include <bitset>
#include <memory>
#include <optional>
#include <span>

/// How the readers of pasted output are made: one for each kind of output, which is given line after line.
namespace synchroscope {

/// What a reader makes of a line.
enum class LineFit : quint8 {
    Taken,
    Incomplete, ///< perhaps wrapped: the next line may complete it
    Completing, ///< with the incomplete lines before it, it was understood
    Unreadable, ///< it belongs here, and is not understood
    Foreign,    ///< the block ended before it
};

class BlockReader
{
public:
    BlockReader() = default;
    BlockReader(const BlockReader &) = delete;
    BlockReader &operator=(const BlockReader &) = delete;
    virtual ~BlockReader() = default;

    /// The lines that are not blank, beginning with the one that was taken for a beginning.
    virtual LineFit take(const PastedLine &line) = 0;
    /// Nothing: it was none after all.
    virtual std::optional<PastedFacts> finish() = 0;
};

/// A configuration file that a command shows.
struct ShownFile
{
    DaemonKind daemon = DaemonKind::Chrony;
    QString path; ///< as typed

    friend bool operator==(const ShownFile &, const ShownFile &) = default;
};

/// The command before a block, as far as a prompt shows one.
struct PastedCommand
{
    std::optional<PastedKind> output; ///< what it prints
    std::optional<ShownFile> file;
    bool onlyLooks = true; ///< it changes neither a configuration nor what runs
};

template <typename Reader>
std::unique_ptr<BlockReader> makeReader()
{
    return std::make_unique<Reader>();
}

struct BlockKind
{
    bool (*begins)(const PastedLine &line, const PastedCommand &command);
    std::unique_ptr<BlockReader> (*reader)();
};

std::span<const BlockKind> chronycTableBlocks();    ///< sources, sourcestats, selectdata, authdata
std::span<const BlockKind> chronycExchangeBlocks(); ///< ntpdata
std::span<const BlockKind> chronycReportBlocks();   ///< tracking, activity, serverstats, rtcdata, smoothing
std::span<const BlockKind> timedatectlBlocks();
std::span<const BlockKind> ntpBlocks();
std::span<const BlockKind> windowsBlocks();
std::span<const BlockKind> unitBlocks(); ///< systemctl, logs, answers

/// What became of a line.
enum class LineUse : quint8 {
    Free,
    Understood,
    Unreadable, ///< of a block, and not understood
};

/// Pieces of configuration among the lines that no output has taken, by the readers of core/config; what they
/// take is Understood then. `files`: the file that the last prompt before a line showed, for each line.
std::vector<PastedBlock> configurationBlocks(const std::vector<PastedLine> &lines,
                                             const std::vector<std::optional<ShownFile>> &files,
                                             std::vector<LineUse> &uses);

/// A prompt with a command of a time tool, or such a command alone; nothing: another line.
std::optional<PastedCommand> readCommand(QStringView line);

/// "Key : value" in its two parts, trimmed; the value is absent where there is no separator.
struct KeyedText
{
    QStringView key;
    std::optional<QStringView> value;
};
KeyedText keyedText(QStringView line, QChar separator = u':');

std::vector<QStringView> wordsOf(QStringView text);

/// Only this character, several times: the rule below a table's head.
bool isRule(QStringView text, QChar character = u'=');

/// A table's head, of which a narrow terminal or a mail program may have put the end on a line of its own.
class WrappedHead
{
public:
    WrappedHead() = default;
    WrappedHead(QStringView line, QStringView whole);

    /// It is what follows of the head, or of the rule below it.
    bool takeRest(QStringView line);

private:
    QString m_taken; ///< without spaces, as the whole
    QString m_whole;
};

/// The address that a source's name is, or nothing.
QString addressOf(QStringView name);

/// chronyc cuts a long name and ends it with '>'.
struct CutName
{
    QString name;
    bool isCut = false;
};
CutName cutName(QStringView name);

/// A line "key: value" that a reader knows. `read` says whether the value can be understood.
template <typename Facts>
struct KeyedField
{
    QStringView key;
    bool (*read)(QStringView value, Facts &facts);
};

/// Stores what was read, and says whether there was anything.
template <typename Place, typename Value>
bool store(Place &place, const std::optional<Value> &value)
{
    if (value)
        place = *value;
    return value.has_value();
}

/// Reads lines of keys, each of them once.
template <typename Facts>
class KeyedLines
{
public:
    explicit KeyedLines(std::span<const KeyedField<Facts>> fields, QChar separator = u':')
        : m_fields(fields)
        , m_separator(separator)
    {}

    bool knows(QStringView line) const { return find(line) != m_fields.end(); }
    bool hasRead() const { return m_read.any(); }
    void beginAnew() { m_seen.reset(), m_read.reset(); }

    /// Foreign: another key, or one that was there already.
    LineFit take(QStringView line, Facts &facts)
    {
        const auto field = find(line);
        if (field == m_fields.end())
            return LineFit::Foreign;
        const auto index = static_cast<size_t>(field - m_fields.begin());
        if (m_seen.test(index))
            return LineFit::Foreign;
        m_seen.set(index);
        const bool isRead = field->read(*keyedText(line, m_separator).value, facts);
        m_read.set(index, isRead);
        return isRead ? LineFit::Taken : LineFit::Unreadable;
    }

    /// Once more a line that was taken already, now with what was torn from it.
    bool takeAgain(QStringView line, Facts &facts) const
    {
        const auto field = find(line);
        return field != m_fields.end() && field->read(*keyedText(line, m_separator).value, facts);
    }

private:
    auto find(QStringView line) const
    {
        const KeyedText text = keyedText(line, m_separator);
        return text.value ? std::ranges::find(m_fields, text.key, &KeyedField<Facts>::key) : m_fields.end();
    }

    static constexpr size_t mostFields = 40;
    std::span<const KeyedField<Facts>> m_fields;
    QChar m_separator;
    std::bitset<mostFields> m_seen;
    std::bitset<mostFields> m_read;
};

} // namespace synchroscope
