// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/transaction.h"
#include "tests/apply/standindaemon.h"

#include <unistd.h>

namespace synchroscope::test {

/// A private machine whose chrony runs, and a change of its two files: one is added, one replaced.
struct ApplyRig
{
    static QString folder() { return u"/var/lib/synchroscope"_s; }
    static QString conf() { return u"/etc/chrony/chrony.conf"_s; }
    static QString sources() { return u"/etc/chrony/sources.d/synchroscope.sources"_s; }
    static QByteArray oldText() { return "pool 2.debian.pool.ntp.org iburst\n"; }
    static QByteArray newText() { return "#pool 2.debian.pool.ntp.org iburst\n"; }
    static QByteArray ownText() { return "server ntp.example.org iburst\n"; }

    static Change change(ChangeEffect effect = ChangeEffect::Restart)
    {
        return {{{sources(), std::nullopt, ownText()}, {conf(), oldText(), newText()}},
                effect,
                DaemonKind::Chrony,
                u"chrony.service"_s,
                QByteArray(64, 'a'),
                1000,
                QDateTime(QDate(2026, 5, 17), QTime(9, 30, 1), Qt::UTC),
                false};
    }
    /// The daemon does not start with it.
    static Change badChange(ChangeEffect effect = ChangeEffect::Restart)
    {
        Change bad = change(effect);
        bad.files.front().after = "server ntp.example.org invalid\n";
        return bad;
    }

    Transaction transaction()
    {
        return Transaction({tree.root(), folder(), geteuid(), validate}, daemon, daemon,
                           [this](const StepReport &report) { reports.push_back(report); });
    }
    ApplyOutcome apply(const Change &wanted)
    {
        reports.clear();
        return transaction().apply(wanted);
    }
    ApplyOutcome undo()
    {
        reports.clear();
        return transaction().undo(1001, QDateTime(QDate(2026, 5, 18), QTime(9, 30, 1), Qt::UTC));
    }

    bool hasOldFiles() const
    {
        return textOf(tree.real(conf())) == oldText() && !textOf(tree.real(sources()));
    }
    bool hasNewFiles() const
    {
        return textOf(tree.real(conf())) == newText() && textOf(tree.real(sources())) == ownText();
    }
    bool daemonFollows() const { return daemon.running() == daemon.configuration(); }
    bool isOld() const { return hasOldFiles() && daemonFollows(); }
    bool isNew() const { return hasNewFiles() && daemonFollows(); }
    /// Neither temporary files nor a change under way.
    bool isTidy() const
    {
        const auto names = [this](const QString &path) {
            return QDir(tree.real(path)).entryList(QDir::Files | QDir::Hidden);
        };
        return names(u"/etc/chrony"_s) == QStringList{u"chrony.conf"_s} &&
               names(u"/etc/chrony/sources.d"_s).filter(u"synchroscope-"_s).isEmpty() &&
               !names(folder()).contains(u"change.json"_s);
    }
    /// The steps' names; a failed one with "!" before it.
    QString steps() const
    {
        QStringList names;
        for (const StepReport &report : reports)
            names.append((report.ok ? QString() : u"!"_s) + nameOf(report.step));
        return names.join(u' ');
    }

    FileTree tree;
    StandInDaemon daemon{tree, {conf(), sources()}};
    std::function<ServiceStatus(const Change &, QString &)> validate;
    std::vector<StepReport> reports;
    bool ready =
        tree.write(conf(), oldText()) && tree.makeFolder(u"/var/lib"_s) && daemon.stop() && daemon.start();
};

} // namespace synchroscope::test
