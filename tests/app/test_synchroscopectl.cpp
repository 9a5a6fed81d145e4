// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/lab.h"
#include "tests/support/chronyd.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <functional>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

// Long enough for the busiest machine; nothing waits that long unless it is broken.
constexpr int patienceMs = 30'000;

// On loopback, where nobody listens: what wrong usage names must not be asked anyway.
const QString someHost = u"127.77.0.1:9"_s;

/// synchroscopectl as a process of its own, in a home that is made for it and gone with it.
class Ctl
{
public:
    Ctl()
    {
        m_environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        m_environment.remove(u"LANGUAGE"_s);
        m_environment.insert(u"HOME"_s, m_home.path());
        for (const QString &kind : {u"CONFIG"_s, u"DATA"_s, u"CACHE"_s, u"STATE"_s})
            m_environment.insert(u"XDG_%1_HOME"_s.arg(kind), path(kind.toLower()));
        m_environment.insert(u"XDG_RUNTIME_DIR"_s, path(u"run"_s));
        // Qt complains of a runtime folder that others may enter.
        QDir().mkdir(path(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    ~Ctl()
    {
        if (process.state() == QProcess::NotRunning)
            return;
        process.kill();
        process.waitForFinished();
    }

    Ctl(const Ctl &) = delete;
    Ctl &operator=(const Ctl &) = delete;

    QString path(const QString &inHome) const { return m_home.filePath(inHome); }
    /// Null: not set at all.
    void setEnvironment(const QString &variable, const QString &value)
    {
        if (value.isNull())
            m_environment.remove(variable);
        else
            m_environment.insert(variable, value);
    }
    bool write(const QString &inHome, const QByteArray &text) const
    {
        QFile file(path(inHome));
        return QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly) &&
               file.write(text) == text.size();
    }
    QStringList files() const
    {
        QStringList found;
        QDirIterator entries(m_home.path(), QDir::Files | QDir::Hidden | QDir::System,
                             QDirIterator::Subdirectories);
        while (entries.hasNext())
            found.append(entries.next());
        return found;
    }

    /// Words of a command line, apart by spaces; '' is an empty one.
    void start(const QString &commandLine)
    {
        QStringList arguments = commandLine.split(u' ', Qt::SkipEmptyParts);
        arguments.replaceInStrings(u"''"_s, QString());
        process.setProcessEnvironment(m_environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(QStringLiteral(SYNCHROSCOPECTL), arguments);
    }
    /// Whether it ended by itself, and not by a crash.
    bool waitForEnd()
    {
        const bool ended = process.state() == QProcess::NotRunning || process.waitForFinished(patienceMs);
        out += process.readAllStandardOutput();
        err += process.readAllStandardError();
        return ended && process.exitStatus() == QProcess::NormalExit;
    }
    /// Whether it printed a JSON object that is as wanted.
    bool waitForObject(const std::function<bool(const QJsonObject &)> &wanted)
    {
        const QDeadlineTimer deadline(patienceMs);
        for (;;) {
            out += process.readAllStandardOutput();
            const QList<QByteArray> lines = out.first(out.lastIndexOf('\n') + 1).split('\n');
            for (const QByteArray &line : lines) {
                if (!line.isEmpty() && wanted(QJsonDocument::fromJson(line).object()))
                    return true;
            }
            if (deadline.hasExpired() ||
                !process.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
                return false;
        }
    }
    /// The exit code; -1 when it did not end by itself.
    int run(const QString &commandLine)
    {
        start(commandLine);
        return waitForEnd() ? process.exitCode() : -1;
    }

    QProcess process;
    QByteArray out;
    QByteArray err;

private:
    QTemporaryDir m_home;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
};

/// The one object that is the whole output, on one line; empty if that is anything else.
QJsonObject onlyObject(const QByteArray &out)
{
    if (out.count('\n') != 1 || !out.endsWith('\n'))
        return {};
    return QJsonDocument::fromJson(out).object();
}

/// One object per line; one that is no object is an empty one here.
QList<QJsonObject> objects(const QByteArray &out)
{
    QList<QByteArray> lines = out.split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    QList<QJsonObject> result;
    for (const QByteArray &line : std::as_const(lines))
        result.append(QJsonDocument::fromJson(line).object());
    return result;
}

QList<QJsonObject> objects(const QJsonValue &array)
{
    QList<QJsonObject> result;
    for (qsizetype i = 0; i < array.toArray().size(); ++i)
        result.append(array[i].toObject());
    return result;
}

QList<QJsonObject> servers(const QByteArray &out)
{
    return objects(onlyObject(out)[u"servers"_s]);
}

QStringList values(const QList<QJsonObject> &objects, const QString &field)
{
    QStringList result;
    for (const QJsonObject &object : objects)
        result.append(object[field].toString());
    return result;
}

const std::array durations{u"offset_s"_s,       u"delay_s"_s, u"jitter_s"_s,
                           u"server_bound_s"_s, u"bound_s"_s, u"root_distance_s"_s};

/// What of an answered server's fields has not the type that the contract names; empty if all have.
QString wrongTypes(const QJsonObject &server)
{
    QStringList wrong;
    const auto expect = [&](const QString &field, QJsonValue::Type type) {
        if (server[field].type() != type)
            wrong.append(field);
    };
    for (const QString &field :
         {u"host"_s, u"address"_s, u"status"_s, u"refid"_s, u"leap"_s, u"timestamping"_s})
        expect(field, QJsonValue::String);
    for (const QString &field : {u"port"_s, u"stratum"_s, u"version"_s, u"requests"_s, u"samples"_s}) {
        expect(field, QJsonValue::Double);
        if (server[field].toInt(-1) < 0)
            wrong.append(field + u" (no whole number)"_s);
    }
    for (const QString &field : durations)
        expect(field, QJsonValue::Double);
    // Nothing went wrong, so there is nothing to say; but the field is there.
    expect(u"detail"_s, QJsonValue::Null);
    return wrong.join(u", "_s);
}

bool isInstant(const QJsonValue &value)
{
    static const QRegularExpression rfc3339(
        u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{9}Z\\z"_s);
    return rfc3339.match(value.toString()).hasMatch();
}

/// What looks like an instant anywhere in an answer, and is not written as the contract says; empty: nothing.
QString wrongInstants(const QJsonValue &value, const QString &name = {})
{
    static const QRegularExpression local(u"\\.[0-9]{9}[+-][0-9]{2}:[0-9]{2}\\z"_s);
    static const QRegularExpression date(u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}"_s);
    QStringList wrong;
    const QString text = value.toString();
    const bool isAsSaid = name == "local_time"_L1 ? local.match(text).hasMatch() : isInstant(value);
    const bool isDue = name.endsWith("_at"_L1) && !value.isNull();
    if ((isDue || date.match(text).hasMatch()) && !isAsSaid)
        wrong.append(name + u": "_s + text);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        wrong.append(wrongInstants(*member, member.key()));
    const QJsonArray array = value.toArray();
    for (const auto &element : array)
        wrong.append(wrongInstants(element, name));
    wrong.removeAll(QString());
    return wrong.join(u", "_s);
}

double secondsBetween(const QJsonValue &earlier, const QJsonValue &later)
{
    const auto read = [](const QJsonValue &value) {
        return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    };
    return static_cast<double>(read(earlier).msecsTo(read(later))) / 1000;
}

template <typename Change>
LabBehaviour goodBut(Change change)
{
    LabBehaviour behaviour;
    change(behaviour);
    return behaviour;
}

QString text(const LabEndpoint &server)
{
    const bool ipv6 = server.address.protocol() == QAbstractSocket::IPv6Protocol;
    return (ipv6 ? u"[%1]:%2"_s : u"%1:%2"_s).arg(server.address.toString()).arg(server.port);
}

/// A port of loopback where nobody listens.
QString closedPort()
{
    return Chronyd(Chronyd::plain()).hostAndPort();
}

/// A chronyd that follows what its lines say and can be asked over UDP.
Chronyd::Setup following(const QStringList &lines)
{
    return {.lines = lines, .synchronised = false, .commandPort = test::freeUdpPort()};
}

QString commandAddress(const Chronyd &daemon)
{
    return u"%1:%2"_s.arg(daemon.address().toString()).arg(daemon.commandPort());
}

QString serverLine(const LabEndpoint &server, const QString &options = {})
{
    return u"server %1 port %2 %3"_s.arg(server.address.toString()).arg(server.port).arg(options);
}

QString plain(const QByteArray &out)
{
    return QString::fromUtf8(out).replace(QChar(QChar::Nbsp), u' ');
}

/// How wide a terminal shows it, as far as these tests write.
qsizetype columns(QStringView text)
{
    return text.size() + std::ranges::count_if(text, [](QChar c) { return c >= u'\u3000'; });
}

/// Notes for the next program of this home that a server was asked just now and wants 50 s between questions.
bool noteContact(const Ctl &ctl, const QString &address)
{
    QFile boot(u"/proc/sys/kernel/random/boot_id"_s);
    timespec now{};
    if (!boot.open(QIODevice::ReadOnly) || ::clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return false;
    const qint64 nanoseconds = qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
    const QJsonObject contact{{u"boot"_s, QString::fromLatin1(boot.readAll().trimmed())},
                              {u"requests"_s, QJsonArray{QString::number(nanoseconds)}},
                              {u"minimum_interval_ns"_s, u"50000000000"_s},
                              {u"refused_for_good"_s, false}};
    return ctl.write(u"run/synchroscope/contacts/%1.json"_s.arg(address), QJsonDocument(contact).toJson());
}

/// Answers as chronyd 4.3 did when it was asked by chronyc, as though it had updated the clock just now. No
/// process of that name is to be seen. It has a thread of its own.
class CapturedChronyd
{
public:
    /// `change` gets each reply's name ("source_data[2]") and data before it is sent.
    explicit CapturedChronyd(std::function<void(const QString &, QByteArray &)> change = {})
        : m_change(std::move(change))
        , m_socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        QFile file(u"" CAPTURED_CMDMON "/exchanges.json"_s);
        if (file.open(QIODevice::ReadOnly))
            m_exchanges = QJsonDocument::fromJson(file.readAll()).array();
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(0x7f4dfffe); // 127.77.255.254
        socklen_t size = sizeof address;
        const timeval patience{.tv_sec = 0, .tv_usec = 50'000};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        m_isBound = ::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size) == 0 &&
                    ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size) == 0;
        m_port = ntohs(address.sin_port);
        m_thread.reset(QThread::create([this] { serve(); }));
        m_thread->start();
    }
    ~CapturedChronyd()
    {
        m_isOver = true;
        m_thread->wait();
        ::close(m_socket);
    }
    CapturedChronyd(const CapturedChronyd &) = delete;
    CapturedChronyd &operator=(const CapturedChronyd &) = delete;

    bool isReady() const { return m_isBound && !m_exchanges.isEmpty(); }
    QString address() const { return u"127.77.255.254:%1"_s.arg(m_port); }

private:
    static constexpr qsizetype requestHeader = 20;
    static constexpr qsizetype replyHeader = 28;

    void serve()
    {
        while (!m_isOver) {
            QByteArray request(2048, '\0');
            sockaddr_in client{};
            socklen_t size = sizeof client;
            const ssize_t length = ::recvfrom(m_socket, request.data(), size_t(request.size()), 0,
                                              reinterpret_cast<sockaddr *>(&client), &size);
            if (length < 64)
                continue;
            const QByteArray reply = replyTo(request.first(64));
            ::sendto(m_socket, reply.data(), size_t(reply.size()), 0, reinterpret_cast<sockaddr *>(&client),
                     size);
        }
    }

    QByteArray replyTo(const QByteArray &request) const
    {
        for (const auto &each : m_exchanges) {
            const QByteArray asked = QByteArray::fromHex(each[u"req_first_64"_s].toString().toLatin1());
            if (asked.sliced(4, 2) != request.sliced(4, 2) ||
                asked.sliced(requestHeader) != request.sliced(requestHeader))
                continue;
            QByteArray reply = QByteArray::fromHex(each[u"reply"_s].toString().toLatin1());
            reply.replace(16, 4, request.sliced(8, 4)); // the sequence
            const QString name = each[u"name"_s].toString();
            QByteArray data = reply.sliced(replyHeader);
            if (name == "tracking"_L1)
                qToBigEndian(quint32(QDateTime::currentSecsSinceEpoch()), data.data() + 32);
            if (m_change)
                m_change(name, data);
            return reply.first(replyHeader) + data;
        }
        // What was not captured is there no source.
        QByteArray refusal(replyHeader, '\0');
        refusal[0] = 6;
        refusal[1] = 2;
        refusal.replace(4, 2, request.sliced(4, 2));
        refusal[7] = 1; // without data
        refusal[9] = 4; // STT_NOSUCHSOURCE
        refusal.replace(16, 4, request.sliced(8, 4));
        return refusal;
    }

    std::function<void(const QString &, QByteArray &)> m_change;
    int m_socket;
    bool m_isBound = false;
    quint16 m_port = 0;
    QJsonArray m_exchanges;
    std::atomic<bool> m_isOver = false;
    std::unique_ptr<QThread> m_thread;
};

/// What /etc/hosts says of "localhost", which is what asking about it must find; both loopback addresses if
/// it says nothing (RFC 6761).
QSet<QString> localhostAddresses()
{
    QSet<QString> addresses;
    QFile file(u"/etc/hosts"_s);
    if (file.open(QIODevice::ReadOnly)) {
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (const QString &line : lines) {
            const QStringList words = line.section(u'#', 0, 0).simplified().split(u' ');
            if (words.sliced(1).contains(u"localhost"_s))
                addresses.insert(QHostAddress(words.first()).toString());
        }
    }
    return addresses.isEmpty() ? QSet<QString>{u"127.0.0.1"_s, u"::1"_s} : addresses;
}

/// A terminal for a process's standard output.
class Terminal
{
public:
    Terminal() : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
    {
        if (m_master < 0 || ::grantpt(m_master) != 0 || ::unlockpt(m_master) != 0)
            return;
        m_slave = ::open(::ptsname(m_master), O_RDWR | O_NOCTTY | O_CLOEXEC);
        ::fcntl(m_master, F_SETFL, O_NONBLOCK);
    }
    ~Terminal()
    {
        ::close(m_slave);
        ::close(m_master);
    }

    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    bool isOpen() const { return m_slave >= 0; }
    bool resize(int width, int height) const
    {
        const winsize size{.ws_row = static_cast<unsigned short>(height),
                           .ws_col = static_cast<unsigned short>(width),
                           .ws_xpixel = 0,
                           .ws_ypixel = 0};
        return ::ioctl(m_slave, TIOCSWINSZ, &size) == 0;
    }
    void attach(QProcess &process) const
    {
        process.setChildProcessModifier([slave = m_slave] { ::dup2(slave, STDOUT_FILENO); });
    }
    /// All that was written so far.
    QByteArray shown()
    {
        std::array<char, 4096> buffer{};
        for (;;) {
            const ssize_t size = ::read(m_master, buffer.data(), buffer.size());
            if (size <= 0)
                return m_shown;
            m_shown.append(buffer.data(), size);
        }
    }

private:
    int m_master;
    int m_slave = -1;
    QByteArray m_shown;
};

/// One server on both loopback addresses with the same port, of different strata.
struct TwoFamilies
{
    explicit TwoFamilies(Lab &lab)
    {
        // A port that is free on one address may be taken on the other.
        for (int tries = 0; tries < 20 && port == 0; ++tries) {
            const LabEndpoint ipv4 = lab.endpoint(lab.addServer(goodBut([](auto &b) { b.stratum = 4; })));
            const Lab::ServerId ipv6 = lab.addServer(goodBut([](auto &b) { b.stratum = 6; }),
                                                     QHostAddress(QHostAddress::LocalHostIPv6), ipv4.port);
            port = lab.endpoint(ipv6).port;
        }
    }
    QString localhost() const { return u"localhost:%1"_s.arg(port); }

    quint16 port = 0;
};

} // namespace

/// DESIGN.md section 5, the contract of the commands that exist, by what a script or a person sees of the
/// program: exit code, standard output, standard error. Nothing outside of this computer is asked.
class TestSynchroscopeCtl final : public QObject
{
    Q_OBJECT

private:
    LabEndpoint addLabServer(const LabBehaviour &behaviour)
    {
        return m_lab.endpoint(m_lab.addServer(behaviour));
    }

    Lab m_lab;
    Chronyd m_truth{Chronyd::plain()};
    Chronyd m_ahead{Chronyd::chasing(m_truth, 50ms)};
    Chronyd m_client{
        following({u"server %1 port %2 minpoll 0 maxpoll 0 iburst"_s.arg(m_truth.address().toString())
                       .arg(m_truth.port())})};

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_truth.start(), qPrintable(m_truth.failure()));
        QVERIFY2(m_ahead.start(), qPrintable(m_ahead.failure()));
        QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
    }

    // --- probe: an answer ---

    void aServer50MillisecondsAhead()
    {
        const QString command = u"probe --json --count 8 --interval 0 %1"_s.arg(m_ahead.hostAndPort());
        QJsonObject server;
        const auto measured = [&] {
            Ctl ctl;
            const int exitCode = ctl.run(command);
            const QList<QJsonObject> found = servers(ctl.out);
            server = found.value(0);
            return exitCode == 0 && ctl.err.isEmpty() && found.size() == 1 &&
                   server[u"samples"_s].toInt() == 8;
        };
        const auto error = [&server] { return std::abs(server[u"offset_s"_s].toDouble() + 0.050); };
        // The daemon approaches its reference at its own pace.
        const bool exact = QTest::qWaitFor([&] { return measured() && error() <= 10e-6; }, 2 * patienceMs);
        QVERIFY2(exact, QJsonDocument(server).toJson().constData());

        QCOMPARE(wrongTypes(server), QString());
        QCOMPARE(server[u"host"_s].toString(), m_ahead.address().toString());
        QCOMPARE(server[u"address"_s].toString(), m_ahead.address().toString());
        QCOMPARE(server[u"port"_s].toInt(), int(m_ahead.port()));
        QCOMPARE(server[u"status"_s].toString(), u"ok"_s);
        QCOMPARE(server[u"stratum"_s].toInt(), 2);
        QCOMPARE(server[u"refid"_s].toString(), m_truth.address().toString());
        QCOMPARE(server[u"leap"_s].toString(), u"none"_s);
        QCOMPARE(server[u"version"_s].toInt(), 4);
        QCOMPARE(server[u"requests"_s].toInt(), 8);
        QCOMPARE(server[u"samples"_s].toInt(), 8);
        QCOMPARE(server[u"timestamping"_s].toString(), u"kernel"_s);
        QVERIFY(server[u"bound_s"_s].toDouble() >= error());
        QVERIFY(server[u"bound_s"_s].toDouble() >= server[u"root_distance_s"_s].toDouble());
        const double parts = server[u"server_bound_s"_s].toDouble() + server[u"root_distance_s"_s].toDouble();
        QVERIFY(std::abs(server[u"bound_s"_s].toDouble() - parts) < 2e-9);
        QVERIFY(server[u"delay_s"_s].toDouble() > 0);
        QVERIFY(server[u"jitter_s"_s].toDouble() >= 0);
        QVERIFY(!server.contains(u"raw"_s));
    }

    void threeErrorsOfAnOffset()
    {
        QJsonObject server;
        const auto probed = [&](int count) {
            Ctl ctl;
            // Two seconds and more: in much less a frequency cannot be told, and without it no line.
            const int exitCode =
                ctl.run(u"probe --json --count %1 --interval 0.2 %2"_s.arg(count).arg(m_ahead.hostAndPort()));
            server = servers(ctl.out).value(0);
            return exitCode == 0 && server[u"samples"_s].toInt() == count;
        };
        const auto isOrdered = [&server] {
            const double statistical = server[u"statistical_s"_s].toDouble();
            const double serverBound = server[u"server_bound_s"_s].toDouble();
            return statistical > 0 && serverBound > 0 && statistical < server[u"bound_s"_s].toDouble() &&
                   serverBound < server[u"bound_s"_s].toDouble();
        };
        // A busy machine may hold up some of so few.
        QVERIFY2(QTest::qWaitFor([&] { return probed(12) && isOrdered(); }, patienceMs),
                 QJsonDocument(server).toJson().constData());
        // Two points have no scatter around their line.
        QVERIFY(probed(2));
        QVERIFY(server.contains(u"statistical_s"_s) && server[u"statistical_s"_s].isNull());
        QVERIFY(server[u"server_bound_s"_s].toDouble() > 0);
    }

    void oneObjectOfThisFormatOnStandardOutput()
    {
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --json --count 1 "_s + m_truth.hostAndPort()), 0);
        QCOMPARE(ctl.err, QByteArray());
        const QJsonObject object = onlyObject(ctl.out);
        QCOMPARE(object[u"format"_s].toInt(), 1);
        QCOMPARE(object[u"servers"_s].toArray().size(), 1);
        QCOMPARE(ctl.files(), QStringList()); // probing leaves no trace
    }

    void everySampleOnRequest()
    {
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --json --raw --count 5 --interval 0 "_s + m_ahead.hostAndPort()), 0);
        const QList<QJsonObject> found = servers(ctl.out);
        QCOMPARE(found.size(), 1);
        const QList<QJsonObject> raw = objects(found.first()[u"raw"_s]);
        QCOMPARE(raw.size(), 5);
        double smallestDelay = 1e9;
        for (const QJsonObject &sample : raw) {
            QVERIFY2(isInstant(sample[u"t"_s]), ctl.out.constData());
            QVERIFY(secondsBetween(raw.first()[u"t"_s], sample[u"t"_s]) >= 0);
            QCOMPARE(sample[u"offset_s"_s].type(), QJsonValue::Double);
            const double delay = sample[u"delay_s"_s].toDouble();
            QVERIFY(delay > 0);
            // The daemon may still be on its way to its reference.
            QVERIFY(std::abs(sample[u"offset_s"_s].toDouble() + 0.050) <= delay / 2 + 0.001);
            smallestDelay = std::min(smallestDelay, delay);
        }
        QCOMPARE(found.first()[u"delay_s"_s].toDouble(), smallestDelay);
        const double age = secondsBetween(raw.last()[u"t"_s], instantNow());
        QVERIFY2(std::abs(age) < patienceMs / 1000.0, "not this clock's UTC");
    }

    void fourRequestsIfNotSaid()
    {
        const Lab::ServerId server = m_lab.addServer({});
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --json --interval 0 "_s + text(m_lab.endpoint(server))), 0);
        const QList<QJsonObject> found = servers(ctl.out);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first()[u"requests"_s].toInt(), 4);
        QCOMPARE(found.first()[u"samples"_s].toInt(), 4);
        QCOMPARE(m_lab.requestCount(server), 4u);
    }

    void countAndInterval_data()
    {
        QTest::addColumn<QString>("interval");
        QTest::addColumn<double>("seconds");
        QTest::newRow("said") << u"--interval 0.4"_s << 0.4;
        QTest::newRow("2 s if not said") << QString() << 2.0;
    }
    void countAndInterval()
    {
        QFETCH(QString, interval);
        QFETCH(double, seconds);
        const Lab::ServerId server = m_lab.addServer({});
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --json --raw --count 2 %1 %2"_s.arg(interval, text(m_lab.endpoint(server)))),
                 0);
        QCOMPARE(m_lab.requestCount(server), 2u);
        const QList<QJsonObject> found = servers(ctl.out);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first()[u"requests"_s].toInt(), 2);
        const QJsonArray raw = found.first()[u"raw"_s].toArray();
        QCOMPARE(raw.size(), 2);
        // A busy machine may delay the first request behind its turn.
        QVERIFY(secondsBetween(raw[0][u"t"_s], raw[1][u"t"_s]) > seconds / 2);
    }

    void ipv6()
    {
        const Lab::ServerId id = m_lab.addServer({}, QHostAddress(QHostAddress::LocalHostIPv6));
        const LabEndpoint endpoint = m_lab.endpoint(id);
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --json --count 1 "_s + text(endpoint)), 0);
        const QList<QJsonObject> found = servers(ctl.out);
        QCOMPARE(values(found, u"host"_s), QStringList{u"::1"_s});
        QCOMPARE(values(found, u"address"_s), QStringList{u"::1"_s});
        QCOMPARE(found.first()[u"port"_s].toInt(), int(endpoint.port));
        QCOMPARE(m_lab.requestCount(id), 1u);
    }

    void addressFamilies_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("stratum");
        QTest::newRow("IPv4") << u"--ipv4"_s << u"127.0.0.1"_s << 4;
        QTest::newRow("IPv6") << u"--ipv6"_s << u"::1"_s << 6;
    }
    void addressFamilies()
    {
        QFETCH(QString, option);
        QFETCH(QString, address);
        QFETCH(int, stratum);
        const TwoFamilies both(m_lab);
        QVERIFY(both.port != 0);
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --json %1 --count 1 %2"_s.arg(option, both.localhost())), 0);
        const QList<QJsonObject> found = servers(ctl.out);
        QCOMPARE(values(found, u"host"_s), QStringList{u"localhost"_s});
        QCOMPARE(values(found, u"address"_s), QStringList{address});
        QCOMPARE(found.first()[u"stratum"_s].toInt(), stratum);
    }

    void allAddressesOfAName()
    {
        const TwoFamilies both(m_lab);
        QVERIFY(both.port != 0);
        Ctl one;
        QCOMPARE(one.run(u"probe --json --count 1 "_s + both.localhost()), 0);
        QCOMPARE(servers(one.out).size(), 1);

        Ctl all;
        QCOMPARE(all.run(u"probe --json --all --count 1 "_s + both.localhost()), 0);
        const QStringList addresses = values(servers(all.out), u"address"_s);
        QCOMPARE(QSet<QString>(addresses.begin(), addresses.end()), localhostAddresses());
        QCOMPARE(addresses.size(), localhostAddresses().size());
        QCOMPARE(values(servers(all.out), u"host"_s).count(u"localhost"_s), addresses.size());
    }

    // --- probe: no answer ---

    void failuresHaveTheirWord_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("requests");
        QTest::addColumn<bool>("answers");
        const auto row = [](const char *name, const QString &server, const QString &status, int requests,
                            bool answers) { QTest::newRow(name) << server << status << requests << answers; };
        const auto lab = [this](auto change) { return text(addLabServer(goodBut(change))); };
        row("nobody listens", closedPort(), u"refused"_s, 1, false);
        row("no answer", u"--timeout 0.2 "_s + lab([](auto &b) { b.silent = true; }), u"timeout"_s, 2, false);
        // No resolver asks the network for such a name (RFC 7686), as it would for "nonexistent.invalid".
        row("no such name", u"nonexistent.onion"_s, u"unresolved"_s, 0, false);
        row("no address of this family", u"--ipv6 "_s + someHost, u"unresolved"_s, 0, false);
        // Sockets are denied broadcasts: this fails before anything leaves the computer.
        row("no way there", u"255.255.255.255"_s, u"unreachable"_s, 1, false);
        row("DENY", lab([](auto &b) { b.kissCode = "DENY"; }), u"kod"_s, 1, true);
        row("RATE", lab([](auto &b) { b.kissCode = "RATE"; }), u"kod"_s, 1, true);
        row("leap 3", lab([](auto &b) { b.leap = LeapIndicator::Unsynchronised; }), u"unsynchronised"_s, 2,
            true);
        row("stratum 16", lab([](auto &b) { b.stratum = 16; }), u"unsynchronised"_s, 2, true);
        row("root distance of 16 s", lab([](auto &b) { b.rootDispersion = 16s; }), u"invalid"_s, 2, true);
    }
    void failuresHaveTheirWord()
    {
        QFETCH(QString, server);
        QFETCH(QString, status);
        QFETCH(int, requests);
        QFETCH(bool, answers);
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --json --raw --count 2 --interval 0 "_s + server), 1);
        QCOMPARE(ctl.err, QByteArray());
        const QList<QJsonObject> found = servers(ctl.out);
        QCOMPARE(values(found, u"status"_s), QStringList{status});
        expectNothingMeasured(found.first());
        QCOMPARE(found.first()[u"requests"_s].toInt(-1), requests);
        QCOMPARE(found.first()[u"address"_s].isNull(), status == "unresolved"_L1);
        for (const QString &field : {u"stratum"_s, u"refid"_s, u"leap"_s, u"version"_s})
            QVERIFY2(found.first()[field].isNull() != answers, qPrintable(field));
    }

    void aDaemonWithoutSources()
    {
        Chronyd server(Chronyd::unsynchronised());
        QVERIFY2(server.start(), qPrintable(server.failure()));
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --json --raw --count 1 "_s + server.hostAndPort()), 1);
        const QList<QJsonObject> found = servers(ctl.out);
        QCOMPARE(values(found, u"status"_s), QStringList{u"unsynchronised"_s});
        QCOMPARE(values(found, u"leap"_s), QStringList{u"unsynchronised"_s});
        expectNothingMeasured(found.first());
    }

    void hostsKeepTheirOrder()
    {
        // The first is the last to finish.
        const LabEndpoint slow = addLabServer(goodBut([](auto &b) { b.there.delay = b.back.delay = 150ms; }));
        const QStringList typed{text(slow), m_truth.hostAndPort(), u"nonexistent.onion"_s, closedPort(),
                                m_truth.hostAndPort()};
        QStringList hosts;
        for (const QString &host : typed)
            hosts.append(host.section(u':', 0, 0));
        const QString command = u"probe --json --count 2 --interval 0 "_s;

        Ctl oneBad;
        QCOMPARE(oneBad.run(command + typed.join(u' ')), 1);
        QCOMPARE(values(servers(oneBad.out), u"host"_s), hosts);
        QCOMPARE(values(servers(oneBad.out), u"status"_s),
                 QStringList({u"ok"_s, u"ok"_s, u"unresolved"_s, u"refused"_s, u"ok"_s}));

        Ctl allGood;
        QCOMPARE(allGood.run(command + typed.first(2).join(u' ')), 0);
        QCOMPARE(values(servers(allGood.out), u"host"_s), hosts.first(2));
    }

    // --- probe: for people ---

    void aTableInWords()
    {
        const LabEndpoint behind = addLabServer(goodBut([](auto &b) { b.ahead = -250ms; }));
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --count 2 --interval 0 %1 %2 %3"_s.arg(m_ahead.hostAndPort(), text(behind),
                                                                        closedPort())),
                 1);
        QCOMPARE(ctl.err, QByteArray());
        // Figure and unit are held together by a no-break space.
        const QStringList lines = QString::fromUtf8(ctl.out).replace(u'\u00a0', u' ').split(u'\n');
        QCOMPARE(lines.size(), 5); // the last one ends too
        const qsizetype address = lines[0].indexOf("Address"_L1);
        const qsizetype offset = lines[0].indexOf("This clock is"_L1);
        QVERIFY2(lines[0].startsWith("Server"_L1) && address > 0 && offset > address, ctl.out.constData());
        QVERIFY2(lines[1].startsWith(m_ahead.hostAndPort()), ctl.out.constData());
        QCOMPARE(lines[1].indexOf(m_ahead.address().toString(), 1), address);
        QCOMPARE(lines[1].indexOf(u"50 ms behind ± "_s), offset);
        QCOMPARE(lines[2].indexOf(u"250 ms ahead ± "_s), offset);
        QVERIFY2(lines[2].endsWith("2/2"_L1), ctl.out.constData());
        QCOMPARE(lines[3].indexOf("The computer is there, but no time server runs on this port."_L1), offset);
    }

    void everySampleInWords()
    {
        const LabEndpoint behind = addLabServer(goodBut([](auto &b) { b.ahead = -250ms; }));
        Ctl ctl;
        QCOMPARE(ctl.run(u"probe --raw --count 2 --interval 0 "_s + text(behind)), 0);
        const QStringList lines = QString::fromUtf8(ctl.out).replace(u'\u00a0', u' ').split(u'\n');
        QCOMPARE(lines.size(), 5);
        for (const QString &line : lines.sliced(2, 2)) {
            QVERIFY2(isInstant(line.section(u' ', 0, 0)), qPrintable(line));
            QVERIFY2(line.contains(text(behind) + u"  250 ms ahead ± "_s), qPrintable(line));
        }
    }

    // --- watch ---

    void watchesTheDemonstration()
    {
        Ctl ctl;
        ctl.start(u"watch --demo --for 600 --json"_s);
        QJsonObject answered;
        const auto haveAllAnswered = [&answered](const QJsonObject &snapshot) {
            answered = snapshot;
            const QList<QJsonObject> sources = objects(snapshot[u"sources"_s]);
            return sources.size() == 7 && std::ranges::all_of(sources, [](const QJsonObject &source) {
                       const double ahead = source[u"name"_s].toString().contains("250 ms"_L1) ? 0.250 : 0;
                       return source[u"status"_s] == "ok"_L1 &&
                              std::abs(source[u"offset_s"_s].toDouble() + ahead) < 0.050;
                   });
        };
        QVERIFY2(ctl.waitForObject(haveAllAnswered), ctl.err.constData());
        ctl.process.terminate();
        QVERIFY(ctl.waitForEnd());
        QCOMPARE(ctl.process.exitCode(), 0);
        QCOMPARE(ctl.err, QByteArray());
        const QList<QJsonObject> snapshots = objects(ctl.out);
        for (const QJsonObject &snapshot : snapshots) {
            QCOMPARE(snapshot[u"format"_s].toInt(), 1);
            QVERIFY(isInstant(snapshot[u"taken_at"_s]));
            QVERIFY(snapshot[u"demonstration"_s].toBool());
            QCOMPARE(snapshot[u"sources"_s].toArray().size(), 7);
        }
        QSet<QString> ids;
        for (const QJsonObject &source : objects(answered[u"sources"_s])) {
            ids.insert(source[u"id"_s].toString());
            QVERIFY(source[u"answers"_s].toInt() > 0);
        }
        QCOMPARE(ids.size(), 7);
        QCOMPARE(ctl.files(), QStringList());
    }

    void watchesAServer()
    {
        Ctl ctl;
        ctl.start(u"watch %1 --for 600 --json"_s.arg(m_ahead.hostAndPort()));
        QVERIFY2(ctl.waitForObject([](const QJsonObject &snapshot) {
            const QJsonValue asked = snapshot[u"sources"_s][0];
            return asked[u"status"_s] == "ok"_L1 && asked[u"samples"_s].toInt() > 0 &&
                   snapshot[u"verdict"_s][u"sentence"_s].toString().contains("behind"_L1);
        }),
                 ctl.err.constData());
        ctl.process.terminate();
        QVERIFY(ctl.waitForEnd());
        QCOMPARE(ctl.process.exitCode(), 0);
        QCOMPARE(ctl.err, QByteArray());
        const QList<QJsonObject> snapshots = objects(ctl.out);
        for (const QJsonObject &snapshot : snapshots) {
            QCOMPARE(snapshot[u"format"_s].toInt(), 1);
            QVERIFY(!snapshot[u"demonstration"_s].toBool(true));
            QCOMPARE(snapshot[u"sources"_s].toArray().size(), 1);
        }
        const QJsonObject source = snapshots.last()[u"sources"_s][0].toObject();
        QCOMPARE(source[u"host"_s].toString(), m_ahead.address().toString());
        QCOMPARE(source[u"address"_s].toString(), m_ahead.address().toString());
        QCOMPARE(source[u"port"_s].toInt(), int(m_ahead.port()));
        QCOMPARE(source[u"status"_s].toString(), u"ok"_s);
        QCOMPARE(source[u"stratum"_s].toInt(), 2);
        QVERIFY(source[u"answers"_s].toInt() > 0);
        QVERIFY(source[u"reach"_s].toInt() > 0);
        QVERIFY(source[u"last_rx_s"_s].toDouble(-1) >= 0);
        QVERIFY(source[u"resolved"_s].toBool());
        QCOMPARE(source[u"leap"_s].toString(), u"none"_s);
        QVERIFY(source[u"samples"_s].toInt() > 0);
        QVERIFY(source[u"poll_log2"_s].isDouble());
        const double error = std::abs(source[u"offset_s"_s].toDouble() + 0.050);
        QVERIFY2(error < 0.010, ctl.out.constData());
        QVERIFY(source[u"bound_s"_s].toDouble() >= error);
        QVERIFY(source[u"server_bound_s"_s].toDouble() > 0);
        QVERIFY(source[u"bound_s"_s].toDouble() > source[u"server_bound_s"_s].toDouble());
        QVERIFY(source.contains(u"statistical_s"_s));
        const QJsonValue verdict = snapshots.last()[u"verdict"_s];
        QVERIFY(verdict[u"sentence"_s].toString().contains("behind"_L1));
        QCOMPARE(ctl.files(), QStringList());
    }

    void watchesAServerBesideTheDemonstration()
    {
        Ctl ctl;
        ctl.start(u"watch %1 --demo --for 600 --json"_s.arg(m_truth.hostAndPort()));
        QVERIFY2(ctl.waitForObject([this](const QJsonObject &snapshot) {
            const QList<QJsonObject> sources = objects(snapshot[u"sources"_s]);
            return sources.size() == 8 && sources.last()[u"status"_s] == "ok"_L1 &&
                   sources.last()[u"host"_s].toString() == m_truth.address().toString();
        }),
                 ctl.err.constData());
    }

    void unknownIsNullInASource()
    {
        Ctl ctl;
        ctl.start(u"watch %1 --for 600 --json"_s.arg(closedPort()));
        QJsonValue source;
        QVERIFY2(ctl.waitForObject([&source](const QJsonObject &snapshot) {
            source = snapshot[u"sources"_s][0];
            return source[u"status"_s] == "refused"_L1;
        }),
                 ctl.err.constData());
        for (const QString &field : durations)
            QVERIFY2(source[field].isNull(), qPrintable(field));
        for (const QString &field : {u"last_rx_s"_s, u"stratum"_s, u"refid"_s, u"leap"_s, u"freq_ppm"_s,
                                     u"skew_ppm"_s, u"measured_offset_s"_s, u"estimate"_s})
            QVERIFY2(source[field].isNull(), qPrintable(field));
        ctl.process.terminate();
        QVERIFY(ctl.waitForEnd());
        QCOMPARE(ctl.process.exitCode(), 0); // a server that is down is no failure of watching
    }

    void watchesTheKeptList()
    {
        Ctl ctl;
        QVERIFY(ctl.write(u"config/synchroscope/watched.json"_s,
                          R"({"format": 1, "servers": [{"server": "%1", "label": "the truth"}]})"_ba.replace(
                              "%1", m_truth.hostAndPort().toUtf8())));
        ctl.start(u"watch --for 600 --json"_s);
        QVERIFY2(ctl.waitForObject([this](const QJsonObject &snapshot) {
            const QJsonValue source = snapshot[u"sources"_s][0];
            return source[u"name"_s] == "the truth"_L1 && source[u"status"_s] == "ok"_L1 &&
                   source[u"host"_s].toString() == m_truth.address().toString();
        }),
                 ctl.err.constData());
    }

    void nothingToWatch()
    {
        Ctl ctl;
        QCOMPARE(ctl.run(u"watch --for 600"_s), 2);
        QCOMPARE(ctl.out, QByteArray());
        QVERIFY2(ctl.err.contains("No server is watched yet."), ctl.err.constData());
    }

    void aDamagedListIsToldAndKept()
    {
        Ctl ctl;
        const QByteArray damaged = R"({"format": 1, "servers": [{"server")";
        QVERIFY(ctl.write(u"config/synchroscope/watched.json"_s, damaged));
        QCOMPARE(ctl.run(u"watch --for 600 --json"_s), 3);
        QCOMPARE(ctl.out, QByteArray());
        QVERIFY2(ctl.err.contains("watched.json is damaged"), ctl.err.constData());
        const QStringList files = ctl.files();
        QCOMPARE(files.size(), 1);
        QFile file(files.first());
        QVERIFY(file.fileName().endsWith(u"/watched.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), damaged);
    }

    void anUnreadableListIsTold()
    {
        Ctl ctl;
        QVERIFY(QDir().mkpath(ctl.path(u"config/synchroscope/watched.json"_s))); // a folder of that name
        QCOMPARE(ctl.run(u"watch --for 600 --json"_s), 3);
        QCOMPARE(ctl.out, QByteArray());
        QVERIFY2(ctl.err.contains("watched.json could not be read."), ctl.err.constData());
    }

    void aPipeGetsTheLastStateOnce()
    {
        const Lab::ServerId server = m_lab.addServer(goodBut([](auto &b) { b.ahead = -250ms; }));
        Ctl ctl;
        ctl.start(u"watch %1 --for 600"_s.arg(text(m_lab.endpoint(server))));
        // Its third request tells that it took in the answer to the first.
        QTRY_VERIFY_WITH_TIMEOUT(m_lab.requestCount(server) >= 3, patienceMs);
        ctl.process.terminate();
        QVERIFY(ctl.waitForEnd());
        QCOMPARE(ctl.process.exitCode(), 0);
        QCOMPARE(ctl.err, QByteArray());
        QCOMPARE(ctl.out.count("This clock is"), 1);
        QVERIFY2(ctl.out.contains('\n' + text(m_lab.endpoint(server)).toUtf8() + ' '), ctl.out.constData());
        QVERIFY2(QString::fromUtf8(ctl.out).contains(u"250\u00a0ms ahead"_s), ctl.out.constData());
        QVERIFY2(!ctl.out.contains('\x1b'), ctl.out.constData());
    }

    void signalsEndIt_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void signalsEndIt()
    {
        QFETCH(int, signal);
        Ctl ctl;
        ctl.start(u"watch --demo --for 600 --json"_s);
        QVERIFY2(ctl.waitForObject([](const QJsonObject &snapshot) { return !snapshot.isEmpty(); }),
                 ctl.err.constData());
        QCOMPARE(::kill(static_cast<pid_t>(ctl.process.processId()), signal), 0);
        QVERIFY(ctl.waitForEnd());
        QCOMPARE(ctl.process.exitCode(), 0);
        QCOMPARE(ctl.err, QByteArray());
        QVERIFY2(ctl.out.endsWith("}\n"), ctl.out.constData());
        for (const QJsonObject &snapshot : objects(ctl.out))
            QCOMPARE(snapshot[u"format"_s].toInt(), 1);
        QCOMPARE(ctl.files(), QStringList());
    }

    void aTerminalIsRedrawnUntilInterrupted()
    {
        Terminal terminal;
        QVERIFY(terminal.isOpen());
        Ctl ctl;
        terminal.attach(ctl.process);
        ctl.start(u"watch --demo"_s);
        // Cleared once; then every drawing begins in the upper left corner.
        QTRY_VERIFY_WITH_TIMEOUT(terminal.shown().count("\x1b[H") >= 2, patienceMs);
        QCOMPARE(::kill(static_cast<pid_t>(ctl.process.processId()), SIGINT), 0);
        QVERIFY(ctl.waitForEnd());
        QCOMPARE(ctl.process.exitCode(), 0);
        QVERIFY2(terminal.shown().startsWith("\x1b[2J"), terminal.shown().constData());
        QVERIFY2(terminal.shown().contains("wrong by 250 ms"), terminal.shown().constData());
    }

    void aNarrowTerminalIsNotOverflown()
    {
        constexpr int width = 25;
        Terminal terminal;
        QVERIFY(terminal.isOpen());
        QVERIFY(terminal.resize(width, 10));
        Ctl ctl;
        terminal.attach(ctl.process);
        ctl.start(u"watch 時計とサーバーの名前はとても長いです.onion"_s);
        QTRY_VERIFY_WITH_TIMEOUT(terminal.shown().count("\x1b[H") >= 2, patienceMs);
        ctl.process.terminate();
        QVERIFY(ctl.waitForEnd());
        const QString shown = QString::fromUtf8(terminal.shown());
        QVERIFY2(shown.contains(u"時計"_s), qPrintable(shown));
        static const QRegularExpression control(u"\x1b\\[[0-9]*[A-Z]|\r"_s);
        const QStringList lines = shown.split(u'\n');
        for (const QString &line : lines) {
            QString letters = line;
            QVERIFY2(columns(letters.remove(control)) <= width, qPrintable(line));
        }
    }

    // --- sources ---

    void sourcesOfADaemon()
    {
        Chronyd good(Chronyd::plain());
        Chronyd better(Chronyd::plain());
        for (Chronyd *server : {&good, &better})
            QVERIFY2(server->start(), qPrintable(server->failure()));
        const auto line = [](const Chronyd &server, const QString &options) {
            return u"server %1 port %2 minpoll 0 maxpoll 0 iburst %3"_s.arg(server.address().toString())
                .arg(server.port())
                .arg(options);
        };
        Chronyd daemon(following({line(good, {}), line(better, u"prefer"_s), u"server no-such-host.invalid"_s,
                                  u"refclock SHM 77 refid PHC0"_s}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));

        QList<QJsonObject> found;
        QJsonObject object;
        const QStringList expected{u"?"_s, u"-"_s, u"*"_s, u"?"_s};
        const auto isSettled = [&] {
            Ctl ctl;
            const int code = ctl.run(u"sources --json --chrony "_s + commandAddress(daemon));
            object = onlyObject(ctl.out);
            found = objects(object[u"sources"_s]);
            // It may follow the one before the other has answered.
            return code == 0 && values(found, u"state_char"_s) == expected;
        };
        QVERIFY(QTest::qWaitFor(isSettled, patienceMs));
        QCOMPARE(object[u"format"_s].toInt(), 1);
        const QList<QJsonObject> daemons = objects(object[u"daemons"_s]);
        QCOMPARE(values(daemons, u"kind"_s), QStringList{u"chrony"_s});
        QCOMPARE(values(daemons, u"endpoint"_s), QStringList{commandAddress(daemon)});
        QCOMPARE(daemons[0][u"pid"_s].toInteger(), daemon.processId());
        QCOMPARE(daemons[0][u"disciplines"_s], QJsonValue(false)); // -x
        QCOMPARE(daemons[0][u"config"_s].toArray().size(), 1);
        QVERIFY(QFile::exists(daemons[0][u"config"_s][0].toString()));
        QCOMPARE(daemons[0][u"config_changed_since_start"_s], QJsonValue(false));
        QCOMPARE(values(found, u"origin"_s), QStringList(4, u"admin"_s));
        QCOMPARE(found[0][u"device"_s].toString(), u"SHM 77"_s);
        QCOMPARE(values(found, u"name"_s),
                 (QStringList{u"PHC0"_s, good.address().toString(), better.address().toString(),
                              u"no-such-host.invalid"_s}));
        QCOMPARE(values(found, u"mode"_s),
                 (QStringList{u"refclock"_s, u"server"_s, u"server"_s, u"server"_s}));
        QCOMPARE(values(found, u"state_char"_s), (QStringList{u"?"_s, u"-"_s, u"*"_s, u"?"_s}));
        QCOMPARE(values(found, u"state"_s),
                 (QStringList{u"unusable"_s, u"selectable"_s, u"selected"_s, u"unusable"_s}));
        QCOMPARE(values(found, u"reason"_s),
                 (QStringList{u"device_silent"_s, u"not_needed"_s, u"followed"_s, u"no_address"_s}));
        const QJsonObject followed = found[2];
        for (const QString &field :
             {u"daemon"_s, u"stratum"_s, u"poll_log2"_s, u"reach"_s, u"last_rx_s"_s, u"offset_s"_s,
              u"measured_offset_s"_s, u"error_s"_s, u"samples"_s, u"est_offset_s"_s, u"est_error_s"_s,
              u"std_dev_s"_s, u"freq_ppm"_s, u"skew_ppm"_s, u"span_s"_s, u"needed_samples"_s})
            QVERIFY2(followed[field].isDouble(), qPrintable(field));
        QVERIFY(std::abs(followed[u"offset_s"_s].toDouble()) < 1e-3);
        // Never measured is null, and not nought.
        for (const QString &field : {u"address"_s, u"stratum"_s, u"last_rx_s"_s, u"offset_s"_s, u"error_s"_s,
                                     u"est_offset_s"_s, u"ready_in_s"_s})
            QVERIFY2(found[3].contains(field) && found[3][field].isNull(), qPrintable(field));
        QCOMPARE(found[3][u"resolved"_s], QJsonValue(false));
        // Measured by us only if that was asked for, and only what can be.
        for (const QJsonObject &source : found)
            QVERIFY(source.contains(u"measured"_s) && source[u"measured"_s].isNull());
        Ctl measuring;
        QCOMPARE(measuring.run(u"sources --json --measure --chrony "_s + commandAddress(daemon)), 0);
        found = objects(onlyObject(measuring.out)[u"sources"_s]);
        QVERIFY(found[0][u"measured"_s].isNull());
        QVERIFY(found[3][u"measured"_s].isNull());
        for (const int server : {1, 2}) {
            const QJsonObject measured = found[server][u"measured"_s].toObject();
            QCOMPARE(measured[u"status"_s].toString(), u"ok"_s);
            QVERIFY(std::abs(measured[u"offset_s"_s].toDouble()) < 1e-3);
            QVERIFY(measured[u"server_bound_s"_s].toDouble() > 0);
            QVERIFY(measured[u"bound_s"_s].toDouble() >= measured[u"server_bound_s"_s].toDouble());
            // One answer has no scatter.
            QVERIFY(measured.contains(u"statistical_s"_s) && measured[u"statistical_s"_s].isNull());
        }
        Ctl table;
        QCOMPARE(table.run(u"sources --measure --chrony "_s + commandAddress(daemon)), 0);
        QVERIFY2(table.out.contains("Measured here") && table.out.contains("PHC0 (SHM 77)"),
                 table.out.constData());
    }

    void aPoolIsOneLineAndItsMembers()
    {
        const TwoFamilies both(m_lab);
        QVERIFY(both.port != 0);
        Chronyd daemon(following({u"pool localhost port %1 minpoll 0 maxpoll 0 iburst"_s.arg(both.port),
                                  u"pool no-such-pool.invalid"_s}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        const QString options = u" --chrony "_s + commandAddress(daemon);
        const auto members = localhostAddresses();
        QStringList lines;
        const auto areFound = [&] {
            Ctl ctl;
            ctl.run(u"sources --measure"_s + options);
            lines = plain(ctl.out).split(u'\n');
            return lines.filter(u"127.0.0.1"_s).size() + lines.filter(u"::1"_s).size() == members.size();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(areFound(), qPrintable(lines.join(u'\n')), patienceMs);
        const QStringList pool = lines.filter(u" localhost "_s);
        QCOMPARE(pool.size(), 1);
        QVERIFY2(pool[0].contains(u"Has %1 of up to 4 servers; "_s.arg(members.size())) &&
                     pool[0].contains(u" The name has %1 address"_s.arg(members.size())),
                 qPrintable(pool[0]));
        // Eight places wait for a name that nobody knows: that is one fact, and not eight.
        QCOMPARE(lines.filter(u"no-such-pool.invalid"_s).size(), 1);
        QCOMPARE(lines.filter(u"no address"_s).size(), 1);
        Ctl unasked;
        unasked.run(u"sources"_s + options);
        QVERIFY2(!unasked.out.contains("The name has"), unasked.out.constData());

        // A program gets them all.
        Ctl json;
        json.run(u"sources --json"_s + options);
        const QList<QJsonObject> sources = objects(onlyObject(json.out)[u"sources"_s]);
        const QStringList pools = values(sources, u"pool"_s);
        QCOMPARE(pools.count(u"localhost"_s), 8);
        QCOMPARE(pools.count(u"no-such-pool.invalid"_s), 8);
        const QStringList reasons = values(sources, u"reason"_s);
        QCOMPARE(reasons.count(u"unfilled_place"_s), 8 - members.size());
        QCOMPARE(reasons.count(u"no_address"_s), 8);
        const auto resolved = std::ranges::count_if(
            sources, [](const QJsonObject &source) { return source[u"resolved"_s].toBool(); });
        QCOMPARE(resolved, members.size());
    }

    void aWaitIsNeverNegative()
    {
        // Two that gather: one's next samples are due in 118 s, the other's were due long ago.
        const CapturedChronyd daemon([](const QString &name, QByteArray &data) {
            const bool isEarly = name.endsWith("[2]"_L1);
            if (!isEarly && !name.endsWith("[3]"_L1))
                return;
            if (name.startsWith("source_data"_L1)) {
                qToBigEndian(quint16(6), data.data() + 20); // poll
                qToBigEndian(quint16(1), data.data() + 24); // "?"
                qToBigEndian(quint32(isEarly ? 10 : 5000), data.data() + 32);
            } else if (name.startsWith("sourcestats"_L1)) {
                qToBigEndian(quint32(1), data.data() + 24); // samples
            }
        });
        QVERIFY(daemon.isReady());
        Ctl ctl;
        QCOMPARE(ctl.run(u"sources --json --chrony "_s + daemon.address()), 0);
        const QList<QJsonObject> sources = objects(onlyObject(ctl.out)[u"sources"_s]);
        QCOMPARE(values(sources, u"reason"_s).value(2), u"gathering"_s);
        const double wait = sources[2][u"ready_in_s"_s].toDouble();
        QVERIFY2(wait > 30 && wait < 122, ctl.out.constData());
        QCOMPARE(values(sources, u"reason"_s).value(3), u"gathering"_s);
        QVERIFY2(sources[3].contains(u"ready_in_s"_s) && sources[3][u"ready_in_s"_s].isNull(),
                 ctl.out.constData());
        QCOMPARE(wrongInstants(onlyObject(ctl.out)), QString());
    }

    void aServerOfTwoDaemonsIsAskedOnce()
    {
        const Lab::ServerId server = m_lab.addServer({});
        const QStringList lines{serverLine(m_lab.endpoint(server), u"offline"_s)};
        Chronyd one(following(lines));
        Chronyd two(following(lines));
        for (Chronyd *daemon : {&one, &two})
            QVERIFY2(daemon->start(), qPrintable(daemon->failure()));
        Ctl ctl;
        QCOMPARE(ctl.run(u"sources --json --measure --chrony %1 --chrony %2"_s.arg(commandAddress(one),
                                                                                   commandAddress(two))),
                 1);
        QCOMPARE(m_lab.requestCount(server), 1u);
        const QList<QJsonObject> sources = objects(onlyObject(ctl.out)[u"sources"_s]);
        QCOMPARE(sources.size(), 2);
        for (const QJsonObject &source : sources) {
            QCOMPARE(source[u"measured"_s][u"status"_s].toString(), u"ok"_s);
            QVERIFY(isInstant(source[u"measured"_s][u"measured_at"_s]));
        }
        QCOMPARE(wrongInstants(onlyObject(ctl.out)), QString());
    }

    void whatWasNotMeasuredSaysWhy()
    {
        // A private address, which is not asked: politeness forbids it.
        const QString held = u"10.77.77.77"_s;
        const LabEndpoint silent = addLabServer(goodBut([](auto &b) { b.silent = true; }));
        Chronyd daemon(following({u"server %1 offline"_s.arg(held), serverLine(silent, u"offline"_s)}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        const QString options = u" --chrony "_s + commandAddress(daemon);
        Ctl ctl;
        QVERIFY(noteContact(ctl, held));
        QCOMPARE(ctl.run(u"sources --json --measure"_s + options), 1);
        const QList<QJsonObject> sources = objects(onlyObject(ctl.out)[u"sources"_s]);
        QCOMPARE(values(sources, u"name"_s), (QStringList{held, silent.address.toString()}));
        QCOMPARE(sources[0][u"measured"_s][u"status"_s].toString(), u"held"_s);
        QCOMPARE(sources[1][u"measured"_s][u"status"_s].toString(), u"timeout"_s);
        for (const QJsonObject &source : sources) {
            for (const QString &field : {u"offset_s"_s, u"statistical_s"_s, u"server_bound_s"_s, u"bound_s"_s,
                                         u"delay_s"_s, u"measured_at"_s})
                QVERIFY2(source[u"measured"_s][field].isNull(), qPrintable(field));
        }
        Ctl words;
        QVERIFY(noteContact(words, held));
        QCOMPARE(words.run(u"sources --measure"_s + options), 1);
        QVERIFY2(words.out.contains("Not asked, to be polite: it was asked a moment ago."),
                 words.out.constData());
        Ctl status;
        QVERIFY(noteContact(status, held));
        QVERIFY(status.run(u"status"_s + options) <= 1);
        QVERIFY2(status.out.contains("told the time") && status.out.contains("not asked"),
                 status.out.constData());
        Ctl json;
        QVERIFY(noteContact(json, held));
        QVERIFY(json.run(u"status --json"_s + options) <= 1);
        const QList<QJsonObject> measured = objects(onlyObject(json.out)[u"measured"_s]);
        QCOMPARE(values(measured, u"server"_s), (QStringList{held, text(silent)}));
        QCOMPARE(values(measured, u"status"_s), (QStringList{u"held"_s, u"timeout"_s}));
    }

    void filesThatWereSavedLaterAreTold()
    {
        Chronyd daemon(following({u"server 127.77.0.1 offline"_s, u"smoothtime 400 0.01"_s}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        const QString options = u" --chrony "_s + commandAddress(daemon);
        Ctl json;
        QCOMPARE(json.run(u"sources --json"_s + options), 1);
        const QJsonValue told = onlyObject(json.out)[u"daemons"_s][0];
        const QString file = told[u"config"_s][0].toString();
        QCOMPARE(told[u"smoothing"_s][u"active"_s].type(), QJsonValue::Bool);
        QCOMPARE(told[u"smoothing"_s][u"remaining_s"_s].type(), QJsonValue::Double);
        QCOMPARE(told[u"activity"_s][u"offline"_s].toInt(), 1);
        QVERIFY(told[u"hardware_clock"_s].isNull()); // it has no rtcfile
        QVERIFY(!onlyObject(json.out)[u"host"_s][u"kind"_s].toString().isEmpty());

        Ctl before;
        QCOMPARE(before.run(u"sources"_s + options), 1);
        QVERIFY2(before.out.contains(u"reads %1.\n"_s.arg(file).toUtf8()), before.out.constData());
        QFile edited(file);
        QVERIFY(edited.open(QIODevice::ReadWrite));
        QVERIFY(edited.setFileTime(QDateTime::currentDateTime().addSecs(10), QFile::FileModificationTime));
        for (const QString &command : {u"sources"_s, u"status --no-measure"_s}) {
            Ctl after;
            QVERIFY(after.run(command + options) <= 1);
            QVERIFY2(after.out.contains(
                         u"reads %1. Saved after it started: %1. That is not in effect"_s.arg(file).toUtf8()),
                     after.out.constData());
        }
    }

    void aStoppedDaemonIsAFailure()
    {
        Chronyd daemon(following({u"server 127.77.0.1 offline"_s}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        const auto process = static_cast<pid_t>(daemon.processId());
        QCOMPARE(::kill(process, SIGSTOP), 0);
        const auto goOn = qScopeGuard([process] { ::kill(process, SIGCONT); });
        for (const QString &command : {u"sources"_s, u"sources --json --measure"_s, u"status --json"_s}) {
            Ctl ctl;
            QCOMPARE(ctl.run(u"%1 --chrony %2"_s.arg(command, commandAddress(daemon))), 3);
            QCOMPARE(ctl.out, QByteArray());
            QVERIFY2(ctl.err.contains("does not answer, though something is there."), ctl.err.constData());
        }
    }

    void columnsOfWideLettersAlign_data()
    {
        QTest::addColumn<QString>("locale");
        for (const QString &locale : {u"C.UTF-8"_s, u"C"_s, u"xx_XX.UTF-8"_s}) // the last is not installed
            QTest::newRow(qPrintable(locale)) << locale;
    }
    void columnsOfWideLettersAlign()
    {
        QFETCH(QString, locale);
        Ctl ctl;
        ctl.setEnvironment(u"LC_ALL"_s, locale);
        QCOMPARE(ctl.run(u"probe --count 1 %1 時計とサーバー.onion"_s.arg(closedPort())), 1);
        const QStringList lines = plain(ctl.out).split(u'\n');
        QCOMPARE(lines.size(), 4);
        const qsizetype second = lines[0].indexOf(u"Address"_s);
        const qsizetype dash = lines[2].indexOf(u'–');
        QVERIFY2(second > 0 && dash > 0, ctl.out.constData());
        QCOMPARE(columns(QStringView(lines[2]).first(dash)), second);
        QCOMPARE(columns(QStringView(lines[1]).first(second)), second);
        QVERIFY2(lines[1][second].isDigit() && lines[1][second - 1] == u' ', ctl.out.constData());
    }

    // --- status ---

    void statusOfAClockThatIsKeptRight()
    {
        const CapturedChronyd daemon;
        QVERIFY(daemon.isReady());
        const QString options = u" --no-measure --chrony "_s + daemon.address();
        QJsonObject object;
        // A chronyd of other tests may pass for it, for as long as its files cannot be read.
        const auto isGood = [&] {
            Ctl ctl;
            const int code = ctl.run(u"status --json"_s + options);
            object = onlyObject(ctl.out);
            return code == 0 && ctl.err.isEmpty();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isGood(), QJsonDocument(object).toJson().constData(), patienceMs);
        const QJsonObject verdict = object[u"verdict"_s].toObject();
        QCOMPARE(verdict[u"state"_s].toString(), u"synchronised"_s);
        QCOMPARE(verdict[u"measured_by"_s].toString(), u"daemon"_s);
        QCOMPARE(verdict[u"source"_s].toString(), u"127.77.0.1"_s);
        QCOMPARE(verdict[u"source_address"_s].toString(), u"127.77.0.1"_s);
        QVERIFY(isInstant(verdict[u"measured_at"_s]));
        QVERIFY(verdict[u"within_s"_s].toDouble(-1) > 0 && verdict[u"within_s"_s].toDouble() < 0.001);
        QVERIFY(verdict[u"sentence"_s].toString().startsWith("This clock is right to within "_L1));
        const QJsonValue told = object[u"daemons"_s][0];
        QVERIFY(told[u"pid"_s].isNull() && told[u"disciplines"_s].isNull());
        const QJsonObject tracking = object[u"tracking"_s].toObject();
        QVERIFY(isInstant(tracking[u"ref_time"_s]));
        QCOMPARE(tracking[u"refid"_s].toString(), u"7F4D0001"_s);
        QCOMPARE(tracking[u"leap"_s].toString(), u"none"_s);
        QCOMPARE(tracking[u"stratum"_s].toInt(), 2);
        QCOMPARE(wrongInstants(object), QString());
    }

    void statusOfADaemonWithoutAReference()
    {
        Chronyd daemon(following({u"server no-such-host.invalid"_s}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Ctl ctl;
        QCOMPARE(ctl.run(u"status --json --no-measure --chrony "_s + commandAddress(daemon)), 1);
        const QJsonObject tracking = onlyObject(ctl.out)[u"tracking"_s].toObject();
        QCOMPARE(tracking[u"synchronised"_s], QJsonValue(false));
        QCOMPARE(tracking[u"leap"_s].toString(), u"unsynchronised"_s);
        for (const QString &field :
             {u"refid"_s, u"source"_s, u"stratum"_s, u"ref_time"_s, u"system_offset_s"_s, u"last_offset_s"_s,
              u"rms_offset_s"_s, u"freq_ppm"_s, u"residual_freq_ppm"_s, u"skew_ppm"_s, u"root_delay_s"_s,
              u"root_dispersion_s"_s, u"update_interval_s"_s})
            QVERIFY2(tracking.contains(field) && tracking[field].isNull(), qPrintable(field));
    }

    void theVerdictNamesServersAsTheyWereConfigured()
    {
        const TwoFamilies both(m_lab);
        QVERIFY(both.port != 0);
        Chronyd daemon(following({u"server localhost port %1 offline"_s.arg(both.port)}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        QJsonObject verdict;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                Ctl ctl;
                ctl.run(u"status --json --chrony "_s + commandAddress(daemon));
                verdict = onlyObject(ctl.out)[u"verdict"_s].toObject();
                return verdict[u"measured_by"_s] == u"synchroscope"_s;
            }(),
            patienceMs);
        QCOMPARE(verdict[u"source"_s].toString(), both.localhost());
        QVERIFY(localhostAddresses().contains(verdict[u"source_address"_s].toString()));
        QVERIFY(verdict[u"sentence"_s].toString().contains(both.localhost()));
    }

    void statusOfAClockThatNobodyKeeps()
    {
        Chronyd server(Chronyd::plain());
        QVERIFY2(server.start(), qPrintable(server.failure()));
        Chronyd daemon(
            following({u"server %1 port %2 minpoll 0 maxpoll 0 iburst"_s.arg(server.address().toString())
                           .arg(server.port())}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        const QString options = u" --chrony "_s + commandAddress(daemon);
        QJsonObject object;
        QDateTime before;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                before = QDateTime::currentDateTimeUtc();
                Ctl ctl;
                const int code = ctl.run(u"status --json"_s + options);
                object = onlyObject(ctl.out);
                // Another program may keep the clock of the machine that runs this.
                return (code == 0 || code == 1) && object[u"tracking"_s][u"synchronised"_s].toBool();
            }(),
            patienceMs);
        // Measured by us, and right; but the only daemon was started with -x.
        const QJsonObject verdict = object[u"verdict"_s].toObject();
        QCOMPARE(verdict[u"measured_by"_s].toString(), u"synchroscope"_s);
        QCOMPARE(verdict[u"source"_s].toString(), server.hostAndPort());
        QVERIFY(std::abs(verdict[u"offset_s"_s].toDouble()) < 1e-3);
        QCOMPARE(verdict[u"within_s"_s].toDouble(),
                 std::abs(verdict[u"offset_s"_s].toDouble()) + verdict[u"bound_s"_s].toDouble());
        QVERIFY(!verdict[u"sentence"_s].toString().isEmpty());
        QVERIFY(verdict[u"steering"_s] != u"daemon"_s); // -x
        for (const QJsonObject &each : objects(object[u"daemons"_s]))
            QCOMPARE(each[u"disciplines"_s], QJsonValue(false));
        const QDateTime universal =
            QDateTime::fromString(object[u"universal_time"_s].toString(), Qt::ISODateWithMs);
        const QDateTime local = QDateTime::fromString(object[u"local_time"_s].toString(), Qt::ISODateWithMs);
        QVERIFY(universal >= before.addSecs(-1) && universal <= QDateTime::currentDateTimeUtc().addSecs(1));
        QCOMPARE(local.toUTC(), universal);
        QCOMPARE(local.offsetFromUtc(), object[u"utc_offset_s"_s].toInt());
        QVERIFY(object[u"system_clock_synchronized"_s].isBool());
        QCOMPARE(wrongInstants(object), QString()); // rtc_time is one of them where there is such a clock
        QVERIFY(isInstant(verdict[u"measured_at"_s]));
        const QJsonObject kernel = object[u"kernel"_s].toObject();
        for (const QString &field : {u"freq_ppm"_s, u"maxerror_s"_s, u"esterror_s"_s})
            QVERIFY2(kernel[field].isDouble(), qPrintable(field));
        for (const QString &field : {u"offset_s"_s, u"tai_s"_s})
            QVERIFY2(kernel[field].isDouble() || kernel[field].isNull(), qPrintable(field));
        QVERIFY(kernel[u"status"_s].isArray());
        QVERIFY(kernel[u"leap"_s].toString().startsWith("TIME_"_L1));
        for (const QString &field : {u"rtc_time"_s, u"time_zone"_s, u"ntp_service"_s, u"rtc_in_local_tz"_s,
                                     u"daemons"_s, u"host"_s, u"others"_s})
            QVERIFY2(object.contains(field), qPrintable(field));
        const QJsonObject tracking = object[u"tracking"_s].toObject();
        for (const QString &field :
             {u"stratum"_s, u"system_offset_s"_s, u"last_offset_s"_s, u"rms_offset_s"_s, u"freq_ppm"_s,
              u"residual_freq_ppm"_s, u"skew_ppm"_s, u"root_delay_s"_s, u"root_dispersion_s"_s,
              u"update_interval_s"_s, u"daemon"_s})
            QVERIFY2(tracking[field].isDouble(), qPrintable(field));
        QCOMPARE(tracking[u"source"_s].toString(), server.address().toString());
        QVERIFY(isInstant(tracking[u"ref_time"_s]));
        QCOMPARE(tracking[u"leap"_s].toString(), u"none"_s);
        QCOMPARE(tracking[u"refid"_s].toString(),
                 QString::number(server.address().toIPv4Address(), 16).toUpper());

        Ctl quiet;
        QVERIFY(quiet.run(u"status --no-measure --json"_s + options) <= 1);
        const QJsonValue unmeasured = onlyObject(quiet.out)[u"verdict"_s];
        QVERIFY(unmeasured[u"measured_by"_s] != u"synchroscope"_s);
        // It tells, and does not count.
        QVERIFY2(!unmeasured[u"sentence"_s].toString().contains("no time service tells"_L1),
                 quiet.out.constData());
        Ctl text;
        QVERIFY(text.run(u"status"_s + options) <= 1);
        QVERIFY2(text.out.startsWith("This clock is right to within ") &&
                     text.out.contains("Universal time") && text.out.contains("leave the clock alone"),
                 text.out.constData());
    }

    void statusFindsAWrongClock()
    {
        // The server is ahead, so this clock is behind, and that for certain.
        Chronyd server(Chronyd::fakedAhead(std::chrono::seconds(100)));
        QVERIFY2(server.start(), qPrintable(server.failure()));
        Chronyd daemon(
            following({u"server %1 port %2 minpoll 0 maxpoll 0 iburst"_s.arg(server.address().toString())
                           .arg(server.port())}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Ctl ctl;
        QCOMPARE(ctl.run(u"status --json --chrony "_s + commandAddress(daemon)), 1);
        const QJsonObject verdict = onlyObject(ctl.out)[u"verdict"_s].toObject();
        QCOMPARE(verdict[u"state"_s].toString(), u"wrong"_s);
        QVERIFY2(std::abs(verdict[u"offset_s"_s].toDouble() + 100) < 0.1, ctl.out.constData());
    }

    void noneSelectedIsBadNews()
    {
        Chronyd daemon(following({u"server no-such-host.invalid"_s}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Ctl ctl;
        QCOMPARE(ctl.run(u"sources --chrony "_s + commandAddress(daemon)), 1);
        const QString said = QString::fromUtf8(ctl.out);
        QVERIFY2(
            said.startsWith(u"chrony"_s) &&
                said.contains(u" at %1 answers, and follows no source at the moment. Process %2, started "_s
                                  .arg(commandAddress(daemon))
                                  .arg(daemon.processId())),
            ctl.out.constData());
        QVERIFY2(said.contains(u"? no address  no-such-host.invalid"_s), ctl.out.constData());
        QCOMPARE(ctl.err, QByteArray());
    }

    void twoDaemonsEachWithItsSources()
    {
        Chronyd one(following({u"server 127.77.0.1"_s}));
        Chronyd two(following({u"server 127.77.0.2"_s}));
        for (Chronyd *daemon : {&one, &two})
            QVERIFY2(daemon->start(), qPrintable(daemon->failure()));
        Ctl ctl;
        QCOMPARE(ctl.run(u"sources --json --daemon chrony=%1 --daemon chrony=%2"_s.arg(commandAddress(two),
                                                                                       commandAddress(one))),
                 1);
        const QJsonObject object = onlyObject(ctl.out);
        QCOMPARE(values(objects(object[u"daemons"_s]), u"endpoint"_s),
                 (QStringList{commandAddress(two), commandAddress(one)}));
        const QList<QJsonObject> found = objects(object[u"sources"_s]);
        QCOMPARE(values(found, u"name"_s), (QStringList{u"127.77.0.2"_s, u"127.77.0.1"_s}));
        QCOMPARE(found[0][u"daemon"_s].toInt(-1), 0);
        QCOMPARE(found[1][u"daemon"_s].toInt(-1), 1);
    }

    // It accepts connections, as the kernel does for it, and never says a word.
    void aStuckSystemBusHoldsNobody_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<bool>("needsBus");
        QTest::newRow("sources of one chronyd") << u"sources --json --chrony "_s + closedPort() << false;
        QTest::newRow("sources") << u"sources --json --daemon timesyncd"_s << true;
        QTest::newRow("status") << u"status --no-measure --json"_s << true;
        QTest::newRow("watch") << u"watch --for 1 --json "_s + someHost << true;
    }

    void aStuckSystemBusHoldsNobody()
    {
        QFETCH(const QString, command);
        QFETCH(const bool, needsBus);
        Ctl ctl;
        QLocalServer bus;
        QVERIFY2(bus.listen(ctl.path(u"bus"_s)), qPrintable(bus.errorString()));
        ctl.setEnvironment(u"DBUS_SYSTEM_BUS_ADDRESS"_s, u"unix:path="_s + bus.fullServerName());
        QVERIFY2(ctl.run(command) >= 0, ctl.err.constData());
        QCOMPARE(bus.waitForNewConnection(0), needsBus);
    }

    void aDaemonThatIsNotThere()
    {
        for (const QString &command : {u"sources --json"_s, u"status --json"_s, u"status --no-measure"_s}) {
            Ctl ctl;
            const QString nobody = closedPort();
            QCOMPARE(ctl.run(u"%1 --chrony %2"_s.arg(command, nobody)), 3);
            QCOMPARE(ctl.out, QByteArray());
            QVERIFY2(ctl.err.contains("does not answer: nothing listens there.") &&
                         ctl.err.contains(nobody.toUtf8()),
                     ctl.err.constData());
        }
    }

    // --- wrong usage ---

    void withoutACommandItSaysWhatItWants()
    {
        Ctl ctl;
        QCOMPARE(ctl.run(u""_s), 2);
        QVERIFY2(
            ctl.err.contains(
                "Say what to do: \"diagnose\", \"explain\", \"probe\", \"servers\", \"sources\", \"status\" "
                "or \"watch\"."),
            ctl.err.constData());
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("named"); // what standard error must speak of
        const auto row = [](const char *name, const QString &command, const QString &named) {
            QTest::newRow(name) << command << named;
        };
        row("no command", {}, u"COMMAND"_s);
        row("unknown command", u"frobnicate"_s, u"\"frobnicate\""_s);
        row("option before the command", u"--json probe "_s + someHost, u"\"--json\""_s);

        const auto probe = [&row](const char *name, const QString &arguments, const QString &named) {
            row(name, u"probe --json "_s + arguments, named);
        };
        probe("no host", {}, u"at least one server"_s);
        probe("unknown option", u"--frobnicate "_s + someHost, u"'frobnicate'"_s);
        probe("a value for what takes none", u"--raw=yes "_s + someHost, u"'--raw'"_s);
        probe("a value is missing", someHost + u" --count"_s, u"'--count'"_s);
        probe("both families", u"--ipv4 --ipv6 "_s + someHost, u"--ipv4 and --ipv6"_s);
        probe("port 0", u"127.77.0.1:0"_s, u"port 0"_s);
        probe("port 65536", u"127.77.0.1:65536"_s, u"port 65536"_s);
        probe("huge port", u"[::1]:99999999999999999999"_s, u"port 99999999999999999999"_s);
        probe("port in letters", u"127.77.0.1:ntp"_s, u"\"ntp\""_s);
        probe("empty host", u"''"_s, u"name or address"_s);
        probe("port without a host", u":123"_s, u"name or address"_s);
        probe("300 characters", QString(300, u'a'), u"too long"_s);
        probe("half an address", u"127.77.0"_s, u"\"127.77.0\""_s);
        probe("one of two hosts", someHost + u" http://127.77.0.1"_s, u"\"http://127.77.0.1\""_s);
        const auto number = [&probe](const QString &option, const QString &value) {
            const QString typed = option + u' ' + value;
            probe(qPrintable(typed), typed + u' ' + someHost, option + u" takes"_s);
        };
        for (const QString &value : {u"0"_s, u"-1"_s, u"1.5"_s, u"1001"_s, u"99999999999999999999"_s,
                                     u"nan"_s, u"0x1"_s, u"one"_s, u"''"_s})
            number(u"--count"_s, value);
        for (const QString &value : {u"-1"_s, u"-0.001"_s, u"1e300"_s, u"1e999"_s, u"nan"_s, u"-nan"_s,
                                     u"inf"_s, u"-inf"_s, u"0x1"_s, u"one"_s, u"2s"_s, u"1,5"_s, u"''"_s}) {
            number(u"--interval"_s, value);
            number(u"--timeout"_s, value);
        }
        number(u"--timeout"_s, u"0"_s);

        row("sources of something", u"sources ntp.example.org"_s, u"\"ntp.example.org\""_s);
        row("status of something", u"status ntp.example.org"_s, u"\"ntp.example.org\""_s);
        row("an unknown daemon", u"sources --daemon windows"_s, u"\"windows\""_s);
        row("no address of a daemon", u"sources --chrony ntp.example.org"_s, u"\"ntp.example.org\""_s);
        row("an empty address of a daemon", u"sources --daemon chrony="_s, u"\"\""_s);
        row("neither a terminal nor an end", u"watch "_s + someHost, u"--for"_s);
        row("the same in JSON", u"watch --demo --json"_s, u"--for"_s);
        row("watch --for 0", u"watch --demo --for 0"_s, u"--for takes seconds from 0.001 to 1000000,"_s);
        row("watch --for nan", u"watch --demo --for nan"_s, u"\"nan\""_s);
        row("watch --for 1e300", u"watch --demo --for 1e300"_s, u"\"1e300\""_s);
        row("watch a port 0", u"watch --for 600 127.77.0.1:0"_s, u"port 0"_s);
        row("unknown option of watch", u"watch --demo --for 600 --count"_s, u"'count'"_s);
    }
    void wrongUsage()
    {
        QFETCH(QString, command);
        QFETCH(QString, named);
        Ctl ctl;
        QCOMPARE(ctl.run(command), 2);
        QCOMPARE(ctl.out, QByteArray());
        const QString said = QString::fromUtf8(ctl.err);
        QVERIFY2(said.startsWith("synchroscopectl: "_L1) && said.endsWith(".\n"_L1), ctl.err.constData());
        QVERIFY2(said.contains(named), ctl.err.constData());
    }

    void helpIsNoError_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("of all") << u"--help"_s << "probe HOST"_ba;
        QTest::newRow("of probe") << u"probe --help"_s << "--timeout <S>"_ba;
        QTest::newRow("of sources") << u"sources --help"_s << "--chrony <ADDRESS>"_ba;
        QTest::newRow("of status") << u"status --help"_s << "--no-measure"_ba;
        QTest::newRow("exit codes of status") << u"status --help"_s << "3 nobody answers where"_ba;
        QTest::newRow("usage") << u"sources --help"_s << "Usage: synchroscopectl sources [options]\n"_ba;
        QTest::newRow("of watch") << u"watch -h"_s << "--demo"_ba;
    }
    void helpIsNoError()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, named);
        Ctl ctl;
        QCOMPARE(ctl.run(command), 0);
        QCOMPARE(ctl.err, QByteArray());
        QVERIFY2(ctl.out.contains(named), ctl.out.constData());
    }

    // --- a world that is not in order ---

    void aFullDiskIsAFailure_data()
    {
        QTest::addColumn<QString>("command");
        const QString host = m_truth.hostAndPort();
        QTest::newRow("probe") << u"probe --count 1 "_s + host;
        QTest::newRow("probe, JSON") << u"probe --json --count 1 "_s + host;
        QTest::newRow("watch") << u"watch --for 0.5 "_s + host;
        QTest::newRow("watch, JSON") << u"watch --for 600 --json "_s + host;
        QTest::newRow("help") << u"probe --help"_s;
        const QString options = u" --chrony "_s + commandAddress(m_client);
        for (const QString &command :
             {u"sources"_s, u"sources --json"_s, u"status --no-measure"_s, u"status --no-measure --json"_s})
            QTest::newRow(qPrintable(command)) << command + options;
    }
    void aFullDiskIsAFailure()
    {
        QFETCH(QString, command);
        Ctl ctl;
        ctl.process.setStandardOutputFile(u"/dev/full"_s);
        QCOMPARE(ctl.run(command), 3);
        QVERIFY2(ctl.err.contains("Standard output could not be written."), ctl.err.constData());
    }

    void brokenSurroundings_data()
    {
        QTest::addColumn<QStringList>("broken"); // point to a file
        QTest::addColumn<QStringList>("unset");
        const auto row = [](const char *name, const QStringList &broken, const QStringList &unset) {
            QTest::newRow(name) << broken << unset;
        };
        row("no folder for data", {u"XDG_DATA_HOME"_s}, {});
        row("no folder for configuration", {u"XDG_CONFIG_HOME"_s}, {});
        row("no folder for the session", {u"XDG_RUNTIME_DIR"_s}, {});
        row("no session", {}, {u"XDG_RUNTIME_DIR"_s});
        row("no session and no cache", {u"XDG_CACHE_HOME"_s}, {u"XDG_RUNTIME_DIR"_s});
        row("no home", {u"HOME"_s}, {u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s});
    }
    void brokenSurroundings()
    {
        QFETCH(QStringList, broken);
        QFETCH(QStringList, unset);
        const auto breakIt = [&](Ctl &ctl) {
            for (const QString &variable : std::as_const(broken))
                ctl.setEnvironment(variable, ctl.path(u"file"_s));
            for (const QString &variable : std::as_const(unset))
                ctl.setEnvironment(variable, {});
            return ctl.write(u"file"_s, "not a folder");
        };

        Ctl probe;
        QVERIFY(breakIt(probe));
        QCOMPARE(probe.run(u"probe --json --count 1 "_s + m_truth.hostAndPort()), 0);
        QCOMPARE(values(servers(probe.out), u"status"_s), QStringList{u"ok"_s});

        Ctl watch;
        QVERIFY(breakIt(watch));
        watch.start(u"watch %1 --for 600 --json"_s.arg(m_truth.hostAndPort()));
        QVERIFY2(watch.waitForObject([](const QJsonObject &snapshot) {
            return snapshot[u"sources"_s][0][u"status"_s] == "ok"_L1;
        }),
                 watch.err.constData());
        watch.process.terminate();
        QVERIFY(watch.waitForEnd());
        QCOMPARE(watch.process.exitCode(), 0);

        for (const QString &command : {u"sources --measure --json"_s, u"status --json"_s}) {
            Ctl ctl;
            QVERIFY(breakIt(ctl));
            const int code = ctl.run(u"%1 --chrony %2"_s.arg(command, commandAddress(m_client)));
            QVERIFY2(code == 0 || code == 1, ctl.err.constData());
            QCOMPARE(objects(onlyObject(ctl.out)[u"daemons"_s]).size(), 1);
        }
    }

private:
    static QJsonValue instantNow() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }

    static void expectNothingMeasured(const QJsonObject &server)
    {
        for (const QString &field : durations)
            QVERIFY2(server[field].isNull(), qPrintable(field));
        QVERIFY(server[u"timestamping"_s].isNull());
        QCOMPARE(server[u"samples"_s].toInt(-1), 0);
        QVERIFY(server[u"raw"_s].isArray());
        QVERIFY(server[u"raw"_s].toArray().isEmpty());
        QVERIFY(!server[u"detail"_s].toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSynchroscopeCtl)
#include "test_synchroscopectl.moc"
