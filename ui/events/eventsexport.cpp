// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/eventsexport.h"

#include "core/config/helperwords.h"
#include "core/diagnosis/eventnames.h"
#include "ui/wording/eventwording.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString timeOf(Instant at)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toUTC().toString(Qt::ISODateWithMs);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue spanOrNull(Duration span)
{
    return span == Duration::zero() ? QJsonValue(QJsonValue::Null) : QJsonValue(toSeconds(span));
}

bool hasDirection(const Event &event)
{
    return event.kind == Event::Kind::NetworkTimeChanged || event.kind == Event::Kind::LeapAnnounced;
}

// The columns, and their order.
const QStringList &names()
{
    static const QStringList names{u"time"_s,          u"kind"_s,    u"clock_event"_s, u"daemon"_s,
                                   u"daemon_number"_s, u"subject"_s, u"from"_s,        u"lasted_s"_s,
                                   u"moved_s"_s,       u"forward"_s, u"state"_s,       u"from_state"_s,
                                   u"sentence"_s};
    return names;
}

QJsonObject objectOf(const Event &event)
{
    const bool isState = event.kind == Event::Kind::StateChanged;
    const Duration lasted = event.clock ? event.clock->lasted : event.lasted;
    return {
        {u"time"_s, timeOf(event.at)},
        {u"kind"_s, stableName(event.kind)},
        {u"clock_event"_s, textOrNull(event.clock ? stableName(event.clock->kind) : QString())},
        {u"daemon"_s, textOrNull(event.daemon ? stableName(*event.daemon) : QString())},
        {u"daemon_number"_s,
         event.daemonNumber == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(event.daemonNumber)},
        {u"subject"_s, textOrNull(event.subject)},
        {u"from"_s, textOrNull(event.from)},
        {u"lasted_s"_s, spanOrNull(lasted)},
        {u"moved_s"_s, event.clock ? spanOrNull(event.clock->moved) : QJsonValue(QJsonValue::Null)},
        {u"forward"_s, hasDirection(event) ? QJsonValue(event.isForward) : QJsonValue(QJsonValue::Null)},
        {u"state"_s, textOrNull(isState ? stableName(event.state) : QString())},
        {u"from_state"_s, textOrNull(isState ? stableName(event.fromState) : QString())},
        {u"sentence"_s, wording::eventSentence(event)},
    };
}

QString cellOf(const QString &name, const QJsonValue &value)
{
    QString text = value.toVariant().toString();
    if (value.isDouble() && name.endsWith("_s"_L1))
        text = QString::number(value.toDouble(), 'f', 9);
    static constexpr std::array special{u',', u'"', u'\r', u'\n'};
    const bool isPlain = std::ranges::none_of(special, [&text](char16_t c) { return text.contains(c); });
    return isPlain ? text : u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

QByteArray eventsAsCsv(const std::vector<Event> &events)
{
    QString csv = names().join(u',') + u"\r\n"_s;
    for (const Event &event : events) {
        const QJsonObject object = objectOf(event);
        QStringList cells;
        for (const QString &name : names())
            cells.append(cellOf(name, object.value(name)));
        csv += cells.join(u',') + u"\r\n"_s;
    }
    return csv.toUtf8();
}

QByteArray eventsAsJson(const std::vector<Event> &events)
{
    QJsonArray list;
    for (const Event &event : events)
        list.append(objectOf(event));
    return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"events"_s, list}}).toJson();
}

} // namespace synchroscope
