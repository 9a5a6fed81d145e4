// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/timesyncdconf.h"

#include "core/config/configline.h"

#include <QUtf8StringView>

#include <algorithm>
#include <array>
#include <optional>

namespace synchroscope {

namespace {

/// The other settings of [Time] up to systemd 257.
constexpr std::array otherSettings = {"RootDistanceMaxSec", "PollIntervalMinSec", "PollIntervalMaxSec",
                                      "ConnectionRetrySec", "SaveIntervalSec"};

bool isComment(QByteArrayView stripped)
{
    return stripped.startsWith('#') || stripped.startsWith(';');
}

/// A backslash that is not itself escaped.
bool isContinued(QByteArrayView text)
{
    bool escaped = false;
    for (const char character : text)
        escaped = !escaped && character == '\\';
    return escaped;
}

bool isUtf8(QByteArrayView text)
{
    return QUtf8StringView(text).isValidUtf8();
}

std::optional<TimesyncdAssignment::Key> serverKey(QByteArrayView key)
{
    if (key == "NTP" || key == "Servers")
        return TimesyncdAssignment::Key::Ntp;
    if (key == "FallbackNTP")
        return TimesyncdAssignment::Key::Fallback;
    return {};
}

class Parser
{
public:
    TimesyncdConf parse(QByteArrayView text)
    {
        for (const ConfigLine &line : configLines(text))
            readLine(line);
        finishAssignment();
        return std::move(m_conf);
    }

private:
    void fail(int line, ConfigFault fault, QByteArrayView subject = {})
    {
        m_conf.problems.push_back({line, fault, quotedFrom(subject)});
    }

    /// Joins continued lines; systemd skips comments even between their parts.
    void readLine(const ConfigLine &line)
    {
        QByteArrayView text = line.text;
        if (line.number == 1 && text.startsWith("\xEF\xBB\xBF"))
            text = text.sliced(3);
        const QByteArrayView stripped = strippedOf(text);
        if (isComment(stripped)) {
            if (m_start == 0)
                readComment(line, stripped);
            return;
        }
        if (m_start == 0) {
            m_start = line.number;
        } else {
            m_raw += '\n';
        }
        m_raw += text;
        m_last = line.number;
        const QByteArrayView content = text.endsWith('\r') ? text.chopped(1) : text;
        m_joined += content;
        if (isContinued(content))
            m_joined.back() = ' ';
        else
            finishAssignment();
    }

    void finishAssignment()
    {
        if (m_start > 0)
            readStatement(m_start, strippedOf(m_joined));
        m_start = 0;
        m_raw.clear();
        m_joined.clear();
    }

    void readStatement(int line, QByteArrayView statement)
    {
        if (statement.isEmpty())
            return;
        if (statement.contains('\0'))
            return fail(line, ConfigFault::NullByte);
        if (!isUtf8(statement))
            return fail(line, ConfigFault::NotUtf8);
        if (statement.startsWith('['))
            return readSection(line, statement);
        if (m_section != Section::Time) {
            // systemd says this before the first section only.
            if (m_section == Section::None)
                fail(line, ConfigFault::OutsideSection, statement);
            return;
        }
        const qsizetype equals = statement.indexOf('=');
        if (equals <= 0)
            return fail(line, ConfigFault::EqualsMissing, statement);
        const QByteArrayView key = strippedOf(statement.first(equals));
        if (const auto server = serverKey(key))
            addAssignment(*server, line, statement.sliced(equals + 1), m_raw);
        else if (!key.startsWith("X-") &&
                 std::find(otherSettings.begin(), otherSettings.end(), key) == otherSettings.end())
            fail(line, ConfigFault::UnknownSetting, key);
    }

    void readSection(int line, QByteArrayView statement)
    {
        m_section = Section::Other;
        if (!statement.endsWith(']'))
            return fail(line, ConfigFault::SectionMalformed, statement);
        const QByteArrayView name = statement.sliced(1).chopped(1);
        if (name == "Time")
            m_section = Section::Time;
        else if (!name.startsWith("X-"))
            fail(line, ConfigFault::UnknownSection, name);
    }

    void readComment(const ConfigLine &line, QByteArrayView comment)
    {
        constexpr QByteArrayView commentedDefault = "FallbackNTP=";
        const QByteArrayView setting = comment.sliced(1);
        if (m_section == Section::Time && setting.startsWith(commentedDefault) && isUtf8(setting))
            addAssignment(TimesyncdAssignment::Key::DefaultFallback, line.number,
                          setting.sliced(commentedDefault.size()), line.text.toByteArray());
    }

    void addAssignment(TimesyncdAssignment::Key key, int line, QByteArrayView value, const QByteArray &raw)
    {
        TimesyncdAssignment assignment{key, line, std::max(line, m_last), raw, {}};
        const std::vector<QByteArrayView> words = configWords(value);
        for (const QByteArrayView word : words) {
            if (const Result<HostSpec> host = hostFromWord(word))
                assignment.hosts.push_back(*host);
            else
                fail(line, ConfigFault::HostMalformed, word);
        }
        // A value of which nothing can be used is not an empty value: it takes nothing back.
        if (words.empty() || !assignment.hosts.empty())
            m_conf.assignments.push_back(std::move(assignment));
    }

    enum class Section : quint8 { None, Time, Other };

    Section m_section = Section::None;
    int m_start = 0;     ///< the first line of the statement being joined, 0 if none is
    int m_last = 0;      ///< that was joined
    QByteArray m_raw;    ///< as it stands
    QByteArray m_joined; ///< as it is read
    TimesyncdConf m_conf;
};

std::vector<NamedServer> serversOf(const TimesyncdAssignment &assignment, const QString &path)
{
    std::vector<NamedServer> servers;
    for (const HostSpec &host : assignment.hosts) {
        const bool isDefault = assignment.key == TimesyncdAssignment::Key::DefaultFallback;
        const ServerOrigin origin = isDefault ? ServerOrigin::Default : originOf(path, host);
        servers.push_back({host, DaemonKind::Timesyncd, origin, ServerType::Server, path, assignment.line});
    }
    return servers;
}

} // namespace

TimesyncdConf parseTimesyncdConf(QByteArrayView text)
{
    return Parser().parse(text);
}

std::vector<NamedServer> effectiveServers(const std::vector<TimesyncdFile> &files)
{
    std::vector<NamedServer> ntp;
    std::vector<NamedServer> fallback;
    std::vector<NamedServer> defaults;
    bool fallbackIsSet = false;
    for (const TimesyncdFile &file : files) {
        for (const TimesyncdAssignment &assignment : file.conf.assignments) {
            const bool isDefault = assignment.key == TimesyncdAssignment::Key::DefaultFallback;
            if (isDefault && &file != &files.front())
                continue;
            fallbackIsSet |= assignment.key == TimesyncdAssignment::Key::Fallback;
            std::vector<NamedServer> &list = isDefault                                         ? defaults
                                             : assignment.key == TimesyncdAssignment::Key::Ntp ? ntp
                                                                                               : fallback;
            const std::vector<NamedServer> servers = serversOf(assignment, file.path);
            if (servers.empty())
                list.clear();
            list.insert(list.end(), servers.begin(), servers.end());
        }
    }
    const std::vector<NamedServer> &last = fallbackIsSet ? fallback : defaults;
    ntp.insert(ntp.end(), last.begin(), last.end());
    return ntp;
}

} // namespace synchroscope
