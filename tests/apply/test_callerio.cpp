// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/callerio.h"

#include "core/apply/helperrequest.h"

#include <QTest>

#include <array>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

struct Pipe
{
    Pipe()
    {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            qFatal("There is no pipe to be had.");
    }
    ~Pipe()
    {
        close(0);
        close(1);
    }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;

    int output() const { return ends[0]; }
    int input() const { return ends[1]; }
    void close(size_t end)
    {
        if (ends.at(end) >= 0)
            ::close(std::exchange(ends.at(end), -1));
    }
    bool say(const QByteArray &text) const
    {
        return ::write(input(), text.constData(), static_cast<size_t>(text.size())) == text.size();
    }
    /// Until it takes nothing any more. How much that was.
    qsizetype fill() const
    {
        const int flags = ::fcntl(input(), F_GETFL);
        ::fcntl(input(), F_SETFL, flags | O_NONBLOCK);
        qsizetype filled = 0;
        while (::write(input(), "x", 1) == 1)
            ++filled;
        ::fcntl(input(), F_SETFL, flags);
        return filled;
    }
    /// All that is in it.
    QByteArray drain() const
    {
        const int flags = ::fcntl(output(), F_GETFL);
        ::fcntl(output(), F_SETFL, flags | O_NONBLOCK);
        QByteArray all;
        std::array<char, 4096> piece{};
        for (ssize_t got = 0; (got = ::read(output(), piece.data(), piece.size())) > 0;)
            all.append(piece.data(), got);
        ::fcntl(output(), F_SETFL, flags);
        return all;
    }

    std::array<int, 2> ends{-1, -1};
};

} // namespace

class TestCallerIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void readsAllOfARequest();
    void readsOneLine();
    void readsNoMoreThanARequestMayHave();
    void waitsForNoRequestForEver();
    void printsToWhoReads();
    void printsALineLongerThanAPipe();
    void waitsForNoReaderForEver();
    void doesNotChangeTheCallersPipe();
    void outlivesAReaderThatGoes();
};

void TestCallerIo::readsAllOfARequest()
{
    Pipe pipe;
    QVERIFY(pipe.say("{\n") && pipe.say("}\n"));
    pipe.close(1);
    QCOMPARE(readRequest(pipe.output(), RequestEnd::Input, 60s), std::optional(QByteArray("{\n}\n")));
    QCOMPARE(readRequest(pipe.output(), RequestEnd::Input, 60s), std::optional(QByteArray()));
    QCOMPARE(readRequest(-1, RequestEnd::Input, 10ms), std::nullopt);
}

void TestCallerIo::readsOneLine()
{
    Pipe pipe;
    QVERIFY(pipe.say("{}\nmore"));
    QCOMPARE(readRequest(pipe.output(), RequestEnd::Line, 60s), std::optional(QByteArray("{}")));
}

void TestCallerIo::readsNoMoreThanARequestMayHave()
{
    Pipe pipe;
    std::thread writer([&pipe] {
        const QByteArray piece(4096, 'x');
        while (pipe.say(piece)) {
        }
    });
    const std::optional<QByteArray> request = readRequest(pipe.output(), RequestEnd::Input, 60s);
    pipe.close(0);
    writer.join();
    QVERIFY(request && request->size() > mostRequestBytes && request->size() <= mostRequestBytes + 4096);
}

void TestCallerIo::waitsForNoRequestForEver()
{
    Pipe pipe;
    QCOMPARE(readRequest(pipe.output(), RequestEnd::Input, 20ms), std::nullopt);
    QVERIFY(pipe.say("{}"));
    QCOMPARE(readRequest(pipe.output(), RequestEnd::Input, 20ms), std::nullopt);
    QVERIFY(pipe.say("{}"));
    QCOMPARE(readRequest(pipe.output(), RequestEnd::Line, 20ms), std::nullopt);
}

void TestCallerIo::printsToWhoReads()
{
    const Pipe pipe;
    LinePrinter printer(pipe.input(), 60s);
    printer.print("one\n");
    printer.print("two\n");
    QCOMPARE(pipe.drain(), QByteArray("one\ntwo\n"));
}

void TestCallerIo::printsALineLongerThanAPipe()
{
    Pipe pipe;
    const QByteArray line(1024 * 1024, 'x');
    std::thread printing([&] {
        LinePrinter(pipe.input(), 60s).print(line);
        pipe.close(1);
    });
    const std::optional<QByteArray> some = readRequest(pipe.output(), RequestEnd::Input, 60s);
    QByteArray rest;
    std::array<char, 4096> piece{};
    for (ssize_t got = 0; (got = ::read(pipe.output(), piece.data(), piece.size())) > 0;)
        rest.append(piece.data(), got);
    printing.join();
    QCOMPARE(some.value_or(QByteArray()) + rest, line);
}

void TestCallerIo::waitsForNoReaderForEver()
{
    const Pipe pipe;
    const qsizetype filled = pipe.fill();
    QVERIFY(filled > 0);
    LinePrinter printer(pipe.input(), 20ms);
    printer.print("one\n");
    QCOMPARE(pipe.drain(), QByteArray(filled, 'x'));
    // Who was deaf once is not tried again, so that a change waits for nobody twice.
    printer.print("two\n");
    QCOMPARE(pipe.drain(), QByteArray());
}

void TestCallerIo::doesNotChangeTheCallersPipe()
{
    const Pipe pipe;
    const LinePrinter printer(pipe.input(), 60s);
    QVERIFY((::fcntl(pipe.input(), F_GETFL) & O_NONBLOCK) == 0);
}

void TestCallerIo::outlivesAReaderThatGoes()
{
    Pipe pipe;
    LinePrinter printer(pipe.input(), 60s);
    pipe.close(0);
    printer.print("one\n");
    LinePrinter(pipe.input(), 60s).print("two\n");
}

QTEST_GUILESS_MAIN(TestCallerIo)
#include "test_callerio.moc"
