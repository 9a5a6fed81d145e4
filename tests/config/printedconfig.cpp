// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/config/printedconfig.h"

#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryFile>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

PrintedConfig printedConfig(const QString &file)
{
    PrintedConfig printed;
    const QString program = qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u"/usr/sbin/chronyd"_s;
    if (!QFileInfo(program).isExecutable()) {
        printed.trouble = u"This test needs a real chronyd, but %1 cannot be started. Run the tests by "
                          u"\"./dev test\", or set "
                          u"SYNCHROSCOPE_DAEMONS to a folder that holds usr/sbin/chronyd."_s.arg(program);
        return printed;
    }
    QProcess chronyd;
    chronyd.start(program, {u"-x"_s, u"-p"_s, u"-f"_s, file});
    if (!chronyd.waitForFinished() || chronyd.exitStatus() != QProcess::NormalExit) {
        printed.trouble = u"chronyd -p did not end as it should: %1"_s.arg(chronyd.errorString());
        return printed;
    }
    printed.directives = QString::fromUtf8(chronyd.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    printed.accepted = chronyd.exitCode() == 0;
    printed.refusal = QString::fromUtf8(chronyd.readAllStandardError()).trimmed();
    static const QRegularExpression place(u" at line (\\d+) in file "_s);
    printed.refusedLine = place.match(printed.refusal).captured(1).toInt();
    return printed;
}

PrintedConfig printedConfigOf(const QByteArray &text)
{
    QTemporaryFile file;
    if (!file.open() || file.write(text) != text.size() || !file.flush())
        return {u"A temporary file could not be written: %1"_s.arg(file.errorString()), {}, false, 0, {}};
    return printedConfig(file.fileName());
}

} // namespace synchroscope::test
