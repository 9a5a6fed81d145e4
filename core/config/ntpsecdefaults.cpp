// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/ntpsecdefaults.h"

#include "core/config/configdocument.h"

#include <QRegularExpression>

#include <optional>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// The value that a line of shell gives to IGNORE_DHCP; absent: none.
std::optional<QString> assigned(const QByteArray &line)
{
    static const QRegularExpression assignment(
        uR"re(^\s*(?:export\s+)?IGNORE_DHCP=(?:"([^"]*)"|'([^']*)'|([^\s;#"']*))\s*(?:[;#].*)?$)re"_s);
    const QRegularExpressionMatch match = assignment.match(QString::fromUtf8(line));
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1) + match.captured(2) + match.captured(3);
}

/// The last one counts; 0: there is none.
int assignmentIn(const ConfigDocument &defaults)
{
    int number = defaults.lineCount();
    while (number > 0 && !assigned(defaults.line(number)))
        --number;
    return number;
}

} // namespace

bool ignoresDhcp(const QByteArray &defaults)
{
    const ConfigDocument document(defaults);
    const int number = assignmentIn(document);
    return number > 0 && assigned(document.line(number)) == u"yes"_s;
}

void ignoreDhcp(ConfigDocument &defaults)
{
    const QByteArray line("IGNORE_DHCP=yes");
    if (const int number = assignmentIn(defaults); number > 0)
        defaults.setLine(number, line);
    else
        defaults.append(line);
}

} // namespace synchroscope
