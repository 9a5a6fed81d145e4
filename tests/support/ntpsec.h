// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>

namespace synchroscope::test {

/// Two network namespaces of this process's own, joined by a cable: "server" and "client", with loopback
/// up in both. Daemons that insist on port 123, or refuse servers on loopback, run in there undisturbed.
///
/// enter() moves the calling thread to the client's side for good. Whatever it starts or opens from then on
/// is there, with shared memory of its own, as reference clocks leave segments behind. Without root it makes
/// a user namespace first, for which the process must not have threads yet: call it at the beginning of
/// main().
class PrivateNetwork
{
public:
    PrivateNetwork() = default;
    ~PrivateNetwork();
    PrivateNetwork(const PrivateNetwork &) = delete;
    PrivateNetwork &operator=(const PrivateNetwork &) = delete;

    bool enter();
    QString failure() const { return m_failure; }

    /// 10.77.1.1, .3, .4, .5: the server side's addresses, `which` from 0 to 3.
    static QHostAddress serverAddress(int which = 0);
    /// 10.77.1.2
    static QHostAddress clientAddress();

    /// Calls with the calling thread on the server's side.
    bool onServerSide(const std::function<bool()> &call);

private:
    bool fail(const QString &sentence);
    bool run(const QStringList &ipArguments);

    int m_server = -1; ///< file descriptors of the namespaces
    int m_client = -1;
    QString m_failure;
};

/// A real NTPsec ntpd in the namespace of the thread that starts it. It cannot touch this computer's clock:
/// it gets no CAP_SYS_TIME, which is verified before the program begins.
///
/// The program is $SYNCHROSCOPE_DAEMONS/usr/sbin/ntpd, which `./dev test` provides. That it is missing is a
/// failure.
class Ntpsec
{
public:
    struct Setup
    {
        QStringList lines{};   ///< of ntp.conf
        bool answersUs = true; ///< mode 6 from loopback; NTPsec's default is not to
    };

    explicit Ntpsec(Setup setup);
    ~Ntpsec();
    Ntpsec(const Ntpsec &) = delete;
    Ntpsec &operator=(const Ntpsec &) = delete;

    /// Starts it and waits, up to 30 s, until it answers clients on 127.0.0.1. Otherwise failure() says why.
    bool start();
    /// Ends it, also when it is stopped by a signal. start() brings it back.
    void stop();
    QString failure() const { return m_failure; }

    static constexpr quint16 port = 123;
    qint64 processId() const { return m_process.processId(); }
    /// SIGSTOP, SIGCONT …
    bool signal(int number);
    QString log();

private:
    bool fail(const QString &sentence);

    Setup m_setup;
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_failure;
};

/// Runs `program` under setpriv without CAP_SYS_TIME, and only after a look at its CapEff: what has the right
/// to set the clock all the same ends with exit code 86.
void startWithoutClockRights(QProcess &process, const QString &program, const QStringList &arguments);

} // namespace synchroscope::test
