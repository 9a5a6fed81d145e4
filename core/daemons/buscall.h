// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>

#include <chrono>
#include <functional>

class QObject;

namespace synchroscope {

/// Sends a method call. `done` is called once with the answer, which may be an error message, in the thread
/// of `context` and always after this function has returned, also without a bus; never once `context` is
/// gone.
void callAsync(const QDBusConnection &bus, const QDBusMessage &call, std::chrono::milliseconds patience,
               QObject *context, std::function<void(const QDBusMessage &answer)> done);

/// org.freedesktop.DBus.Properties.Get
QDBusMessage propertyCall(const QString &service, const QString &path, const QString &interface,
                          const QString &property);
/// What such a call was answered; invalid if by an error or by anything else than a value.
QVariant propertyIn(const QDBusMessage &answer);

/// Whether an error says that there is no bus, or nobody of that name on it, or that the name's owner could
/// not be started.
bool saysAbsent(const QDBusMessage &error);

} // namespace synchroscope
