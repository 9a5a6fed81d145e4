// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/helperrunner.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// What pkexec's exit code says when the helper has not run: the prompt was closed; or nobody could be asked,
// the user may not, or there is no such program (pkexec(1)).
constexpr int pkexecDismissed = 126;
constexpr int pkexecRefused = 127;

// Of what is printed on standard error.
constexpr qsizetype mostWords = 2000;

QString pkexecProgram()
{
    return QStandardPaths::findExecutable(u"pkexec"_s);
}

ChangeResult resultNamed(const QString &name)
{
    if (name == "committed"_L1 || name == "done"_L1)
        return ChangeResult::Committed;
    if (name == "restored"_L1)
        return ChangeResult::Restored;
    return name == "refused"_L1 ? ChangeResult::Refused : ChangeResult::Failed;
}

} // namespace

void startPkexec(QProcess &process, const QString &helper, const QString &verb)
{
    process.start(pkexecProgram(), {helper, verb});
}

HelperEnd endOfHelper(QProcess &process, const HelperLine &last, bool hasBegun)
{
    const bool hasRun = process.error() != QProcess::FailedToStart;
    const QString words =
        hasRun ? QString::fromLocal8Bit(process.readAllStandardError()).trimmed().left(mostWords)
               : process.errorString();
    HelperEnd end{.result = ChangeResult::Refused, .detail = words};
    if (!last.result.isEmpty())
        end = {.result = resultNamed(last.result), .detail = last.detail};
    else if (hasBegun)
        end.result = ChangeResult::Failed;
    else if (hasRun && process.exitCode() == pkexecDismissed)
        end.result = ChangeResult::Cancelled;
    else if (!hasRun || process.exitCode() == pkexecRefused)
        end.result = ChangeResult::NotAllowed;
    return end;
}

PkexecRunner::PkexecRunner(QString helper, QObject *parent)
    : HelperRunner(parent)
    , m_helper(std::move(helper))
{}

PkexecRunner::~PkexecRunner()
{
    if (!m_process)
        return;
    // A QProcess that is destroyed kills its program, which must not be in the middle of a change.
    QProcess *process = m_process.release();
    process->disconnect();
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
}

ChangeAbility PkexecRunner::ability() const
{
    if (!QFileInfo(m_helper).isExecutable())
        return ChangeAbility::NoHelper;
    return pkexecProgram().isEmpty() ? ChangeAbility::NoPkexec : ChangeAbility::Able;
}

void PkexecRunner::run(const QString &verb, const QByteArray &request)
{
    Q_ASSERT(!m_process);
    m_hasBegun = false;
    m_last = {};
    m_process = std::make_unique<QProcess>();
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &PkexecRunner::readLines);
    connect(m_process.get(), &QProcess::finished, this, &PkexecRunner::end);
    // Queued: a program that cannot be started is reported from within start().
    connect(
        m_process.get(), &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end();
        },
        Qt::QueuedConnection);
    startPkexec(*m_process, m_helper, verb);
    m_process->write(request);
    m_process->closeWriteChannel();
}

void PkexecRunner::readLines()
{
    while (m_process->canReadLine())
        takeLine(m_process->readLine());
}

void PkexecRunner::takeLine(const QByteArray &line)
{
    m_last = parseHelperLine(line);
    if (!m_last.step)
        return;
    m_hasBegun = true;
    Q_EMIT stepTaken(*m_last.step);
}

void PkexecRunner::end()
{
    readLines();
    if (const QByteArray rest = m_process->readAllStandardOutput(); !rest.isEmpty())
        takeLine(rest);
    const std::unique_ptr<QProcess, QScopedPointerDeleteLater> process(m_process.release());
    Q_EMIT finished(endOfHelper(*process, m_last, m_hasBegun));
}

} // namespace synchroscope
