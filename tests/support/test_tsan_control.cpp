// SPDX-License-Identifier: GPL-3.0-or-later
//
// A data race on purpose, between a slot in a worker thread and the main thread. CTest passes this program
// only if ThreadSanitizer reports it: proof that the suppressions and tsan_qt.cpp do not hide what the thread
// tests look for.
#include <QCoreApplication>
#include <QThread>

#include <atomic>

namespace {

/// The order is always the same: the slot begins, the other thread reads, the slot writes. The flags that
/// make it so are relaxed: they order nothing else, so that read and write remain a race.
class RacyCounter : public QObject
{
public:
    void countInSlot()
    {
        m_slotRuns.store(true, std::memory_order_relaxed);
        waitFor(m_wasRead);
        ++m_count;
    }
    int readFromElsewhere()
    {
        waitFor(m_slotRuns);
        const int count = m_count;
        m_wasRead.store(true, std::memory_order_relaxed);
        return count;
    }

private:
    static void waitFor(const std::atomic<bool> &flag)
    {
        while (!flag.load(std::memory_order_relaxed))
            QThread::yieldCurrentThread();
    }

    int m_count = 0;
    // TSan remembers few accesses per eight bytes; those to the flags must not push out the one to the count.
    alignas(64) std::atomic<bool> m_slotRuns = false;
    std::atomic<bool> m_wasRead = false;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);

    RacyCounter counter;
    QThread worker;
    counter.moveToThread(&worker);
    worker.start();
    QMetaObject::invokeMethod(&counter, &RacyCounter::countInSlot);
    const int count = counter.readFromElsewhere();

    worker.quit();
    worker.wait();
    return count;
}
