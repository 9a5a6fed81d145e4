// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakenotifications.h"
#include "tests/daemons/privatebus.h"
#include "ui/alerts/notifications.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Notification off()
{
    return {.summary = u"This clock is off"_s,
            .body = u"By <1 s> & more."_s,
            .urgency = Notification::Urgency::Critical,
            .actions = {{u"default"_s, u"Open"_s}, {u"mute"_s, u"Mute for a day"_s}},
            .aboutActions = u"Step: at once."_s};
}

Notification other(const QString &summary)
{
    return {.summary = summary, .body = {}, .urgency = Notification::Urgency::Low, .actions = {}};
}

} // namespace

class TestNotifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->trouble().isEmpty(), qPrintable(m_bus->trouble()));
        m_service = std::make_unique<FakeNotifications>(m_bus->connection());
        m_notifications = std::make_unique<Notifications>(m_bus->connection());
        m_notifications->setPatience(60s); // a busy computer answers late
    }

    void cleanup()
    {
        m_notifications.reset();
        m_service.reset();
        m_bus.reset();
    }

    void isShown()
    {
        m_service->start();
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
        const FakeNotifications::Notify &shown = m_service->shown[0];
        QCOMPARE(shown.application, u"Synchroscope"_s);
        QCOMPARE(shown.icon, u"org.synchroscope.Synchroscope"_s);
        QCOMPARE(shown.replaces, 0u);
        QCOMPARE(shown.summary, u"This clock is off"_s);
        QCOMPARE(shown.body, u"By &lt;1 s&gt; &amp; more.\nStep: at once."_s);
        QCOMPARE(shown.actions, QStringList({u"default"_s, u"Open"_s, u"mute"_s, u"Mute for a day"_s}));
        QCOMPARE(shown.hints[u"urgency"_s].toInt(), 2);
        QCOMPARE(shown.hints[u"urgency"_s].typeId(), int(QMetaType::UChar));
        QCOMPARE(shown.hints[u"desktop-entry"_s].toString(), u"org.synchroscope.Synchroscope"_s);
        QCOMPARE(shown.timeout, -1);
    }

    void aPlainServiceGetsPlainText()
    {
        m_service->capabilities = {u"body"_s};
        m_service->start();
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
        QCOMPARE(m_service->shown[0].body, u"By <1 s> & more."_s);
        QVERIFY(m_service->shown[0].actions.isEmpty());
    }

    void theSameReplacesItself()
    {
        m_service->start();
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
        m_notifications->show(u"other"_s, other(u"Other"_s));
        QTRY_COMPARE(m_service->shown.size(), 2u);
        QCOMPARE(m_service->shown[1].replaces, 0u);
        waitFor(101);
        waitFor(102);
        m_notifications->show(u"off"_s, other(u"Still"_s));
        QTRY_COMPARE(m_service->shown.size(), 3u);
        QCOMPARE(m_service->shown[2].replaces, 101u);
        m_notifications->show(u"other"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 4u);
        QCOMPARE(m_service->shown[3].replaces, 102u);
        QCOMPARE(m_service->questions, 1);
    }

    /// Changed twice while the service is busy: the last one counts.
    void aBusyServiceGetsTheLatest()
    {
        m_service->start();
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
        waitFor(101);
        const size_t before = m_service->shown.size();
        m_service->mode = FakeNotifications::Mode::Hang;
        m_notifications->show(u"off"_s, other(u"First"_s));
        QTRY_COMPARE(m_service->shown.size(), before + 1);
        m_notifications->show(u"off"_s, other(u"Second"_s));
        m_notifications->show(u"off"_s, other(u"Third"_s));
        m_service->mode = FakeNotifications::Mode::Answer;
        m_service->answer();
        QTRY_COMPARE(m_service->shown.size(), before + 2);
        QCOMPARE(m_service->shown.back().summary, u"Third"_s);
        QCOMPARE(m_service->shown.back().replaces, 101u);
    }

    void isClosed()
    {
        m_service->start();
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
        waitFor(101);
        m_notifications->close(u"off"_s);
        QTRY_COMPARE(m_service->closed, std::vector<uint>{101});
        m_notifications->close(u"off"_s); // once
        m_notifications->close(u"never shown"_s);
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 2u);
        QCOMPARE(m_service->shown.back().replaces, 0u);
        QCOMPARE(m_service->closed.size(), 1u);
    }

    void isClosedBeforeItsNumberIsKnown()
    {
        m_service->start();
        m_notifications->show(u"first"_s, other(u"First"_s));
        QTRY_COMPARE(m_service->shown.size(), 1u);
        m_service->mode = FakeNotifications::Mode::Hang;
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 2u);
        m_notifications->close(u"off"_s);
        QVERIFY(m_service->closed.empty());
        m_service->mode = FakeNotifications::Mode::Answer;
        m_service->answer();
        QTRY_COMPARE(m_service->closed, std::vector<uint>{102});
    }

    void actionsAreTold()
    {
        m_service->start();
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
        waitFor(101);
        QSignalSpy invoked(m_notifications.get(), &Notifications::actionInvoked);
        m_service->invoke(7, u"mute"_s, u"theirs"_s); // another program's
        m_service->invoke(101, u"mute"_s);
        QTRY_COMPARE(invoked.size(), 1);
        QCOMPARE(invoked[0], QVariantList({u"off"_s, u"mute"_s, QString()}));
        m_service->invoke(101, u"default"_s, u"token"_s);
        QTRY_COMPARE(invoked.size(), 2);
        QCOMPARE(invoked[1], QVariantList({u"off"_s, u"default"_s, u"token"_s}));
    }

    void whatTheUserClosedIsShownAnew()
    {
        m_service->start();
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
        waitFor(101);
        m_notifications->show(u"other"_s, other(u"Other"_s));
        QTRY_COMPARE(m_service->shown.size(), 2u);
        m_service->dismiss(101);
        waitFor(102); // after that
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 3u);
        QCOMPARE(m_service->shown[2].replaces, 0u);
    }

    void absentService()
    {
        QSignalSpy undelivered(m_notifications.get(), &Notifications::undelivered);
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(undelivered.size(), 1);
        QCOMPARE(undelivered[0][0].toString(), u"off"_s);
        QCOMPARE(undelivered[0][1].value<Notification>().summary, u"This clock is off"_s);
        m_notifications->show(u"over"_s, other(u"Over"_s));
        QTRY_VERIFY(undelivered.size() >= 2);
        // What was told of before may have been read and dismissed since.
        QCOMPARE(undelivered.size(), 2);
        QCOMPARE(undelivered[1][0].toString(), u"over"_s);
        m_notifications->close(u"over"_s);
        // It comes late, and shows what still is so.
        m_service->start();
        QTRY_COMPARE(m_service->shown.size(), 1u);
        QCOMPARE(m_service->shown[0].summary, u"This clock is off"_s);
    }

    void restartedService()
    {
        m_service->start();
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
        waitFor(101);
        const size_t before = m_service->shown.size();
        m_service->stop();
        m_service->capabilities = {u"body"_s};
        m_service->start();
        // The new one knows nothing of the numbers of the former, nor has it to show again what was seen.
        m_notifications->show(u"other"_s, other(u"Other"_s));
        QTRY_COMPARE(m_service->shown.size(), before + 1);
        QTRY_COMPARE(m_service->questions, 2);
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), before + 2);
        QCOMPARE(m_service->shown.back().replaces, 0u);
        QVERIFY(m_service->shown.back().actions.isEmpty());
    }

    void hangingService()
    {
        m_service->mode = FakeNotifications::Mode::Hang;
        m_service->start();
        m_notifications->setPatience(50ms);
        QSignalSpy undelivered(m_notifications.get(), &Notifications::undelivered);
        m_notifications->show(u"off"_s, off());
        QVERIFY(undelivered.isEmpty()); // it did not wait
        QTRY_COMPARE(undelivered.size(), 1);
        QVERIFY(m_service->shown.empty());
    }

    void serviceThatFails()
    {
        m_service->mode = FakeNotifications::Mode::Fail;
        m_service->start();
        QSignalSpy undelivered(m_notifications.get(), &Notifications::undelivered);
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(undelivered.size(), 1);
        // The next time it may do better.
        m_service->mode = FakeNotifications::Mode::Answer;
        m_notifications->show(u"off"_s, off());
        QTRY_COMPARE(m_service->shown.size(), 1u);
    }

    void withoutABus()
    {
        Notifications notifications{QDBusConnection(QString())};
        QSignalSpy undelivered(&notifications, &Notifications::undelivered);
        notifications.show(u"off"_s, off());
        QCOMPARE(undelivered.size(), 1);
        notifications.close(u"off"_s);
    }

private:
    /// The service's signals come after its answers, so that the number is known when they are heard.
    void waitFor(uint number)
    {
        QSignalSpy heard(m_notifications.get(), &Notifications::actionInvoked);
        m_service->invoke(number, u"nothing"_s);
        QTRY_COMPARE(heard.size(), 1);
    }

    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeNotifications> m_service;
    std::unique_ptr<Notifications> m_notifications;
};

QTEST_GUILESS_MAIN(TestNotifications)
#include "test_notifications.moc"
