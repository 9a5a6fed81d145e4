// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/diagnosecommand.h"
#include "app/ctl/explaincommand.h"
#include "app/ctl/output.h"
#include "app/ctl/probecommand.h"
#include "app/ctl/serverscommand.h"
#include "app/ctl/sourcescommand.h"
#include "app/ctl/statuscommand.h"
#include "app/ctl/text.h"
#include "app/ctl/watchcommand.h"
#include "app/translations.h"

#include <QCoreApplication>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

QString usage()
{
    return ctl::Text::tr("Usage: synchroscopectl COMMAND [ARGUMENTS]\n"
                         "\n"
                         "  diagnose       say what is odd about this computer's time, and what to do\n"
                         "  explain [FILE] explain what time tools printed on a terminal\n"
                         "  probe HOST…    ask time servers a few times and print what they say\n"
                         "  servers …      list the configured servers, and change them\n"
                         "  sources        print every source of this computer's time daemons\n"
                         "  status         say whether this computer's clock is right, and who keeps it so\n"
                         "  watch [HOST…]  show the watched servers, live\n"
                         "\n"
                         "synchroscopectl COMMAND --help says more about a command. Offsets are this\n"
                         "computer's clock minus the server's: positive means that this clock is ahead.\n"
                         "Exit code: 0 good, 1 the answer is bad news, 2 wrong usage, 3 could not be done.");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"synchroscopectl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SYNCHROSCOPE_VERSION));
    installTranslations(application);

    QStringList arguments = QCoreApplication::arguments().sliced(1);
    const QString command = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (command == "diagnose"_L1)
        return ctl::runDiagnose(arguments);
    if (command == "explain"_L1)
        return ctl::runExplain(arguments);
    if (command == "probe"_L1)
        return ctl::runProbe(arguments);
    if (command == "servers"_L1)
        return ctl::runServers(arguments);
    if (command == "sources"_L1)
        return ctl::runSources(arguments);
    if (command == "status"_L1)
        return ctl::runStatus(arguments);
    if (command == "watch"_L1)
        return ctl::runWatch(arguments);
    if (command == "help"_L1 || command == "--help"_L1 || command == "-h"_L1) {
        ctl::printLine(usage());
        return ctl::exitGood;
    }
    if (command == "--version"_L1) {
        ctl::printLine(u"synchroscopectl "_s + QCoreApplication::applicationVersion());
        return ctl::exitGood;
    }
    if (command.isEmpty())
        ctl::complain(
            ctl::Text::tr("Say what to do: \"diagnose\", \"explain\", \"probe\", \"servers\", \"sources\", "
                          "\"status\" or \"watch\".") +
            u"\n\n"_s + usage());
    else
        ctl::complain(
            ctl::Text::tr("There is no command \"%1\". \"synchroscopectl help\" lists them.").arg(command));
    return ctl::exitWrongUsage;
}
