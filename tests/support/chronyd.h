// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace synchroscope::test {

/// A real chronyd that serves time on a loopback address of its own, and cannot touch this computer's clock:
/// it is always started with -x and without the right to set the clock.
///
/// Use:  Chronyd server(Chronyd::plain());
///       QVERIFY2(server.start(), qPrintable(server.failure()));
///
/// The program is $SYNCHROSCOPE_DAEMONS/usr/sbin/chronyd, which `./dev test` provides. That it is missing is
/// a failure.
class Chronyd
{
public:
    struct Setup
    {
        QStringList lines{};          ///< of chrony.conf, beside those about address, port and files
        QHostAddress address{};       ///< null: one of 127.77.0.0/16 that this process has not used
        quint16 port = 0;             ///< 0: one that nobody uses
        std::chrono::seconds ahead{}; ///< run under libfaketime by this much; 0: without it
        bool synchronised = true;     ///< start() waits until it says that it is, or only until it answers
        quint16 commandPort = 0;    ///< take chronyc's questions on this UDP port of its address; 0: on none
        bool commandSocket = false; ///< open the Unix socket for chronyc: see commandSocketPath()
    };

    /// Tells this computer's own time.
    static Setup plain();
    /// Follows `reference` and corrects it by `ahead`: serves a clock ahead by that much, to within some
    /// microseconds.
    static Setup chasing(const Chronyd &reference, std::chrono::nanoseconds ahead);
    /// Has no reference, and says so: leap 3, stratum 0.
    static Setup unsynchronised();
    /// Ahead by whole seconds under libfaketime. Under one second libfaketime gives wrong times, as it does
    /// not change the kernel's receive stamps.
    static Setup fakedAhead(std::chrono::seconds ahead);

    explicit Chronyd(Setup setup);
    ~Chronyd();
    Chronyd(const Chronyd &) = delete;
    Chronyd &operator=(const Chronyd &) = delete;

    /// Starts it and waits, up to 30 s, until it serves. Otherwise failure() says why.
    bool start();
    /// Ends it; the address and port stay, so that start() brings the same server back.
    void stop();
    QString failure() const { return m_failure; }

    QHostAddress address() const { return m_setup.address; }
    quint16 port() const { return m_setup.port; }
    /// "127.77.3.4:31234"
    QString hostAndPort() const;
    QString commandSocketPath() const;
    /// Its chrony.conf, once it was started.
    QString configurationPath() const;
    quint16 commandPort() const { return m_setup.commandPort; }
    qint64 processId() const { return m_process.processId(); }
    /// What it wrote on its standard error so far.
    QString log();

private:
    bool fail(const QString &sentence);
    bool writeConfiguration();
    bool launch();
    bool waitUntilServing();

    Setup m_setup;
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_log;
    QString m_failure;
};

/// Whether a UDP socket of this computer holds that port on any address, as /proc/net/udp and udp6 tell.
bool udpPortIsTaken(quint16 port);
/// Whether one holds it on that IPv4 address, or on all. Two chronyds would share it without a word.
bool udpAddressIsTaken(const QHostAddress &address, quint16 port);
/// One of 127.77.0.0/16 that this process has not used.
QHostAddress unusedLoopbackAddress();
/// A port that no UDP socket of this computer holds.
quint16 freeUdpPort();

/// Empty: there is none. Debian keeps it in /usr/lib/<architecture>/faketime, Fedora in /usr/lib64/faketime,
/// Arch in /usr/lib/faketime.
QString faketimeLibrary();

} // namespace synchroscope::test
