// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/eventrow.h"

#include "core/config/helperwords.h"
#include "core/diagnosis/eventnames.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// One of those up to `last`.
template <typename Enum>
std::optional<Enum> valueOf(const QJsonValue &name, Enum last)
{
    for (int value = 0; value <= int(last); ++value) {
        if (stableName(Enum(value)) == name.toString())
            return Enum(value);
    }
    return std::nullopt;
}

// A double holds no more than 2^53 ns, 104 days; QJsonValue keeps whole numbers as such.
qint64 nanoseconds(Duration span)
{
    return span.count();
}

Duration span(const QJsonValue &value)
{
    return Duration(value.toInteger());
}

} // namespace

QByteArray rowOf(const Event &event)
{
    QJsonObject row{{u"kind"_s, stableName(event.kind)}};
    const auto addText = [&row](const QString &name, const QString &text) {
        if (!text.isEmpty())
            row.insert(name, text);
    };
    const auto addSpan = [&row](const QString &name, Duration value) {
        if (value != Duration::zero())
            row.insert(name, nanoseconds(value));
    };
    addText(u"subject"_s, event.subject);
    addText(u"from"_s, event.from);
    if (event.daemon)
        row.insert(u"daemon"_s, stableName(*event.daemon));
    if (event.daemonNumber != 0)
        row.insert(u"daemon_number"_s, event.daemonNumber);
    if (event.clock) {
        row.insert(u"clock"_s, stableName(event.clock->kind));
        addSpan(u"clock_lasted"_s, event.clock->lasted);
        addSpan(u"moved"_s, event.clock->moved);
    }
    addSpan(u"lasted"_s, event.lasted);
    if (event.isForward)
        row.insert(u"forward"_s, true);
    if (event.kind == Event::Kind::StateChanged) {
        row.insert(u"state"_s, stableName(event.state));
        row.insert(u"from_state"_s, stableName(event.fromState));
    }
    return QJsonDocument(row).toJson(QJsonDocument::Compact);
}

std::optional<Event> eventFromRow(const QByteArray &row)
{
    const QJsonObject object = QJsonDocument::fromJson(row).object();
    const std::optional<Event::Kind> kind = valueOf(object.value("kind"_L1), Event::Kind::ProgramStarted);
    if (!kind)
        return std::nullopt;
    Event event;
    event.kind = *kind;
    event.subject = object.value("subject"_L1).toString();
    event.from = object.value("from"_L1).toString();
    event.lasted = span(object.value("lasted"_L1));
    event.isForward = object.value("forward"_L1).toBool();
    if (object.contains("daemon"_L1)) {
        event.daemon = valueOf(object.value("daemon"_L1), DaemonKind::OpenNtpd);
        if (!event.daemon)
            return std::nullopt;
    }
    event.daemonNumber = object.value("daemon_number"_L1).toInt();
    if (event.kind == Event::Kind::Clock) {
        const auto clock = valueOf(object.value("clock"_L1), ClockEvent::Kind::Paused);
        if (!clock)
            return std::nullopt;
        event.clock = ClockEvent{.kind = *clock,
                                 .at = {},
                                 .lasted = span(object.value("clock_lasted"_L1)),
                                 .moved = span(object.value("moved"_L1))};
    }
    if (event.kind == Event::Kind::StateChanged) {
        const auto state = valueOf(object.value("state"_L1), ClockState::Unknown);
        const auto from = valueOf(object.value("from_state"_L1), ClockState::Unknown);
        if (!state || !from)
            return std::nullopt;
        event.state = *state;
        event.fromState = *from;
    }
    return event;
}

} // namespace synchroscope
