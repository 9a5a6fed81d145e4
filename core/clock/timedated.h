// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/diagnosis/clockreport.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

class QDBusServiceWatcher;

namespace synchroscope {

/// How asking systemd-timedated for a change ended.
enum class ChangeOutcome : quint8 {
    Done,
    Cancelled,     ///< this user may, after authenticating, and did not authenticate
    NobodyToAsk,   ///< this user may, after authenticating, and no agent runs that could ask for that
    Refused,       ///< this user may not
    Failed,        ///< the service says why, in `sentence`
    ServiceAbsent, ///< there is no timedated
    ServiceGone,   ///< it left without an answer: whether it did it is not known
};

struct ClockChangeResult
{
    ChangeOutcome outcome = ChangeOutcome::Failed;
    QString errorName; ///< of the bus; empty when done
    QString sentence;  ///< the service's or the bus's words; empty when done

    friend bool operator==(const ClockChangeResult &, const ClockChangeResult &) = default;
};

/// The outcome that an answer tells. AccessDenied is Refused here.
ClockChangeResult clockChangeResult(const QDBusMessage &answer);

/// Asks systemd-timedated what it knows, and on a person's behalf to change three things: never the time
/// itself.
///
/// timedated is started by the bus when it is asked and leaves after some 30 s without a question, so it is
/// asked once by start(), then when it tells of a change, when somebody else had it started, and by
/// refresh(). Nothing blocks. Lives in one thread with an event loop; destroying it drops what is open, but
/// not a change that timedated was already asked for.
class TimedatedClient final : public QObject
{
    Q_OBJECT

public:
    TimedatedClient(const QDBusConnection &bus, const Clock &clock, QObject *parent = nullptr);
    ~TimedatedClient() override;

    void start();
    /// Of now on: the bus has gone, or is there again.
    void setBus(const QDBusConnection &bus);
    /// Asks again; if a reading is under way, once more after it.
    void refresh();
    const TimedatedReport &report() const { return m_report; }

    /// Each returns an id, and changeFinished() follows with it, always after the function has returned and
    /// after a reading of what is then (unless that takes more than a few seconds).
    /// polkit may ask the user for a password meanwhile, who has an hour.
    ///
    /// They may be called in any order: only SetTime, which is not used here, needs network time to be off
    /// first. timedated 252 answers setNetworkTime() when systemd has queued the jobs, and tells of the
    /// change when they are done; until then it says that network time is on.
    quint64 setTimezone(const QString &zone);
    quint64 setNetworkTime(bool enabled);
    /// The hardware clock is set from this clock. (The other way, SetLocalRTC's fix_system, would set this
    /// clock, and is not offered.)
    quint64 setHardwareClockLocal(bool local);

Q_SIGNALS:
    /// After each reading, also one that failed: then with what was read before, still dated.
    void reported(const synchroscope::TimedatedReport &report);
    void changeFinished(quint64 id, const synchroscope::ClockChangeResult &result);

private Q_SLOTS:
    void onPropertiesChanged(const QString &interface);

private:
    struct Reading
    {
        TimedatedReport report;
        int open = 0; ///< questions not answered yet
        int answered = 0;
        bool absent = false;
    };

    /// A change that has ended, while it is read what it has changed.
    struct Ended
    {
        quint64 id = 0;
        ClockChangeResult result;
    };

    void listen();
    void ask(const QString &property, void (*take)(const QVariant &, TimedatedReport &),
             bool isOptional = false);
    void finishReading();
    quint64 change(const QString &method, const QVariantList &arguments, const QString &action);
    bool isBeforeItsJobs() const;
    void tellEnded();
    void findOutWhyDenied(quint64 id, const ClockChangeResult &denied, const QString &action);
    void finishChange(quint64 id, const ClockChangeResult &result);

    QDBusConnection m_bus;
    std::unique_ptr<QDBusServiceWatcher> m_watcher; ///< on that bus
    const Clock &m_clock;
    TimedatedReport m_report;
    Reading m_reading;
    bool m_readAgain = false;
    std::vector<Ended> m_ended;
    std::optional<bool> m_wantedNetworkTime; ///< asked for, and systemd's jobs may still be under way
    QTimer m_endedLimit;
    quint64 m_lastId = 0;
};

} // namespace synchroscope
