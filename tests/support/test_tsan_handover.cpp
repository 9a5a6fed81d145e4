// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

struct Report
{
    std::vector<int> values;
    QString text;
};
using ReportPtr = std::shared_ptr<const Report>;

class ReportingWorker : public QObject
{
    Q_OBJECT

public:
    void start()
    {
        m_timer = new QTimer(this);
        connect(m_timer, &QTimer::timeout, this, &ReportingWorker::report);
        m_timer->start(0);
    }
    void take(const std::vector<QString> &words)
    {
        for (const QString &word : words)
            m_letters += word.size();
        Q_EMIT taken(m_letters);
    }

Q_SIGNALS:
    void reported(const ReportPtr &report);
    void taken(qsizetype letters);

private:
    void report()
    {
        auto report = std::make_shared<Report>();
        report->values.assign(50, m_number);
        report->text = QString::number(m_number++);
        Q_EMIT reported(std::move(report));
    }

    QTimer *m_timer = nullptr;
    int m_number = 1;
    qsizetype m_letters = 0;
};

/// What the program does between its threads, done right: ThreadSanitizer must have nothing to say about it.
/// The counterpart of test_tsan_control; should it fail, tsan_qt.cpp no longer fits Qt, and no thread test
/// can be trusted.
class TestTsanHandover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queuedBothWays();
};

void TestTsanHandover::queuedBothWays()
{
    QThread thread;
    auto *worker = new ReportingWorker;
    worker->moveToThread(&thread);
    connect(&thread, &QThread::finished, worker, &QObject::deleteLater);

    int reports = 0;
    qsizetype letters = 0;
    int sum = 0;
    connect(worker, &ReportingWorker::reported, this, [&](const ReportPtr &report) {
        sum += report->values.at(3) + static_cast<int>(report->text.size());
        ++reports;
    });
    connect(worker, &ReportingWorker::taken, this, [&](qsizetype count) { letters = count; });

    thread.start();
    QMetaObject::invokeMethod(worker, &ReportingWorker::start);
    constexpr qsizetype commands = 200;
    for (qsizetype i = 0; i < commands; ++i) {
        const std::vector<QString> words{u"abc"_s, QString::number(i % 10)};
        QMetaObject::invokeMethod(worker, [worker, words] { worker->take(words); });
    }
    QTRY_COMPARE(letters, commands * 4);
    QTRY_VERIFY(reports > 100);
    QVERIFY(sum > 0);
    thread.quit();
    QVERIFY(thread.wait(10'000));
}

QTEST_GUILESS_MAIN(TestTsanHandover)
#include "test_tsan_handover.moc"
