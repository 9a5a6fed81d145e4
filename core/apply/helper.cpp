// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/helper.h"

#include <QCryptographicHash>
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

int exitCodeOf(ApplyResult result)
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

Transaction Helper::transaction(Verifier &verifier)
{
    return Transaction({m_setup.root, m_setup.journalFolder, m_setup.owner}, m_services, verifier,
                       [this](const StepReport &report) {
                           m_setup.print(jsonLine({{u"step"_s, nameOf(report.step)},
                                                   {u"ok"_s, report.ok},
                                                   {u"detail"_s, report.detail},
                                                   {u"seconds"_s, report.seconds}}));
                       });
}

int Helper::apply(const QByteArray &request)
{
    const RequestReading reading = parseHelperRequest(request);
    if (!reading.request)
        return refuse(reading.refusal->sentence);
    const Result<PlannedChange> planned = m_setup.plan(*reading.request);
    if (!planned)
        return refuse(planned.error().detail);
    if (planned->digest != reading.request->expect)
        return refuse(u"The change would not be the one that was shown: files have changed since."_s);
    const bool inEtc = std::all_of(planned->files.cbegin(), planned->files.cend(),
                                   [](const FileChange &file) { return file.path.startsWith("/etc/"_L1); });
    if (!inEtc)
        return refuse(u"Only files in /etc are changed."_s);

    const Change change{planned->files,
                        planned->effect,
                        reading.request->daemon,
                        planned->unit,
                        planned->digest,
                        m_setup.caller,
                        now(),
                        false};
    logChange(u"apply"_s, change, reading.request->expect);
    StaysActive::Pace pace = m_setup.pace;
    pace.limit = std::min<std::chrono::milliseconds>(pace.limit, reading.request->wait);
    StaysActive verifier(m_services, pace);
    return finish(transaction(verifier).apply(change));
}

int Helper::undo()
{
    StaysActive verifier(m_services, m_setup.pace);
    return finish(transaction(verifier).undo(m_setup.caller, now(), [this](const Change &change) {
        logChange(u"undo"_s, change, change.digest);
    }));
}

int Helper::refuse(const QString &why, ExitCode code) const
{
    (void)finish({ApplyResult::Refused, why});
    return code;
}

int Helper::finish(const ApplyOutcome &outcome) const
{
    log(u"%1. %2"_s.arg(nameOf(outcome.result), outcome.detail));
    m_setup.print(jsonLine({{u"result"_s, nameOf(outcome.result)}, {u"detail"_s, outcome.detail}}));
    return exitCodeOf(outcome.result);
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
