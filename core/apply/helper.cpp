// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/helper.h"

#include "core/apply/program.h"
#include "core/apply/secureconfigfiles.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

QByteArray jsonLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QString digestText(const std::optional<QByteArray> &text)
{
    return text ? QString::fromLatin1(QCryptographicHash::hash(*text, QCryptographicHash::Sha256).toHex())
                : u"no file"_s;
}

/// In whole seconds, as the journal keeps it.
QDateTime now()
{
    return QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), Qt::UTC);
}

Helper::ExitCode exitCodeOf(ApplyResult result)
{
    switch (result) {
    case ApplyResult::Committed:
        return Helper::exitCommitted;
    case ApplyResult::Refused:
        return Helper::exitRefused;
    case ApplyResult::Restored:
    case ApplyResult::Failed:
        break;
    }
    return Helper::exitNotCommitted;
}

QString nameOf(ServiceRequest::Action action)
{
    switch (action) {
    case ServiceRequest::Action::Start:
        return u"start"_s;
    case ServiceRequest::Action::Stop:
        return u"stop"_s;
    case ServiceRequest::Action::Restart:
        return u"restart"_s;
    case ServiceRequest::Action::Reload:
        break;
    }
    return u"reload"_s;
}

} // namespace

std::optional<uint> callerOf(const Invocation &invocation)
{
    const QByteArray user = invocation.pkexecUser.value_or(QByteArray());
    const bool digits =
        std::all_of(user.cbegin(), user.cend(), [](char digit) { return digit >= '0' && digit <= '9'; });
    bool ok = false;
    const uint number = user.toUInt(&ok);
    return ok && digits ? std::optional(number) : std::nullopt;
}

std::optional<QString> whyNotAllowed(const Invocation &invocation)
{
    if (invocation.effectiveUser != 0 || !callerOf(invocation))
        return u"This program is started by Synchroscope through pkexec."_s;
    if (invocation.installed.isEmpty() || invocation.program != invocation.installed)
        return u"This program works from the place only where it was installed."_s;
    return std::nullopt;
}

Helper::Helper(Setup setup) : m_setup(std::move(setup)), m_services(m_setup.programs, m_setup.limits) {}

NamedServers Helper::readChrony(const ChronyPlace &place) const
{
    SecureConfigFiles files(m_setup.root, m_setup.owner);
    if (place.mainFile && !place.mainFile->isEmpty())
        return collectNamedServers(files, DaemonKind::Chrony, *place.mainFile);
    // Named, so that nothing counts that another distribution's chronyd would read.
    QStringList usual{u"/etc/chrony/chrony.conf"_s, u"/etc/chrony.conf"_s};
    if (place.unit && place.unit->unit == "chronyd.service"_L1)
        std::reverse(usual.begin(), usual.end());
    return collectNamedServers(files, DaemonKind::Chrony,
                               files.exists(usual.constFirst()) ? usual.constFirst() : usual.constLast());
}

Helper::DaemonPlace Helper::findDaemon(DaemonKind daemon) const
{
    DaemonPlace place;
    constexpr int attempts = 3;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        place.unit = m_services.unitAmong(unitsOf(daemon));
        if (!place.unit)
            return {};
        place.mainFile = mainFileOf(*place.unit, daemon, m_setup.proc);
        // A process's number may be another's by the time that it is looked at.
        const std::optional<UnitFacts> now = m_services.unitAmong({place.unit->unit});
        if (now && now->mainPid == place.unit->mainPid)
            return place;
    }
    place.mainFile =
        Error{ErrorCode::ChangeFailed, {}, u"\"%1\" is started again and again."_s.arg(place.unit->unit)};
    return place;
}

Helper::ChronyPlace Helper::findChrony()
{
    ChronyPlace place{findDaemon(DaemonKind::Chrony), {}};
    place.socket = chronySocketOf(readChrony(place));
    m_services.setChronySocket(place.socket);
    return place;
}

std::optional<Chronyc> Helper::chronycFor(const ChronyPlace &place) const
{
    if (place.socket.isEmpty() || !place.mainFile)
        return std::nullopt;
    return Chronyc(m_setup.programs.chronyc, place.socket, m_setup.limits.answer);
}

