// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/helperwords.h"
#include "core/engine/serverchange.h"

#include <QObject>

#include <memory>

class QProcess;

namespace synchroscope {

/// How a run of the helper ended.
struct HelperEnd
{
    ChangeResult result =
        ChangeResult::Refused; ///< Committed, Cancelled, NotAllowed, Refused, Restored or Failed
    QString detail;            ///< the helper's or the system's words; may be empty
};

/// Runs the helper as root, one run at a time. Lives in one thread with an event loop.
class HelperRunner : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual ChangeAbility ability() const = 0;
    /// finished() follows, always after this function has returned.
    virtual void run(const QString &verb, const QByteArray &request) = 0;

Q_SIGNALS:
    void stepTaken(const synchroscope::HelperStep &step);
    void finished(const synchroscope::HelperEnd &end);
};

/// By pkexec, which has the user asked for the password. A run goes on when this object is destroyed: what
/// has begun is brought to its end.
class PkexecRunner final : public HelperRunner
{
    Q_OBJECT

public:
    /// `helper`: its absolute path, by which polkit knows it.
    explicit PkexecRunner(QString helper, QObject *parent = nullptr);
    ~PkexecRunner() override;

    ChangeAbility ability() const override;
    void run(const QString &verb, const QByteArray &request) override;

private:
    void readLines();
    void takeLine(const QByteArray &line);
    void end();

    QString m_helper;
    std::unique_ptr<QProcess> m_process; ///< null: none runs
    bool m_hasBegun = false;             ///< a step was reported
    HelperLine m_last;
};

} // namespace synchroscope
