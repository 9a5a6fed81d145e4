// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/chronyobserver.h"

#include <QProcess>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The helper ends when it has heard nothing for ten minutes.
constexpr Duration signOfLife = 1min;

} // namespace

PkexecObserver::PkexecObserver(QString helper, const Clock &clock, Scheduler &scheduler, QObject *parent)
    : ChronyObserver(parent)
    , m_helper(std::move(helper))
    , m_clock(clock)
    , m_scheduler(scheduler)
{}

PkexecObserver::~PkexecObserver()
{
    stop();
}

void PkexecObserver::start()
{
    if (m_process)
        return;
    m_last = {};
    m_hasObserved = false;
    m_process = std::make_unique<QProcess>();
    QProcess *started = m_process.get();
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &PkexecObserver::readLines);
    connect(m_process.get(), &QProcess::finished, this, &PkexecObserver::end);
    // Queued: a program that cannot be started is reported from within start().
    connect(
        m_process.get(), &QProcess::errorOccurred, this,
        [this, started](QProcess::ProcessError error) {
            // It may have been stopped meanwhile, and another one started.
            if (error == QProcess::FailedToStart && m_process.get() == started)
                end();
        },
        Qt::QueuedConnection);
    startPkexec(*m_process, m_helper, u"observe"_s);
    m_process->write("{\"format\": 1, \"daemon\": \"chrony\", \"interval_s\": 2}\n");
    m_timer = m_scheduler.after(signOfLife, [this] { sayThatSomebodyIsThere(); });
}

/// It ends when its input is closed; nobody but root could kill it.
void PkexecObserver::stop()
{
    m_scheduler.cancel(m_timer);
    if (!m_process)
        return;
    m_process->disconnect();
    // A QProcess that is destroyed waits for its program, which may wait for a password.
    QProcess *process = m_process.release();
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->closeWriteChannel();
    process->closeReadChannel(QProcess::StandardOutput);
}

void PkexecObserver::sayThatSomebodyIsThere()
{
    m_process->write("\n");
    m_timer = m_scheduler.after(signOfLife, [this] { sayThatSomebodyIsThere(); });
}

void PkexecObserver::readLines()
{
    while (m_process->canReadLine()) {
        const QByteArray line = m_process->readLine();
        if (const auto observation = parseChronyObservation(line, m_clock.read().realtime)) {
            m_hasObserved = true;
            Q_EMIT observed(*observation);
        } else {
            m_last = parseHelperLine(line);
        }
        // Whoever hears of it may have had enough.
        if (!m_process)
            return;
    }
}

void PkexecObserver::end()
{
    readLines();
    if (!m_process)
        return;
    m_scheduler.cancel(m_timer);
    const std::unique_ptr<QProcess, QScopedPointerDeleteLater> process(m_process.release());
    Q_EMIT ended(endOfHelper(*process, m_last, m_hasObserved));
}

} // namespace synchroscope
