// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/openntpd.h"
#include "tests/support/asnobody.h"
#include "tests/support/ntpsec.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int longPatience = 60'000; // ms

struct Watch
{
    explicit Watch(const QString &path) : monitor(path, scheduler)
    {
        QObject::connect(&monitor, &DaemonMonitor::reported, &monitor,
                         [this](const DaemonReport &report) { reports.push_back(report); });
        monitor.start();
    }

    EventLoopScheduler scheduler;
    OpenNtpdMonitor monitor;
    std::vector<DaemonReport> reports;
};

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// OpenNTPD's user and folders, in a mount namespace that nobody else sees.
QString makePlaceForOpenNtpd(const QString &folder)
{
    const auto bindOver = [&folder](const QString &name, const QByteArray &line) {
        const QString copy = folder + u'/' + name;
        const QString original = u"/etc/"_s + name;
        return write(copy, read(original) + line) &&
               ::mount(QFile::encodeName(copy).constData(), QFile::encodeName(original).constData(), nullptr,
                       MS_BIND, nullptr) == 0;
    };
    if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", "/var/lib", "tmpfs", 0, "mode=0755") != 0 ||
        !bindOver(u"passwd"_s, "ntpd:x:64990:64990::/var/lib/openntpd/empty:/usr/sbin/nologin\n") ||
        !bindOver(u"group"_s, "ntpd:x:64990:\n"))
        return u"No mount namespace could be made: %1."_s.arg(qt_error_string(errno));
    for (const char *name : {"run", "db", "empty"}) {
        if (!QDir().mkpath(u"/var/lib/openntpd/"_s + QLatin1StringView(name)))
            return u"No folders for OpenNTPD could be made."_s;
    }
    return {};
}

} // namespace

class TestOpenNtpd final : public QObject
{
    Q_OBJECT

public:
    explicit TestOpenNtpd(test::PrivateNetwork &network) : m_network(network) {}

private Q_SLOTS:
    void initTestCase();
    void answersByTheSocket();
    void aRealOpenNtpdIsNotForUs();

private:
    test::PrivateNetwork &m_network;
    QTemporaryDir m_folder;
};

void TestOpenNtpd::initTestCase()
{
    QVERIFY2(m_network.failure().isEmpty(), qPrintable(m_network.failure()));
    QVERIFY(m_folder.isValid());
    QVERIFY(QFile(m_folder.path()).setPermissions(QFile::Permissions(0x7755)));
}

void TestOpenNtpd::answersByTheSocket()
{
    const QString path = m_folder.filePath(u"ntpd.sock"_s);
    Watch watch(path);
    QVERIFY(watch.reports.empty()); // not from within start()
    size_t count = 0;
    const auto answer = [&] {
        watch.monitor.refresh();
        ++count;
        if (!QTest::qWaitFor([&] { return watch.reports.size() >= count; }, longPatience))
            return DaemonAnswer::NotYet;
        return watch.reports.back().answer;
    };
    QVERIFY(answer() == DaemonAnswer::Refused); // there is no socket

    QLocalServer server;
    QVERIFY(server.listen(path));
    QVERIFY(answer() == DaemonAnswer::NoInterface); // open to us, and we do not speak its language
    {
        QVERIFY(QFile(path).setPermissions(QFile::Permissions()));
        const test::AsNobody nobody;
        QVERIFY(answer() == DaemonAnswer::NotPermitted);
    }
    // Never a value.
    DaemonReport expected;
    expected.kind = DaemonKind::OpenNtpd;
    expected.endpoint = path;
    expected.answer = DaemonAnswer::NotPermitted;
    QVERIFY(watch.reports.back() == expected);

    Watch tooLong(u'/' + QString(200, u'x'));
    QTRY_VERIFY_WITH_TIMEOUT(!tooLong.reports.empty(), longPatience);
    QVERIFY(tooLong.reports.back().answer == DaemonAnswer::NoInterface);
}

void TestOpenNtpd::aRealOpenNtpdIsNotForUs()
{
    const QString program =
        QDir::cleanPath(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u"/openntpd/usr/sbin/ntpd"_s);
    QVERIFY2(QFileInfo(program).isExecutable(),
             qPrintable(u"There is no OpenNTPD at \"%1\"; \"./dev test\" unpacks one."_s.arg(program)));
    if (geteuid() != 0)
        QFAIL("OpenNTPD must be started by root: run the tests as root.");
    const QString failure = makePlaceForOpenNtpd(m_folder.path());
    QVERIFY2(failure.isEmpty(), qPrintable(failure));
    const QString configuration = m_folder.filePath(u"ntpd.conf"_s);
    QVERIFY(write(configuration, "server 10.77.1.1\n"));

    QProcess ntpd;
    ntpd.setProcessChannelMode(QProcess::MergedChannels);
    test::startWithoutClockRights(ntpd, program, {u"-d"_s, u"-f"_s, configuration});
    QVERIFY(ntpd.waitForStarted());
    QByteArray said;
    const auto isReady = [&] {
        said += ntpd.readAll();
        return said.contains("ntp engine ready");
    };
    QTRY_VERIFY2_WITH_TIMEOUT(isReady(), said.constData(), longPatience);

    const QString path = openNtpdSocketPaths().constFirst();
    QVERIFY(QFileInfo::exists(path));
    {
        const test::AsNobody nobody;
        const Watch watch(path);
        QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
        QVERIFY(watch.reports.back().answer == DaemonAnswer::NotPermitted);
    }
    Watch asRoot(path);
    QTRY_VERIFY_WITH_TIMEOUT(!asRoot.reports.empty(), longPatience);
    QVERIFY(asRoot.reports.back().answer == DaemonAnswer::NoInterface);

    // It leaves its socket behind.
    ntpd.terminate();
    QVERIFY(ntpd.waitForFinished());
    asRoot.monitor.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(asRoot.reports.back().answer == DaemonAnswer::Refused, longPatience);
}

int main(int argc, char *argv[])
{
    test::PrivateNetwork network; // before any thread
    if (geteuid() == 0)
        network.enter();
    QCoreApplication application(argc, argv);
    TestOpenNtpd test(network);
    return QTest::qExec(&test, argc, argv);
}

#include "test_openntpd.moc"
