// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells ThreadSanitizer what Qt's event loop does. Linked into everything when SYNCHROSCOPE_SANITIZE is
// "thread".
//
// TSan only sees locks and atomics in code that it instrumented. Distributions' Qt is not, so every event
// posted from one thread to another looks like a race: the sender wrote what the receiver reads, and nothing
// that TSan saw came between. Suppressing by "libQt6Core" would hide our own races as well, since every slot
// is called from there. So the few functions by which our code hands something to another thread are wrapped
// by the linker (--wrap, see CMakeLists.txt), and say "released" before; Qt's own callback before each
// delivery says "acquired". One handover stands for all events: that misses a race only when an unrelated
// event happens to pass between its two sides. test_tsan_control proves that races in slots are still seen.
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QMetaObject>
#include <QThread>

#include <cstdlib>
#include <new>

#include <sanitizer/tsan_interface.h>

// Exported by libtsan, without a header in GCC.
extern "C" void AnnotateIgnoreWritesBegin(const char *file, int line);
extern "C" void AnnotateIgnoreWritesEnd(const char *file, int line);

/// Asked for by the linker's command line, so that this file is taken from its archive by every program.
extern "C" {
extern const char synchroscopeTsanQt;
const char synchroscopeTsanQt = 0;
}

/// QProcess starts children by clone() with the parent's memory, which TSan takes for a fork that leaves it
/// crippled.
extern "C" const char *__tsan_default_options()
{
    return "die_after_fork=0";
}

namespace {

/// What is written meanwhile does not count.
class UncountedWrites
{
public:
    UncountedWrites() { AnnotateIgnoreWritesBegin(__FILE__, __LINE__); }
    ~UncountedWrites() { AnnotateIgnoreWritesEnd(__FILE__, __LINE__); }
    Q_DISABLE_COPY_MOVE(UncountedWrites)
};

} // namespace

/// Memory that Qt allocates for an event is written by `new` after we said "released". What is written into
/// it counts, that it was allocated does not.
void *operator new(std::size_t size)
{
    const auto allocate = [size] {
        const UncountedWrites uncounted;
        return std::malloc(size == 0 ? 1 : size);
    };
    void *memory = allocate();
    if (!memory)
        throw std::bad_alloc();
    return memory;
}

namespace {

char handover = 0;

bool acquireBeforeDelivery(void **)
{
    __tsan_acquire(&handover);
    return false; // go on with the delivery
}

[[maybe_unused]] const bool registered =
    QInternal::registerCallback(QInternal::EventNotifyCallback, acquireBeforeDelivery);

/// A functor on its way to another thread, whose reference count TSan does not see: it is created here,
/// called there, and deleted by whichever thread lets go last.
class HandedOver : public QtPrivate::QSlotObjectBase
{
public:
    explicit HandedOver(QSlotObjectBase *inner) : QSlotObjectBase(&run), m_inner(inner)
    {
        __tsan_release(this);
    }

private:
    static void run(int which, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *equal)
    {
        auto *handed = static_cast<HandedOver *>(self);
        __tsan_acquire(handed);
        switch (which) {
        case Destroy:
            handed->m_inner->destroyIfLastRef();
            delete handed;
            break;
        case Call:
            handed->m_inner->call(receiver, arguments);
            __tsan_release(handed);
            __tsan_release(&handover); // for a sender that blocks until then
            break;
        case Compare:
            *equal = handed->m_inner->compare(arguments);
            break;
        }
    }

    QSlotObjectBase *m_inner;
};

} // namespace

// The names are those that Qt 6.4's functions have for the linker.
#define INVOKE                                                                                               \
    "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv"
#define CONNECT                                                                                              \
    "_ZN7QObject11connectImplEPKS_PPvS1_S3_"                                                                 \
    "PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject"
#define ACTIVATE "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv"
#define POST_EVENT "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi"
#define DELETE_LATER "_ZN7QObject11deleteLaterEv"
#define START "_ZN7QThread5startENS_8PriorityE"
#define WAIT "_ZN7QThread4waitE14QDeadlineTimer"

bool realInvoke(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *) asm("__real_" INVOKE);
bool wrapInvoke(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *) asm("__wrap_" INVOKE);
QMetaObject::Connection realConnect(const QObject *, void **, const QObject *, void **,
                                    QtPrivate::QSlotObjectBase *, Qt::ConnectionType, const int *,
                                    const QMetaObject *) asm("__real_" CONNECT);
QMetaObject::Connection wrapConnect(const QObject *, void **, const QObject *, void **,
                                    QtPrivate::QSlotObjectBase *, Qt::ConnectionType, const int *,
                                    const QMetaObject *) asm("__wrap_" CONNECT);
void realActivate(QObject *, const QMetaObject *, int, void **) asm("__real_" ACTIVATE);
void wrapActivate(QObject *, const QMetaObject *, int, void **) asm("__wrap_" ACTIVATE);
void realPostEvent(QObject *, QEvent *, int) asm("__real_" POST_EVENT);
void wrapPostEvent(QObject *, QEvent *, int) asm("__wrap_" POST_EVENT);
void realDeleteLater(QObject *) asm("__real_" DELETE_LATER);
void wrapDeleteLater(QObject *) asm("__wrap_" DELETE_LATER);
void realStart(QThread *, QThread::Priority) asm("__real_" START);
void wrapStart(QThread *, QThread::Priority) asm("__wrap_" START);
bool realWait(QThread *, QDeadlineTimer) asm("__real_" WAIT);
bool wrapWait(QThread *, QDeadlineTimer) asm("__wrap_" WAIT);

bool wrapInvoke(QObject *receiver, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    __tsan_release(&handover);
    if (type == Qt::QueuedConnection) {
        // Nothing of ours runs now, and the list of posted events, which may have to grow, is under Qt's
        // lock.
        auto *handed = new HandedOver(slot);
        const UncountedWrites uncounted;
        return realInvoke(receiver, handed, type, result);
    }
    const bool invoked = realInvoke(receiver, new HandedOver(slot), type, result);
    if (type == Qt::BlockingQueuedConnection)
        __tsan_acquire(&handover);
    return invoked;
}

QMetaObject::Connection wrapConnect(const QObject *sender, void **signal, const QObject *receiver,
                                    void **slotPointer, QtPrivate::QSlotObjectBase *slot,
                                    Qt::ConnectionType type, const int *types, const QMetaObject *meta)
{
    return realConnect(sender, signal, receiver, slotPointer, new HandedOver(slot), type, types, meta);
}

void wrapActivate(QObject *sender, const QMetaObject *meta, int signal, void **arguments)
{
    __tsan_release(&handover);
    realActivate(sender, meta, signal, arguments);
}

void wrapPostEvent(QObject *receiver, QEvent *event, int priority)
{
    __tsan_release(&handover);
    const UncountedWrites uncounted;
    realPostEvent(receiver, event, priority);
}

void wrapDeleteLater(QObject *object)
{
    __tsan_release(&handover);
    const UncountedWrites uncounted;
    realDeleteLater(object);
}

// Whatever the thread did, such as letting Qt allocate a list of events that is freed with it, came before
// the end of a wait for it.
void wrapStart(QThread *thread, QThread::Priority priority)
{
    QObject::connect(
        thread, &QThread::finished, thread, [] { __tsan_release(&handover); }, Qt::DirectConnection);
    realStart(thread, priority);
}

bool wrapWait(QThread *thread, QDeadlineTimer deadline)
{
    const bool finished = realWait(thread, deadline);
    __tsan_acquire(&handover);
    return finished;
}
