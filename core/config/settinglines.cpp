// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/settinglines.h"

#include "core/config/chronyconf.h"

#include <QDir>

#include <algorithm>
#include <set>
#include <utility>

#include <fnmatch.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

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

class ChronyLines
{
public:
    explicit ChronyLines(const NamedServers &configuration) : m_reading(configuration.texts)
    {
        if (const ConfigText *main = m_reading.mainText())
            read(*main);
    }

    std::vector<QByteArray> take() { return std::move(m_lines); }

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
            return readAll(m_reading.matching(absolute(directive.arguments.constFirst())));
        case ChronyDirective::Kind::Confdir: {
            QStringList folders;
            for (const QString &folder : directive.arguments)
                folders.append(absolute(folder));
            return readAll(m_reading.inFolders(folders));
        }
        case ChronyDirective::Kind::Other:
            m_lines.push_back(directive.raw);
            return;
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

    Reading m_reading;
    std::vector<QByteArray> m_lines;
};

class NtpLines
{
public:
    NtpLines(DaemonKind daemon, const NamedServers &configuration)
        : m_daemon(daemon)
        , m_reading(configuration.texts)
    {
        const ConfigText *main = m_reading.mainText();
        if (!main)
            return;
        read(*main);
        if (m_daemon == DaemonKind::Ntpsec)
            readAll(m_reading.inFolders({folderOf(main->path) + "/ntp.d"_L1}));
    }

    std::vector<NtpCommand> take() { return std::move(m_commands); }

private:
    void read(const ConfigText &text)
    {
        if (!m_reading.enter(text))
            return;
        for (const NtpCommand &command : parseNtpConf(text.text, text.path, m_daemon).commands) {
            if (command.kind == NtpCommand::Kind::Includefile)
                include(text.path, command.arguments.constFirst());
            else if (command.kind == NtpCommand::Kind::Other)
                m_commands.push_back(command);
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

    DaemonKind m_daemon;
    Reading m_reading;
    std::vector<NtpCommand> m_commands;
};

} // namespace

std::vector<QByteArray> chronySettings(const NamedServers &configuration)
{
    return ChronyLines(configuration).take();
}

std::vector<NtpCommand> ntpSettings(DaemonKind daemon, const NamedServers &configuration)
{
    return NtpLines(daemon, configuration).take();
}

} // namespace synchroscope