Result<Chronyc> Helper::chronycToCommand()
{
    const ChronyPlace place = findChrony();
    if (!place.mainFile)
        return place.mainFile.error();
    std::optional<Chronyc> chronyc = chronycFor(place);
    if (!chronyc)
        return Error{ErrorCode::ChangeFailed, {}, u"chronyd takes no commands on a Unix socket here."_s};
    return *std::move(chronyc);
}

ChronyAnswers Helper::verifierFor(const ChronyPlace &place, StaysActive::Pace pace)
{
    return ChronyAnswers(m_services, chronycFor(place), pace, [this, place] { return readChrony(place); });
}

void Helper::lookAround(ChronyAnswers &verifier, const ChronyPlace &place) const
{
    verifier.ask(chronycFor(place), [this, place] { return readChrony(place); });
    // Of a chronyd that does not answer only its parser tells what it would not follow either.
    if (!verifier.lookAround())
        excuseRefused(verifier, place, chronyLines(readChrony(place)));
}

void Helper::excuseRefused(ChronyAnswers &verifier, const ChronyPlace &place,
                           const std::vector<QByteArray> &lines) const
{
    QString remark;
    std::vector<QByteArray> refused;
    for (const ChronyParser::Refusal &refusal : parserFor(place.unit).refusals(lines, remark))
        refused.push_back(refusal.line);
    verifier.excuse(refused);
}

ChronyParser Helper::parserFor(const std::optional<UnitFacts> &unit) const
{
    ChronyParser::Setup parser = m_setup.parser;
    if (unit && unit->program.endsWith("/chronyd"_L1))
        parser.programs.prepend(unit->program);
    return ChronyParser(parser);
}

StaysActive::Pace Helper::paceFor(std::chrono::seconds wait) const
{
    StaysActive::Pace pace = m_setup.pace;
    // Nothing could be up within less.
    pace.limit = std::max<std::chrono::milliseconds>(wait, 2 * pace.stay);
    pace.limit = std::min(pace.limit, m_setup.longestWait);
    return pace;
}

Transaction Helper::transaction(Verifier &verifier,
                                std::function<ServiceStatus(const Change &, QString &)> validate)
{
    return Transaction({m_setup.root, m_setup.journalFolder, m_setup.owner, std::move(validate)}, m_services,
                       verifier, [this](const StepReport &report) {
                           printStep(nameOf(report.step), report.ok, report.detail, report.seconds);
                       });
}

Result<Change> Helper::planned(const HelperRequest &request, const DaemonPlace &place) const
{
    const auto refusal = [](const QString &why) { return Error{ErrorCode::ChangeFailed, {}, why}; };
    if (!place.mainFile)
        return place.mainFile.error();
    const Result<PlannedChange> plan = m_setup.plan(request, *place.mainFile);
    if (!plan)
        return plan.error();
    if (plan->digest != request.expect)
        return refusal(u"The change would not be the one that was shown: files have changed since."_s);
    const bool inEtc = std::all_of(plan->files.cbegin(), plan->files.cend(),
                                   [](const FileChange &file) { return file.path.startsWith("/etc/"_L1); });
    if (!inEtc)
        return refusal(u"Only files in /etc are changed."_s);
    return Change{plan->files,  plan->effect,   request.daemon, place.unit ? place.unit->unit : plan->unit,
                  plan->digest, m_setup.caller, now(),          false};
}

