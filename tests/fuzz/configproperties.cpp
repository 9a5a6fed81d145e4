// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/properties.h"

#include "core/config/changeplan.h"
#include "core/config/chronyconf.h"
#include "core/config/configdocument.h"
#include "core/config/configline.h"
#include "core/config/ntpconf.h"
#include "core/config/ntpdrsconf.h"
#include "core/config/openntpdconf.h"
#include "core/config/serverline.h"
#include "core/config/timesyncdconf.h"

namespace synchroscope::test {

using namespace Qt::StringLiterals;

namespace {

QString pathOf(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return u"/etc/chrony/chrony.conf"_s;
    case DaemonKind::Timesyncd:
        return u"/etc/systemd/timesyncd.conf"_s;
    case DaemonKind::Ntpsec:
        return u"/etc/ntpsec/ntp.conf"_s;
    case DaemonKind::Ntpd:
        return u"/etc/ntp.conf"_s;
    case DaemonKind::NtpdRs:
        return u"/etc/ntpd-rs/ntp.toml"_s;
    case DaemonKind::OpenNtpd:
        break;
    }
    return u"/etc/openntpd/ntpd.conf"_s;
}

NamedServers only(DaemonKind daemon, const QByteArray &text, ConfigPart part)
{
    NamedServers servers;
    servers.texts = {{.path = pathOf(daemon), .part = part, .text = text}};
    return servers;
}

/// Of parsers that keep a line as it stands.
template <typename Entries>
QString misplaced(const Entries &entries, const std::vector<ConfigLine> &lines)
{
    int last = 0;
    for (const auto &entry : entries) {
        if (entry.line <= last || size_t(entry.line) > lines.size())
            return u"A line has the number %1 after %2 of %3."_s.arg(entry.line).arg(last).arg(lines.size());
        if (lines[size_t(entry.line) - 1].text != entry.raw)
            return u"Line %1 is not the one that stands there."_s.arg(entry.line);
        last = entry.line;
    }
    return {};
}

template <typename Entries>
QString outOfPlace(const Entries &entries, size_t lines)
{
    for (const auto &entry : entries) {
        if (entry.line < 0 || size_t(entry.line) > std::max<size_t>(lines, 1))
            return u"There is no line %1 of %2."_s.arg(entry.line).arg(lines);
    }
    return {};
}

QString brokenReading(DaemonKind daemon, const QByteArray &text, const std::vector<ConfigLine> &lines)
{
    const QString path = pathOf(daemon);
    QString broken;
    switch (daemon) {
    case DaemonKind::Chrony:
        for (const ChronyFile kind : {ChronyFile::Configuration, ChronyFile::Sources}) {
            const ChronyConf conf = parseChronyConf(text, path, kind);
            broken += misplaced(conf.directives, lines) + outOfPlace(conf.problems, lines.size());
        }
        return broken;
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd: {
        const NtpConf conf = parseNtpConf(text, path, daemon);
        return misplaced(conf.commands, lines) + outOfPlace(conf.problems, lines.size());
    }
    case DaemonKind::Timesyncd: {
        const TimesyncdConf conf = parseTimesyncdConf(text);
        return outOfPlace(conf.assignments, lines.size()) + outOfPlace(conf.problems, lines.size());
    }
    case DaemonKind::NtpdRs: {
        const NtpdRsConf conf = parseNtpdRsConf(text, path);
        return outOfPlace(conf.servers, lines.size()) + outOfPlace(conf.problems, lines.size());
    }
    case DaemonKind::OpenNtpd: {
        const OpenNtpdConf conf = parseOpenNtpdConf(text, path);
        return outOfPlace(conf.servers, lines.size()) + outOfPlace(conf.problems, lines.size());
    }
    }
    return {};
}

QString brokenDocument(const QByteArray &text)
{
    ConfigDocument document(text);
    if (document.text() != text)
        return u"A document that nobody has edited has changed."_s;
    for (int number = 1; number <= document.lineCount(); ++number)
        document.setLine(number, document.line(number));
    return document.text() == text ? QString() : u"Lines that were set to themselves have changed."_s;
}

std::optional<QByteArray> edited(DaemonKind daemon, const NamedServers &files, ServerEdit::Verb verb,
                                 const QString &target)
{
    ServerEdits edits;
    edits.mayLeaveNone = true;
    edits.edits = {{.verb = verb, .target = target, .lines = {}}};
    const auto planned = planChanges(daemon, files, edits);
    const ChangePlan *plan = std::get_if<ChangePlan>(&planned);
    return plan != nullptr && plan->changes.size() == 1 ? plan->changes.front().after : std::nullopt;
}

QString brokenSwitching(DaemonKind daemon, const QByteArray &text, ConfigPart part)
{
    const NamedServers files = only(daemon, text, part);
    // More would make long texts slow, and say the same.
    constexpr int most = 4;
    int tried = 0;
    for (const ListedServer &server : listServers(daemon, files)) {
        if (!server.isEnabled || !server.isEditable || ++tried > most)
            continue;
        const std::optional<QByteArray> off = edited(daemon, files, ServerEdit::Verb::Disable, server.id);
        if (!off || *off == text)
            return u"%1 was not switched off."_s.arg(server.id);
        const NamedServers without = only(daemon, *off, part);
        if (daemon == DaemonKind::Timesyncd)
            continue; // of several servers on a line the one that comes back stands on a line of its own
        for (const ListedServer &left : listServers(daemon, without)) {
            if (left.id == server.id && left.isEnabled)
                return u"%1 is not off."_s.arg(server.id);
        }
        if (edited(daemon, without, ServerEdit::Verb::Enable, server.id) != text)
            return u"%1 was switched off and on, and something else has changed."_s.arg(server.id);
    }
    return {};
}

} // namespace

QString brokenPropertyOfFile(DaemonKind daemon, const QByteArray &text)
{
    const std::vector<ConfigLine> lines = configLines(text);
    QString broken = brokenReading(daemon, text, lines) + brokenDocument(text);
    if (daemon == DaemonKind::NtpdRs || daemon == DaemonKind::OpenNtpd)
        return broken;
    broken += brokenSwitching(daemon, text, ConfigPart::Main);
    if (daemon == DaemonKind::Chrony)
        broken += brokenSwitching(daemon, text, ConfigPart::Sources);
    return broken;
}

QString brokenPropertyOfLine(DaemonKind daemon, const QByteArray &line)
{
    // Elsewhere it is not one line.
    const auto read = parseServerLine(daemon, line.split('\n').value(0));
    const ServerLine *words = std::get_if<ServerLine>(&read);
    if (words == nullptr)
        return {};
    // Whatever comes of it.
    (void)checkServerLine(daemon, *words, std::nullopt);
    (void)checkServerLine(daemon, *words, DaemonVersion{{4, 3}});
    (void)hostOf(daemon, *words);
    const QString written = formatServerLine(*words);
    const auto again = parseServerLine(daemon, written.toUtf8());
    const ServerLine *same = std::get_if<ServerLine>(&again);
    return same != nullptr && *same == *words
               ? QString()
               : u"\"%1\" is not what it was written from."_s.arg(quotedFrom(written.toUtf8()));
}

} // namespace synchroscope::test
