// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demooptions.h"
#include "app/quitsignals.h"
#include "app/singleinstance.h"
#include "app/translations.h"
#include "core/engine/enginethread.h"
#include "ui/alerts/alerts.h"
#include "ui/window/mainwindow.h"
#include "ui/window/outlinedfusion.h"
#include "ui/window/settings.h"
#include "ui/window/tray.h"
#include "ui/wording/problems.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <optional>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Text
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope)
};

// Desktops start things in any order. Without a tray there is no other way to the program than its window.
constexpr auto trayPatience = 15s;

struct Arguments
{
    bool demonstration = false;
    bool hidden = false;
    QStringList hosts;
};

/// For this time only; what is not a host is left out.
std::vector<WatchRequest> serversOf(const QStringList &hosts)
{
    std::vector<WatchRequest> servers;
    for (const QString &text : hosts) {
        if (const Result<HostSpec> host = parseHostSpec(text))
            servers.push_back({*host, {}, false});
    }
    return servers;
}

/// Exits for --help, --version and mistakes; needs no display.
Arguments parseArguments(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    installTranslations(application);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Shows whether this computer's clock is right, by how much, and says who."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(
        u"demo"_s, Text::tr("Show seven servers inside this program that misbehave on purpose."));
    const QCommandLineOption hidden(u"hidden"_s,
                                    Text::tr("Start without a window, as an icon in the desktop's tray."));
    parser.addOptions({demo, hidden});
    parser.addPositionalArgument(
        u"host"_s, Text::tr("Servers to watch beside those watched already, for this time only."),
        u"[HOST[:PORT]…]"_s);
    parser.process(application);

    Arguments arguments;
    arguments.demonstration = parser.isSet(demo);
    arguments.hidden = parser.isSet(hidden);
    arguments.hosts = parser.positionalArguments();
    for (const QString &text : std::as_const(arguments.hosts)) {
        const Result<HostSpec> host = parseHostSpec(text);
        if (!host) {
            std::fprintf(stderr, "synchroscope: %s\n", qUtf8Printable(wording::error(host.error())));
            std::exit(2);
        }
    }
    return arguments;
}

} // namespace

int main(int argc, char **argv)
{
    blockQuitSignals();
    QCoreApplication::setApplicationName(u"synchroscope"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SYNCHROSCOPE_VERSION));
    const Arguments arguments = parseArguments(argc, argv);

    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(u"Synchroscope"_s);
    QApplication::setDesktopFileName(u"org.synchroscope.Synchroscope"_s);
    QApplication::setWindowIcon(QIcon(u":/icons/synchroscope-256.png"_s));
    QApplication::setQuitOnLastWindowClosed(false);
    OutlinedFusion::installIfFusion();
    installTranslations(application);

    SingleInstance instance;
    const auto others = arguments.hidden ? SingleInstance::Raise::No : SingleInstance::Raise::Yes;
    if (!arguments.demonstration && !instance.claim(arguments.hosts, others))
        return 0;
    quitOnSignals();

    std::unique_ptr<DemoLab> demo;
    std::optional<QTemporaryDir> demoFolder;
    if (arguments.demonstration) {
        demo = std::make_unique<DemoLab>();
        demoFolder.emplace();
    }
    Settings settings = demo ? Settings(demoFolder->filePath(u"window.ini"_s)) : Settings();
    EngineOptions options = demo ? demoOptions(*demo) : EngineOptions::forUser();
    options.helperProgram = QStringLiteral(SYNCHROSCOPE_HELPER_PATH);
    for (const WatchRequest &server : serversOf(arguments.hosts))
        options.watchAtStart.push_back(server);

    EngineThread engine(options);
    Tray tray;
    Alerts alerts(settings);
    MainWindow window(engine, settings);
    window.setTray(&tray);
    window.setAlerts(&alerts);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &window, &MainWindow::bringForward);
    QObject::connect(&instance, &SingleInstance::handedOver, &window, [&](const QStringList &hosts) {
        if (const std::vector<WatchRequest> servers = serversOf(hosts); !servers.empty())
            engine.watch(servers);
    });
    if (arguments.hidden)
        QTimer::singleShot(trayPatience, &window, [&] {
            if (!tray.available())
                window.show();
        });
    else
        window.show();
    return QApplication::exec();
}