int Helper::apply(const QByteArray &request)
{
    const RequestReading reading = parseHelperRequest(request);
    if (!reading.request)
        return refuse(reading.refusal->sentence);
    const DaemonKind daemon = reading.request->daemon;
    const bool isChrony = daemon == DaemonKind::Chrony;
    ChronyPlace chrony = findChrony();
    ChronyAnswers verifier = verifierFor(chrony, paceFor(reading.request->wait));
    // For what an interrupted run left, and once more when that is taken back.
    lookAround(verifier, chrony);
    const auto validate = [&](const Change &wanted, QString &remark) {
        const std::vector<QByteArray> lines = newChronyLines(wanted.files);
        lookAround(verifier, chrony);
        verifier.expect(lines);
        return parserFor(chrony.unit).check(lines, remark);
    };
    Transaction changing = isChrony ? transaction(verifier, validate) : transaction(verifier);
    return finish(changing.apply([&]() -> Result<Change> {
        // The daemon may have been told meanwhile of what was taken back.
        chrony = findChrony();
        Result<Change> change =
            planned(*reading.request, isChrony ? DaemonPlace(chrony) : findDaemon(daemon));
        if (change)
            logChange(u"apply"_s, *change, reading.request->expect);
        return change;
    }));
}

int Helper::undo(const QByteArray &request)
{
    const Reading<UndoRequest> reading = parseUndoRequest(request);
    if (!reading.request)
        return refuse(reading.refusal->sentence);
    ChronyPlace chrony = findChrony();
    ChronyAnswers verifier = verifierFor(chrony, paceFor(reading.request->wait));
    lookAround(verifier, chrony);
    const auto chosen = [&](const Change &change) {
        logChange(u"undo"_s, change, change.digest);
        if (change.daemon != DaemonKind::Chrony)
            return;
        chrony = findChrony();
        lookAround(verifier, chrony);
        // What comes back was there before, whether chronyd took it or not.
        excuseRefused(verifier, chrony, newChronyLines(change.files));
    };
    return finish(transaction(verifier).undo(m_setup.caller, now(), reading.request->expect, chosen));
}

int Helper::tellChrony(const QByteArray &request, const QString &name, const QStringList &words,
                       const QString &refusal)
{
    const Reading<CommandRequest> reading = parseCommandRequest(request);
    if (!reading.request)
        return refuse(reading.refusal->sentence);
    if (reading.request->daemon != DaemonKind::Chrony)
        return refuse(refusal);
    const Result<Chronyc> chronyc = chronycToCommand();
    if (!chronyc)
        return refuse(chronyc.error().detail);
    log(name);
    return finish(step(name, [&](QString &remark) {
        const Chronyc::Answer answer = chronyc->ask(words);
        remark = oneLine(answer.text);
        return answer.failure;
    }));
}

int Helper::stepClock(const QByteArray &request)
{
    return tellChrony(request, u"step"_s, {u"makestep"_s},
                      u"Only chrony can be told to correct the clock at once."_s);
}

int Helper::burst(const QByteArray &request)
{
    // As iburst asks: four good answers, and no fifth question.
    return tellChrony(request, u"burst"_s, {u"burst"_s, u"4/4"_s},
                      u"Only chrony can be told to ask its sources at once."_s);
}

// "onoffline" would also take those offline to which there is no route at this moment, and leaves alone those
// whose address is not known.
int Helper::goOnline(const QByteArray &request)
{
    return tellChrony(request, u"online"_s, {u"online"_s},
                      u"Only chrony can be told to ask its sources again."_s);
}

int Helper::controlService(const QByteArray &request)
{
    using Action = ServiceRequest::Action;
    const Reading<ServiceRequest> reading = parseServiceRequest(request);
    if (!reading.request)
        return refuse(reading.refusal->sentence);
    const DaemonKind daemon = reading.request->daemon;
    const Action action = reading.request->action;
    if (action == Action::Reload && daemon != DaemonKind::Chrony)
        return refuse(u"Only chrony reads its servers again while it runs."_s);
    ChronyPlace chrony = findChrony();
    const std::optional<UnitFacts> found =
        daemon == DaemonKind::Chrony ? chrony.unit : m_services.unitAmong(unitsOf(daemon));
    if (!found)
        return refuse(u"There is no such time service here."_s);
    ChronyAnswers verifier = verifierFor(chrony, paceFor(reading.request->wait));
    // Nothing is done in the midst of a change, nor before an interrupted one is taken back.
    Transaction change = transaction(verifier);
    if (const ServiceStatus busy = change.recover())
        return refuse(*busy);

    const QString unit = found->unit;
    if (daemon == DaemonKind::Chrony) {
        chrony = findChrony();
        lookAround(verifier, chrony);
    }
    log(u"%1 %2"_s.arg(nameOf(action), unit));
    const QDateTime since = now();
    const auto withLog = [&](const ServiceStatus &failure) {
        const QString said = failure ? m_services.logSince(unit, since) : QString();
        return said.isEmpty() ? failure : u"%1\n%2"_s.arg(*failure, said);
    };
    ServiceStatus failure = step(nameOf(action), [&](QString &) {
        if (action == Action::Stop)
            return m_services.stop(unit);
        if (action == Action::Reload)
            return withLog(m_services.reloadSources());
        // Without this, systemd starts nothing that was started too often.
        (void)m_services.resetFailed(unit);
        return withLog(action == Action::Start ? m_services.start(unit) : m_services.restart(unit));
    });
    if (!failure && action != Action::Stop)
        failure = step(u"verify"_s, [&](QString &remark) {
            const ServiceStatus down = verifier.waitUntilUp(unit, Configuration::Old);
            remark = verifier.remark();
            return withLog(down);
        });
    return finish(failure);
}

