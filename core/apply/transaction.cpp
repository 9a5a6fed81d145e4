// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/transaction.h"

#include <QElapsedTimer>

#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

ServiceStatus inWords(const FileStatus &status)
{
    return status ? ServiceStatus(sentenceOf(*status)) : ServiceStatus();
}

/// A log has lines of its own.
void addSentence(QString &text, const QString &sentence)
{
    if (!text.isEmpty() && !sentence.isEmpty())
        text += text.contains(u'\n') ? u'\n' : u' ';
    text += sentence;
}

void addReversal(QString &text, const Journal::Reversal &reversal)
{
    for (const QString &path : reversal.changedSince)
        addSentence(text, u"\"%1\" has been changed by somebody else since, and is left alone."_s.arg(path));
    if (!reversal.setAside.isEmpty())
        addSentence(text, u"Its old text is in \"%1\"."_s.arg(reversal.setAside));
}

bool namesAFileTwice(const Change &change)
{
    std::set<QString> paths;
    for (const FileChange &file : change.files)
        paths.insert(file.path);
    return paths.size() != change.files.size();
}

} // namespace

QLatin1StringView nameOf(ApplyStep step)
{
    switch (step) {
    case ApplyStep::Lock:
        return "lock"_L1;
    case ApplyStep::Recover:
        return "recover"_L1;
    case ApplyStep::Check:
        return "check"_L1;
    case ApplyStep::Validate:
        return "validate"_L1;
    case ApplyStep::Journal:
        return "journal"_L1;
    case ApplyStep::Write:
        return "write"_L1;
    case ApplyStep::Reload:
        return "reload"_L1;
    case ApplyStep::Restart:
        return "restart"_L1;
    case ApplyStep::Verify:
        return "verify"_L1;
    case ApplyStep::Commit:
        return "commit"_L1;
    case ApplyStep::Restore:
        return "restore"_L1;
    case ApplyStep::ReloadOld:
        return "reload_old"_L1;
    case ApplyStep::RestartOld:
        return "restart_old"_L1;
    case ApplyStep::VerifyOld:
        return "verify_old"_L1;
    }
    return {};
}

QLatin1StringView nameOf(ApplyResult result)
{
    switch (result) {
    case ApplyResult::Committed:
        return "committed"_L1;
    case ApplyResult::Restored:
        return "restored"_L1;
    case ApplyResult::Refused:
        return "refused"_L1;
    case ApplyResult::Failed:
        return "failed"_L1;
    }
    return {};
}

Transaction::Transaction(Setup setup, ServiceManager &services, Verifier &verifier, Listener listener)
    : m_setup(std::move(setup))
    , m_files(m_setup.root, m_setup.owner)
    , m_services(services)
    , m_verifier(verifier)
    , m_listener(std::move(listener))
{}

ServiceStatus Transaction::step(ApplyStep which,
                                const std::function<ServiceStatus(QString &remark)> &work) const
{
    QElapsedTimer timer;
    timer.start();
    QString remark;
    ServiceStatus failure = work(remark);
    constexpr double second = 1e9;
    m_listener(
        {which, !failure, failure.value_or(remark), static_cast<double>(timer.nsecsElapsed()) / second});
    return failure;
}

ServiceStatus Transaction::recover()
{
    if (m_isOpen)
        return {};
    if (ServiceStatus locked = step(ApplyStep::Lock, [this](QString &) {
            return inWords(m_journal.open(m_setup.root, m_setup.journalFolder, m_setup.owner));
        }))
        return locked;
    std::optional<Change> takenBack;
    ServiceStatus stuck =
        step(ApplyStep::Recover, [&](QString &remark) { return takeInterruptedBack(takenBack, remark); });
    if (!stuck && takenBack) {
        // It is forgotten only after that: who is interrupted here tells the daemon again.
        if (m_tells)
            (void)makeOldEffective(*takenBack);
        stuck = inWords(m_journal.forget(m_files));
    }
    m_isOpen = !stuck;
    return stuck;
}

bool Transaction::mustTell(const Change &change, QString &remark) const
{
    if (change.effect == ChangeEffect::None)
        return false;
    // Somebody may have started it meanwhile, with files as they were then.
    if (m_wasActive || !m_services.isStopped(change.unit))
        return true;
    addSentence(remark, u"\"%1\" does not run, so nothing had to be told."_s.arg(change.unit));
    return false;
}

