// SPDX-License-Identifier: GPL-3.0-or-later
// How long the page where server lists are edited takes to open: from the values of a snapshot to the painted
// page, with 8 servers and with 1000; what of it is understanding the files; and how long one edit takes
// until its change is shown. Run offscreen.

#include "core/config/changeplan.h"
#include "core/daemons/namedservers.h"
#include "tests/support/filetree.h"
#include "tests/ui/window/fakeengine.h"
#include "ui/servers/serverspage.h"
#include "ui/window/settings.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <cstdlib>
#include <functional>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int runs = 11;

/// Milliseconds: smallest, median and largest.
struct Figures
{
    double least;
    double median;
    double most;
};

Figures measure(const std::function<void()> &work)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return {times.front(), times[runs / 2], times.back()};
}

void print(QTextStream &out, const QString &what, const Figures &figures)
{
    out << u"  %1 %2 ms (%3 to %4)\n"_s.arg(what, -46)
               .arg(figures.median, 0, 'f', 1)
               .arg(figures.least, 0, 'f', 1)
               .arg(figures.most, 0, 'f', 1);
}

QByteArray configuration(int servers)
{
    QByteArray text = "sourcedir /etc/chrony/sources.d\nmakestep 1 3\n";
    for (int i = 0; i < servers; ++i)
        text += "server ntp" + QByteArray::number(i) + ".example.org iburst minpoll 6 maxpoll 10\n";
    return text;
}

SnapshotPtr snapshotOf(const NamedServers &files)
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->machine.isComplete = true;
    snapshot->changeAbility = ChangeAbility::Able;
    ServerConfiguration chrony;
    chrony.isRunning = true;
    chrony.version = DaemonVersion::parse(u"4.3");
    chrony.files = std::make_shared<const NamedServers>(files);
    snapshot->configurations = {chrony};
    return snapshot;
}

Figures openPage(const NamedServers &files)
{
    const QTemporaryDir folder;
    Settings settings(folder.filePath(u"window.ini"_s));
    windowtest::FakeEngineClient engine;
    const SnapshotPtr snapshot = snapshotOf(files);
    return measure([&] {
        ServersPage page(engine, settings);
        page.resize(1440, 760);
        page.setSnapshot(snapshot);
        page.show();
        QCoreApplication::processEvents();
        if (page.grab().isNull())
            std::abort();
    });
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QTextStream out(stdout);
    out << "Server lists: median of " << runs << " (smallest to largest)\n";
    double small = 0;
    double large = 0;
    for (const int servers : {8, 1000}) {
        const test::FileTree tree;
        if (!tree.write(u"/etc/chrony/chrony.conf"_s, configuration(servers)))
            return 1;
        out << servers << " servers\n";
        NamedServers files;
        print(out, u"files read and understood"_s,
              measure([&] { files = collectNamedServers(tree.root(), DaemonKind::Chrony); }));
        print(out, u"listed"_s, measure([&files] { listServers(DaemonKind::Chrony, files); }));
        const ServerEdits edits{
            .edits = {{.verb = ServerEdit::Verb::Disable, .target = u"ntp3.example.org"_s, .lines = {}}}};
        print(out, u"one edit planned, with its diff"_s, measure([&files, &edits] {
                  const auto planned = planChanges(DaemonKind::Chrony, files, edits);
                  if (!std::holds_alternative<ChangePlan>(planned))
                      std::abort();
                  for (const FileChange &change : std::get<ChangePlan>(planned).changes)
                      unifiedDiff(change);
              }));
        const Figures opened = openPage(files);
        print(out, u"page opened: snapshot to painted"_s, opened);
        (servers == 8 ? small : large) = opened.median;
    }
    out << u"1000 servers against 8: %1 times as long; target: 1000 servers in 100 ms\n"_s.arg(large / small,
                                                                                               0, 'f', 1);
    return 0;
}