int Helper::observe(const QByteArray &request)
{
    const Reading<ObserveRequest> reading = parseObserveRequest(request);
    if (!reading.request)
        return refuse(reading.refusal->sentence);
    if (reading.request->daemon != DaemonKind::Chrony)
        return refuse(u"Only chrony tells root more than others."_s);
    const Result<Chronyc> chronyc = chronycToCommand();
    if (!chronyc)
        return refuse(chronyc.error().detail);
    log(u"observe"_s);
    Observer::Setup setup = m_setup.observer;
    setup.interval = reading.request->interval;
    if (Observer(setup, *chronyc).run() == Observer::End::NobodyThere)
        return end(u"done"_s, u"Nobody said for ten minutes that somebody is there."_s, exitCommitted);
    return end(u"done"_s, {}, exitCommitted);
}

ServiceStatus Helper::step(const QString &name,
                           const std::function<ServiceStatus(QString &remark)> &work) const
{
    QElapsedTimer timer;
    timer.start();
    QString remark;
    ServiceStatus failure = work(remark);
    constexpr double second = 1e9;
    printStep(name, !failure, failure.value_or(remark), static_cast<double>(timer.nsecsElapsed()) / second);
    return failure;
}

int Helper::refuse(const QString &why, ExitCode code)
{
    return end(nameOf(ApplyResult::Refused), why, code);
}

int Helper::finish(const ApplyOutcome &outcome)
{
    return end(nameOf(outcome.result), outcome.detail, exitCodeOf(outcome.result));
}

int Helper::finish(const ServiceStatus &failure)
{
    return failure ? end(nameOf(ApplyResult::Failed), *failure, exitNotCommitted)
                   : end(u"done"_s, {}, exitCommitted);
}

int Helper::end(const QString &result, const QString &detail, ExitCode code)
{
    // What follows is the daemon's own log.
    log(u"%1. %2"_s.arg(result, detail.section(u'\n', 0, 0)));
    m_setup.print(jsonLine({{u"result"_s, result}, {u"detail"_s, detail}}));
    return code;
}

void Helper::printStep(const QString &name, bool ok, const QString &detail, double seconds) const
{
    m_setup.print(
        jsonLine({{u"step"_s, name}, {u"ok"_s, ok}, {u"detail"_s, detail}, {u"seconds"_s, seconds}}));
}

void Helper::logChange(const QString &verb, const Change &change, const QByteArray &expected) const
{
    log(u"%1 %2: shown %3, planned %4"_s.arg(verb, change.unit, QString::fromLatin1(expected),
                                             QString::fromLatin1(change.digest)));
    for (const FileChange &file : change.files)
        log(u"%1: from %2 to %3"_s.arg(file.path, digestText(file.before), digestText(file.after)));
}

void Helper::log(const QString &text) const
{
    QString line = u"user %1: "_s.arg(m_setup.caller) + text;
    std::replace_if(
        line.begin(), line.end(), [](QChar character) { return !character.isPrint(); }, u'?');
    m_setup.log(line.trimmed());
}

} // namespace synchroscope
