// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/observer.h"
#include "tests/apply/ownmachine.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <atomic>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// An observer in a thread of its own, with pipes to its input and from its output.
class Watching
{
public:
    explicit Watching(const QByteArray &chronyc, Observer::Setup setup = {})
    {
        if (!m_tree.write(u"/chronyc"_s, "#!/bin/sh\n" + chronyc + '\n') ||
            !setMode(m_tree.real(u"/chronyc"_s), 0755) || ::pipe2(m_input, O_CLOEXEC) != 0 ||
            ::pipe2(m_output, O_CLOEXEC) != 0)
            qFatal("The observer's surroundings cannot be made.");
        setup.input = m_input[0];
        setup.output = m_output[1];
        const Chronyc client(m_tree.real(u"/chronyc"_s), {}, 60s);
        m_thread = std::thread([this, setup, client] {
            Observer observer(setup, client);
            m_end = int(observer.run());
        });
    }
    ~Watching()
    {
        closeInput();
        closeOutput();
        m_thread.join();
        ::close(m_input[0]);
        ::close(m_output[1]);
    }
    Watching(const Watching &) = delete;
    Watching &operator=(const Watching &) = delete;

    void closeInput() { close(m_input[1]); }
    void closeOutput() { close(m_output[0]); }
    void sayHello() const { QVERIFY(::write(m_input[1], "\n", 1) == 1); }
    /// The next line's observation.
    QJsonObject next()
    {
        while (!m_read.contains('\n')) {
            char piece[4096];
            const ssize_t got = ::read(m_output[0], piece, sizeof(piece));
            if (got <= 0)
                return {};
            m_read.append(piece, got);
        }
        const QByteArray line = m_read.first(m_read.indexOf('\n'));
        m_read.remove(0, line.size() + 1);
        return QJsonDocument::fromJson(line)[u"observation"_s].toObject();
    }
    bool hasEnded(Observer::End how) const { return m_end == int(how); }
    bool runsStill() const { return m_end < 0; }

private:
    static void close(int &descriptor)
    {
        if (descriptor >= 0)
            ::close(std::exchange(descriptor, -1));
    }

    FileTree m_tree;
    int m_input[2] = {-1, -1};
    int m_output[2] = {-1, -1};
    QByteArray m_read;
    std::atomic<int> m_end = -1;
    std::thread m_thread;
};

constexpr char echo[] = "echo \"$*\"; echo ',\"\\\\'";

} // namespace

class TestObserver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatChronycPrints();
    void tellsWhatCouldNotBeHad();
    void endsWithItsInput();
    void endsWithItsOutput();
    void endsWhileChronycHangs_data();
    void endsWhileChronycHangs();
    void endsWhileNobodyReads();
    void endsWhenNobodyIsThere();
    void goesOnWhileSomebodyIsThere();
};

void TestObserver::tellsWhatChronycPrints()
{
    Watching watching(echo, {.interval = 1ms});
    for (int reading = 0; reading < 3; ++reading) {
        const QJsonObject observation = watching.next();
        QCOMPARE(observation.keys(),
                 (QStringList{u"authdata"_s, u"errors"_s, u"ntpdata"_s, u"selectdata"_s, u"serverstats"_s}));
        for (const auto &[key, words] :
             {std::pair(u"selectdata"_s, u"selectdata -a"_s), std::pair(u"ntpdata"_s, u"ntpdata"_s),
              std::pair(u"authdata"_s, u"authdata -a"_s), std::pair(u"serverstats"_s, u"serverstats"_s)})
            QCOMPARE(observation[key].toString(),
                     u"-h /run/chrony/chronyd.sock -c -n %1\n,\"\\\n"_s.arg(words));
        QVERIFY(observation[u"errors"_s].toObject().isEmpty());
    }
    QVERIFY(watching.runsStill());
}

void TestObserver::tellsWhatCouldNotBeHad()
{
    Watching watching("case \"$*\" in *ntpdata) echo '501 Not authorised'; exit 1;; *authdata*) exec head -c "
                      "5000000 /dev/zero;; *serverstats) printf '\\377\\n';; esac");
    const QJsonObject observation = watching.next();
    QCOMPARE(observation[u"selectdata"_s], QJsonValue(QString(u""_s)));
    QCOMPARE(observation[u"ntpdata"_s], QJsonValue());
    QVERIFY(observation[u"ntpdata"_s].isNull() && observation[u"authdata"_s].isNull());
    QCOMPARE(observation[u"serverstats"_s].toString(), u"\ufffd\n"_s);
    const QJsonObject errors = observation[u"errors"_s].toObject();
    QCOMPARE(errors.keys(), (QStringList{u"authdata"_s, u"ntpdata"_s}));
    QVERIFY(errors[u"ntpdata"_s].toString().endsWith(u"said: 501 Not authorised"_s));
}

void TestObserver::endsWithItsInput()
{
    Watching watching(echo, {.interval = 60s});
    QVERIFY(!watching.next().isEmpty());
    QVERIFY(watching.runsStill());
    watching.closeInput();
    QTRY_VERIFY(watching.hasEnded(Observer::End::InputClosed));
}

void TestObserver::endsWithItsOutput()
{
    Watching watching(echo, {.interval = 60s});
    QVERIFY(!watching.next().isEmpty());
    watching.closeOutput();
    QTRY_VERIFY(watching.hasEnded(Observer::End::OutputClosed));
}

void TestObserver::endsWhileChronycHangs_data()
{
    QTest::addColumn<bool>("input");
    QTest::newRow("with its input") << true;
    QTest::newRow("with its output") << false;
}

void TestObserver::endsWhileChronycHangs()
{
    QFETCH(bool, input);
    Watching watching("exec sleep 1000");
    QVERIFY(watching.runsStill());
    if (input)
        watching.closeInput();
    else
        watching.closeOutput();
    // Long before chronyc would be given up.
    QTRY_VERIFY(watching.hasEnded(input ? Observer::End::InputClosed : Observer::End::OutputClosed));
}

void TestObserver::endsWhileNobodyReads()
{
    // A line that no pipe holds.
    Watching watching("exec head -c 1000000 /dev/zero", {.interval = 60s});
    watching.closeInput();
    QTRY_VERIFY(watching.hasEnded(Observer::End::InputClosed));
}

void TestObserver::endsWhenNobodyIsThere()
{
    Watching watching(echo, {.interval = 1ms, .patience = 50ms});
    QTRY_VERIFY_WITH_TIMEOUT(watching.hasEnded(Observer::End::NobodyThere), 60'000);
    // The same between two readings.
    Watching slow(echo, {.interval = 60s, .patience = 50ms});
    QTRY_VERIFY_WITH_TIMEOUT(slow.hasEnded(Observer::End::NobodyThere), 60'000);
}

void TestObserver::goesOnWhileSomebodyIsThere()
{
    constexpr auto patience = 10s;
    Watching watching(echo, {.interval = 1ms, .patience = patience});
    const QDeadlineTimer longer(patience + 200ms);
    while (!longer.hasExpired()) {
        watching.sayHello();
        QVERIFY(!watching.next().isEmpty());
    }
    QVERIFY(watching.runsStill());
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    const Mount run = Mount::small(u"/run"_s, "1m");
    if (!hasSocketFolder(run))
        return 1;
    // As the helper does it.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication application(argc, argv);
    TestObserver test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_observer.moc"
