// SPDX-License-Identifier: GPL-3.0-or-later
// From the start of a process to its first painted window, and the memory it takes then: Synchroscope's
// window with its engine and seven servers, against a window that holds one empty Qt chart. Then what the
// window costs while somebody looks at it and while it is hidden. Run offscreen; each is a process of its
// own.

#include "core/engine/enginethread.h"
#include "core/lab/demo.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QElapsedTimer>
#include <QFile>
#include <QLineSeries>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Ends the process once the widget was painted, after `linger`.
class FirstPaint final : public QObject
{
public:
    FirstPaint(QWidget &widget, std::chrono::milliseconds linger) : m_linger(linger)
    {
        widget.installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_seen) {
            m_seen = true;
            QTimer::singleShot(m_linger, qApp, &QCoreApplication::quit);
        }
        return false;
    }

private:
    std::chrono::milliseconds m_linger;
    bool m_seen = false;
};

std::vector<WatchRequest> requestsFor(const DemoLab &lab)
{
    std::vector<WatchRequest> requests;
    requests.reserve(lab.servers().size());
    for (const DemoServer &server : lab.servers()) {
        const QString text = u"%1:%2"_s.arg(server.endpoint.address.toString()).arg(server.endpoint.port);
        requests.push_back({*parseHostSpec(text), server.label});
    }
    return requests;
}

int runWindow(std::chrono::milliseconds linger, bool hidden)
{
    const DemoLab lab;
    const QTemporaryDir folder;
    EngineOptions options;
    options.watchAtStart = requestsFor(lab);
    EngineThread engine(options);
    Settings settings(folder.filePath(u"window.ini"_s));
    MainWindow window(engine, settings);
    const FirstPaint firstPaint(window, linger);
    window.show();
    if (hidden)
        QTimer::singleShot(1s, &window, &QWidget::hide);
    return QApplication::exec();
}

int runBare(std::chrono::milliseconds linger)
{
    QChartView view(new QChart);
    view.chart()->addSeries(new QLineSeries);
    view.chart()->createDefaultAxes();
    view.resize(1180, 760);
    const FirstPaint firstPaint(*view.viewport(), linger);
    view.show();
    return QApplication::exec();
}

qint64 residentKilobytes(qint64 process)
{
    QFile file(u"/proc/%1/status"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray status = file.readAll();
    const qsizetype at = status.indexOf("VmRSS:");
    return at < 0 ? 0 : status.mid(at + 6).simplified().split(' ').first().toLongLong();
}

struct Run
{
    double milliseconds = 0;
    double megabytes = 0;
};

Run measureChild(const QString &kind)
{
    Run run;
    {
        QProcess process;
        QElapsedTimer timer;
        timer.start();
        process.start(QCoreApplication::applicationFilePath(), {kind, u"0"_s});
        process.waitForFinished();
        run.milliseconds = static_cast<double>(timer.nsecsElapsed()) * 1e-6;
    }
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), {kind, u"3000"_s});
    process.waitForFinished(2000);
    run.megabytes = static_cast<double>(residentKilobytes(process.processId())) / 1024;
    process.waitForFinished();
    return run;
}

/// Processor time that a process has taken so far, in seconds.
double processorTime(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    // After "(name) ": state is field 3, utime 14, stime 15 (proc(5)).
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return static_cast<double>(fields.value(11).toLongLong() + fields.value(12).toLongLong()) /
           static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Per cent of one core, once the start and its first questions are over.
double load(const QString &kind)
{
    constexpr int settled = 15'000;
    constexpr int measured = 30'000;
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(),
                  {kind, QString::number(settled + measured + 5'000)});
    process.waitForFinished(settled);
    const double before = processorTime(process.processId());
    process.waitForFinished(measured);
    const double used = processorTime(process.processId()) - before;
    process.kill();
    process.waitForFinished();
    return used / (measured / 1000.0) * 100;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3) {
        QApplication application(argc, argv);
        const std::chrono::milliseconds linger(QByteArray(argv[2]).toInt());
        return qstrcmp(argv[1], "bare") == 0 ? runBare(linger)
                                             : runWindow(linger, qstrcmp(argv[1], "hidden") == 0);
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QCoreApplication application(argc, argv);
    constexpr int rounds = 5;
    std::vector<double> windowTime;
    std::vector<double> bareTime;
    std::vector<double> windowMemory;
    std::vector<double> bareMemory;
    for (int i = 0; i < rounds; ++i) {
        const Run window = measureChild(u"window"_s);
        const Run bare = measureChild(u"bare"_s);
        windowTime.push_back(window.milliseconds);
        bareTime.push_back(bare.milliseconds);
        windowMemory.push_back(window.megabytes);
        bareMemory.push_back(bare.megabytes);
    }
    QTextStream(stdout)
        << u"Start to the first painted window and end, whole process (median of %1): %2 × a bare Qt Charts window (%3 ms against %4 ms)\n"_s
               .arg(rounds)
               .arg(median(windowTime) / median(bareTime), 0, 'f', 2)
               .arg(median(windowTime), 0, 'f', 0)
               .arg(median(bareTime), 0, 'f', 0)
        << u"Resident memory 2 s after the start, seven servers watched: %1 × (%2 MiB against %3 MiB)\n"_s
               .arg(median(windowMemory) / median(bareMemory), 0, 'f', 2)
               .arg(median(windowMemory), 0, 'f', 0)
               .arg(median(bareMemory), 0, 'f', 0)
        << u"Processor, seven servers: %1 % of one core while somebody looks (polled every second), %2 % while hidden (every 16 s)\n"_s
               .arg(load(u"window"_s), 0, 'f', 2)
               .arg(load(u"hidden"_s), 0, 'f', 2);
    return 0;
}
