// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/ntp/instant.h"
#include "ui/wording/problems.h"

#include <QCoreApplication>
#include <QLocale>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Qt names the program by its path, and knows no commands.
QString helpText(const QCommandLineParser &parser, const QString &command)
{
    QString text = parser.helpText().trimmed();
    const QString program = QCoreApplication::arguments().constFirst();
    return text.replace(text.indexOf(program), program.size(), u"synchroscopectl "_s + command);
}

} // namespace

EarlyExit parse(QCommandLineParser &parser, const QString &command, const QStringList &arguments)
{
    const QCommandLineOption help({u"h"_s, u"help"_s}, Text::tr("Print this text."));
    parser.addOption(help);
    if (!parser.parse(QStringList{u"synchroscopectl "_s + command} + arguments)) {
        complain(parser.errorText());
        return exitWrongUsage;
    }
    if (parser.isSet(help)) {
        printLine(helpText(parser, command));
        return exitCodeAfterPrinting(exitGood);
    }
    return std::nullopt;
}

std::optional<std::vector<HostSpec>> hosts(const QStringList &arguments)
{
    std::vector<HostSpec> result;
    for (const QString &argument : arguments) {
        const Result<HostSpec> host = parseHostSpec(argument);
        if (!host) {
            complain(wording::error(host.error()));
            return std::nullopt;
        }
        result.push_back(*host);
    }
    return result;
}

std::optional<int> wholeNumber(const QCommandLineParser &parser, const QString &option, int least, int most)
{
    bool isNumber = false;
    const int value = parser.value(option).toInt(&isNumber);
    if (isNumber && value >= least && value <= most)
        return value;
    complain(Text::tr("--%1 takes a whole number from %2 to %3, not \"%4\".")
                 .arg(option)
                 .arg(least)
                 .arg(most)
                 .arg(parser.value(option)));
    return std::nullopt;
}

std::optional<std::chrono::nanoseconds> seconds(const QCommandLineParser &parser, const QString &option,
                                                double least, double most)
{
    bool isNumber = false;
    const double value = parser.value(option).toDouble(&isNumber);
    if (isNumber && value >= least && value <= most)
        return fromSeconds(value);
    // Spelled out: "1e+06" is no way to say it.
    const auto spelled = [](double limit) {
        return QString::number(limit, 'f', QLocale::FloatingPointShortest);
    };
    complain(Text::tr("--%1 takes seconds from %2 to %3, not \"%4\".")
                 .arg(option, spelled(least), spelled(most), parser.value(option)));
    return std::nullopt;
}

} // namespace synchroscope::ctl
