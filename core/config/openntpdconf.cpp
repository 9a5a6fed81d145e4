// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/openntpdconf.h"

#include "core/config/configline.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Those that name no server: of OpenNTPD 5 to 7.
constexpr std::array otherCommands = {QByteArrayView("listen"), QByteArrayView("query"),
                                      QByteArrayView("constraint"), QByteArrayView("constraints")};

/// Adds a line's words; true: the next line goes on where this one ends.
bool addWords(QByteArrayView line, QByteArrayList &words)
{
    char quote = 0;
    bool isInWord = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char character = line[i];
        if (quote == 0 && character == '#')
            return false;
        if (quote == 0 && character == '\\' && i + 1 == line.size())
            return true;
        if (quote == 0 && isConfigSpace(character)) {
            isInWord = false;
            continue;
        }
        if (!isInWord)
            words.append(QByteArray());
        isInWord = true;
        if (quote == 0 && (character == '"' || character == '\''))
            quote = character;
        else if (character == quote)
            quote = 0;
        else
            words.last().append(character);
    }
    return false;
}

class Parser
{
public:
    explicit Parser(const QString &file) : m_file(file) {}

    OpenNtpdConf parse(QByteArrayView text)
    {
        QByteArrayList words;
        for (const ConfigLine &line : configLines(text)) {
            if (words.isEmpty())
                m_line = line.number;
            if (line.text.contains('\0')) {
                fail(ConfigFault::NullByte);
                words.clear();
            } else if (!addWords(line.text, words)) {
                take(words);
                words.clear();
            }
        }
        take(words);
        return std::move(m_conf);
    }

private:
    void fail(ConfigFault fault, QByteArrayView subject = {})
    {
        m_conf.problems.push_back({m_line, fault, quotedFrom(subject)});
    }

    void take(const QByteArrayList &words)
    {
        if (words.isEmpty())
            return;
        const QByteArray &name = words.first();
        if (name == "server" || name == "servers")
            takeServer(words);
        else if (name == "sensor")
            takeSensor(words);
        else if (std::ranges::find(otherCommands, QByteArrayView(name)) == otherCommands.end())
            fail(ConfigFault::UnknownDirective, name);
    }

    void takeServer(const QByteArrayList &words)
    {
        if (words.size() < 2)
            return fail(ConfigFault::HostMissing, words.first());
        const Result<HostSpec> host = hostFromWord(words[1]);
        if (!host)
            return fail(ConfigFault::HostMalformed, words[1]);
        m_conf.servers.push_back({*host, DaemonKind::OpenNtpd, originOf(m_file, *host),
                                  words.first() == "servers" ? ServerType::Pool : ServerType::Server, m_file,
                                  m_line});
    }

    void takeSensor(const QByteArrayList &words)
    {
        if (words.size() < 2)
            return fail(ConfigFault::WrongArguments, words.first());
        const QString name = QString::fromUtf8(words[1]);
        m_conf.devices.push_back(
            {.driver = u"SENSOR"_s, .parameter = name, .referenceId = name, .file = m_file, .line = m_line});
    }

    QString m_file;
    int m_line = 0;
    OpenNtpdConf m_conf;
};

} // namespace

OpenNtpdConf parseOpenNtpdConf(QByteArrayView text, const QString &file)
{
    return Parser(file).parse(text);
}

} // namespace synchroscope