/// `takenBack`: its daemon may know of it, unless `m_tells` says otherwise.
ServiceStatus Transaction::takeInterruptedBack(std::optional<Change> &takenBack, QString &remark)
{
    const Journal::Recovery recovery = m_journal.recover(m_files);
    if (recovery.failure)
        return inWords(recovery.failure);
    if (!recovery.setAside.isEmpty())
        addSentence(remark, u"The journal of an interrupted change was damaged; it is now \"%1\"."_s.arg(
                                recovery.setAside));
    if (!recovery.found)
        return {};
    if (recovery.reversal.failure)
        return u"An interrupted change cannot be taken back. "_s + sentenceOf(*recovery.reversal.failure);
    if (recovery.found->state == ChangeState::Prepared)
        return inWords(m_journal.forget(m_files));
    addSentence(remark, u"An interrupted change was taken back."_s);
    addReversal(remark, recovery.reversal);
    m_wasActive = recovery.found->wasActive;
    m_tells = mustTell(recovery.found->change, remark);
    takenBack = recovery.found->change;
    return {};
}

ApplyOutcome Transaction::apply(const Change &change)
{
    return apply([&change] { return Result<Change>(change); });
}

ApplyOutcome Transaction::apply(const std::function<Result<Change>()> &plan)
{
    if (ServiceStatus failure = recover())
        return {ApplyResult::Refused, *failure};
    return run(plan);
}

ApplyOutcome Transaction::undo(uint askedBy, const QDateTime &when, const QByteArray &expect,
                               const std::function<void(const Change &)> &chosen)
{
    if (ServiceStatus failure = recover())
        return {ApplyResult::Refused, *failure};
    const Journal::Last last = m_journal.last();
    if (last.failure)
        return {ApplyResult::Refused, sentenceOf(*last.failure)};
    if (!last.setAside.isEmpty())
        return {ApplyResult::Refused,
                u"The record of the last change was damaged; it is now \"%1\"."_s.arg(last.setAside)};
    if (!last.change)
        return {ApplyResult::Refused, u"There is no change to take back."_s};
    Change change = *last.change;
    if (!expect.isEmpty() && expect != change.digest)
        return {ApplyResult::Refused,
                u"The last change is another one, made by user %1 at %2. \"synchroscopectl servers undo\" "
                "takes that one back."_s.arg(QString::number(change.askedBy),
                                             change.when.toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s))};
    change.files = reversed(std::move(change.files));
    change.undoes = true;
    change.askedBy = askedBy;
    change.when = when;
    if (chosen)
        chosen(change);
    return run([&change] { return Result<Change>(change); });
}

ApplyOutcome Transaction::run(const std::function<Result<Change>()> &plan)
{
    Change change;
    const auto refusal = step(ApplyStep::Check, [&](QString &) {
        const Result<Change> planned = plan();
        if (!planned)
            return ServiceStatus(planned.error().detail);
        change = *planned;
        return check(change);
    });
    if (refusal)
        return {ApplyResult::Refused, *refusal};
    if (m_setup.validate) {
        const auto doubt =
            step(ApplyStep::Validate, [&](QString &remark) { return m_setup.validate(change, remark); });
        if (doubt)
            return {ApplyResult::Refused, *doubt};
    }
    m_wasActive = change.effect == ChangeEffect::None || !m_services.isStopped(change.unit);
    if (ServiceStatus failure = step(
            ApplyStep::Journal, [&](QString &) { return inWords(m_journal.begin(change, m_wasActive)); }))
        return {ApplyResult::Refused, *failure};

    QString untold;
    ServiceStatus failure = step(ApplyStep::Write, [&](QString &) { return write(change); });
    if (!failure)
        m_tells = mustTell(change, untold);
    if (!failure && m_tells)
        failure = makeEffective(change);
    if (!failure)
        failure = step(ApplyStep::Commit, [&](QString &remark) {
            remark = untold;
            return inWords(m_journal.commit(m_files));
        });
    if (failure)
        return takeBack(change, *failure);
    return {ApplyResult::Committed, untold};
}

