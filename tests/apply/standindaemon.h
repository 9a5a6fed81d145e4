// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/services.h"
#include "tests/apply/diskcalls.h"
#include "tests/apply/ownmachine.h"

#include <QStringList>

#include <functional>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

/// A service manager and its time daemon, which lives in a file: what it runs with stays known when the
/// process that started it is killed. It does not start with a configuration that holds "invalid", nor with
/// no server at all.
class StandInDaemon final : public ServiceManager, public Verifier
{
public:
    StandInDaemon(const FileTree &tree, QStringList files) : m_tree(tree), m_files(std::move(files)) {}

    /// What it would read now.
    QByteArray configuration() const
    {
        QByteArray all;
        for (const QString &path : m_files)
            all += path.toUtf8() + ":\n" + textOf(m_tree.real(path)).value_or("(none)\n");
        return all;
    }
    /// What it runs with; empty: it does not run.
    QByteArray running() const { return textOf(m_tree.real(place())).value_or(QByteArray()); }
    bool start() { return !restart({}) && !m_calls.isEmpty() && (m_calls.clear(), true); }
    bool stop() { return m_tree.write(place(), {}); }

    QStringList calls() const { return m_calls; }
    /// Comes before every call.
    void setHook(std::function<void(const QString &call)> hook) { m_hook = std::move(hook); }
    void failOn(const QString &call, const QString &reason) { m_failing = {call, reason}; }

    ServiceStatus reloadSources() override
    {
        return call(u"reload"_s, [this] { return running().isEmpty() ? refused() : takeConfiguration(); });
    }
    ServiceStatus restart(const QString &unit) override
    {
        return call(u"restart "_s + unit, [this] { return takeConfiguration(); });
    }
    ServiceStatus resetFailed(const QString &unit) override
    {
        return call(u"reset-failed "_s + unit, [] { return ServiceStatus(); });
    }
    ServiceStatus isActive(const QString &unit) override
    {
        return call(u"is-active "_s + unit,
                    [this] { return running().isEmpty() ? refused() : ServiceStatus(); });
    }
    /// What it has logged whenever somebody asks.
    void setLog(const QString &log) { m_log = log; }
    QString logSince(const QString &unit, const QDateTime &since) override
    {
        const bool isOfNow = since.secsTo(QDateTime::currentDateTimeUtc()) < 60;
        return unit == "chrony.service"_L1 && isOfNow ? m_log : QString();
    }
    ServiceStatus waitUntilUp(const QString &unit, Configuration which) override
    {
        const QString name = which == Configuration::New ? u"new"_s : u"old"_s;
        return call(u"verify "_s + unit + u' ' + name, [this] {
            return running() == configuration() ? ServiceStatus() : ServiceStatus(u"It is not up."_s);
        });
    }

private:
    static QString place() { return u"/run/daemon"_s; }
    static ServiceStatus refused() { return u"It does not run."_s; }

    ServiceStatus takeConfiguration() const
    {
        const QByteArray now = configuration();
        const bool starts = !now.contains("invalid") && (now.contains("\nserver") || now.contains("\npool"));
        if (!m_tree.write(place(), starts ? now : QByteArray()))
            qFatal("The stand-in daemon cannot write.");
        return starts ? ServiceStatus() : ServiceStatus(u"Job for the unit failed."_s);
    }

    /// Whoever is killed may have done it, or not.
    ServiceStatus call(const QString &name, const std::function<ServiceStatus()> &work)
    {
        diskcalls::point();
        m_calls.append(name);
        if (m_hook)
            m_hook(name);
        if (name.startsWith(m_failing.first) && !m_failing.first.isEmpty())
            return m_failing.second;
        ServiceStatus status = work();
        diskcalls::point();
        return status;
    }

    const FileTree &m_tree;
    QStringList m_files;
    QStringList m_calls;
    std::function<void(const QString &call)> m_hook;
    std::pair<QString, QString> m_failing;
    QString m_log;
};

} // namespace synchroscope::test
