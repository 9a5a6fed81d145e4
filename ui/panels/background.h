// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace synchroscope {

/// Not the global one: Qt paints with that, and would wait for it.
QThreadPool &backgroundPool();

/// Has `work()` done in another thread, so that the window does not wait for it. `done(outcome)` is called
/// later, in the thread of `context`, unless `context` is gone by then: Qt 6.4's QFuture::then() does not
/// bear that.
template <typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    using Outcome = std::invoke_result_t<Work>;
    const auto promise = std::make_shared<QPromise<Outcome>>();
    auto *watcher = new QFutureWatcher<Outcome>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(watcher->result());
                     });
    promise->start();
    watcher->setFuture(promise->future());
    backgroundPool().start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace synchroscope