ServiceStatus Transaction::check(const Change &change) const
{
    if (change.files.empty() || namesAFileTwice(change))
        return u"A change must name files, and each once."_s;
    if (!isServiceUnit(change.unit))
        return u"\"%1\" is not a time daemon's unit."_s.arg(change.unit);
    for (const FileChange &file : change.files) {
        const FileReading reading = m_files.read(file.path);
        if (reading.failure)
            return inWords(reading.failure);
        if (reading.text != file.before)
            return sentenceOf({FileFault::Changed, file.path, {}});
    }
    return {};
}

ServiceStatus Transaction::write(const Change &change)
{
    // All that needs room on the disk comes before the first file changes.
    for (const FileChange &file : change.files) {
        if (FileStatus failure = m_files.stage(file))
            return inWords(failure);
    }
    if (FileStatus failure = m_journal.mark(ChangeState::Written))
        return inWords(failure);
    m_touched = true;
    for (const FileChange &file : change.files) {
        if (FileStatus failure = m_files.change(file))
            return inWords(failure);
    }
    return {};
}

ServiceStatus Transaction::tellDaemon(const Change &change)
{
    m_toldAt = QDateTime::currentDateTimeUtc();
    if (change.effect == ChangeEffect::Reload)
        return m_services.reloadSources();
    // Without this, systemd starts nothing that was started too often.
    (void)m_services.resetFailed(change.unit);
    return m_services.restart(change.unit);
}

ServiceStatus Transaction::withLog(const ServiceStatus &failure, const Change &change) const
{
    const QString log = failure ? m_services.logSince(change.unit, m_toldAt) : QString();
    return log.isEmpty() ? failure : u"%1\n%2"_s.arg(*failure, log);
}

ServiceStatus Transaction::makeEffective(const Change &change)
{
    const bool reloads = change.effect == ChangeEffect::Reload;
    ServiceStatus failure = step(reloads ? ApplyStep::Reload : ApplyStep::Restart, [&](QString &) {
        const ServiceStatus told = tellDaemon(change);
        return told ? withLog(told, change) : inWords(m_journal.mark(ChangeState::Effective));
    });
    return failure ? failure : verify(ApplyStep::Verify, change, Configuration::New);
}

ServiceStatus Transaction::makeOldEffective(const Change &change)
{
    const bool reloads = change.effect == ChangeEffect::Reload;
    ServiceStatus failure = step(reloads ? ApplyStep::ReloadOld : ApplyStep::RestartOld,
                                 [&](QString &) { return withLog(tellDaemon(change), change); });
    return failure ? failure : verify(ApplyStep::VerifyOld, change, Configuration::Old);
}

ServiceStatus Transaction::verify(ApplyStep which, const Change &change, Configuration configuration)
{
    return step(which, [&](QString &remark) {
        const ServiceStatus failure = m_verifier.waitUntilUp(change.unit, configuration);
        remark = m_verifier.remark();
        return withLog(failure, change);
    });
}

ApplyOutcome Transaction::takeBack(const Change &change, const QString &why)
{
    QString detail = why;
    if (!m_touched) {
        step(ApplyStep::Restore, [this](QString &) { return inWords(m_journal.forget(m_files)); });
        return {ApplyResult::Restored, detail};
    }
    bool whole = true;
    const ServiceStatus stuck = step(ApplyStep::Restore, [&](QString &remark) {
        const Journal::Reversal reversal = m_journal.takeBack(m_files);
        addReversal(remark, reversal);
        whole = reversal.changedSince.isEmpty();
        m_tells = !reversal.failure && mustTell(change, remark);
        addSentence(detail, remark);
        return inWords(reversal.failure);
    });
    if (stuck) {
        addSentence(detail, u"%1 The next run will try again to take the change back."_s.arg(*stuck));
        return {ApplyResult::Failed, detail};
    }
    const ServiceStatus down = m_tells ? makeOldEffective(change) : ServiceStatus();
    // Should this fail, the next run finds that all is as it was, and forgets it.
    (void)m_journal.forget(m_files);
    if (down) {
        addSentence(detail, *down);
        return {ApplyResult::Failed, detail};
    }
    return {whole ? ApplyResult::Restored : ApplyResult::Failed, detail};
}

} // namespace synchroscope
