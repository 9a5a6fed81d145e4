// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/clockwording.h"

#include <QCoreApplication>

#include <cstdlib>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class ClockWording
{
    Q_DECLARE_TR_FUNCTIONS(ClockWording)
};

QString lengthText(int seconds)
{
    const int hours = seconds / 3600;
    const int minutes = seconds / 60 % 60;
    QString hoursText = ClockWording::tr("%n hour(s)", "", hours);
    QString minutesText = ClockWording::tr("%n minute(s)", "", minutes);
    if (minutes == 0)
        return hoursText;
    if (hours == 0)
        return minutesText;
    return ClockWording::tr("%1 %2", "hours and minutes").arg(hoursText, minutesText);
}

} // namespace

QString zoneOffsetText(const QTimeZone &zone, const QDateTime &when)
{
    const int offset = zone.offsetFromUtc(when);
    if (offset == 0)
        return ClockWording::tr("the same as universal time");
    const QString length = lengthText(std::abs(offset));
    QString text = offset > 0 ? ClockWording::tr("%1 ahead of universal time").arg(length)
                              : ClockWording::tr("%1 behind universal time").arg(length);
    if (!zone.isDaylightTime(when))
        return text;
    return ClockWording::tr("%1, with daylight saving time").arg(text);
}

QString zoneText(const QTimeZone &zone, const QDateTime &when)
{
    const int offset = zone.offsetFromUtc(when);
    const QString numeric = u"%1%2:%3"_s.arg(QChar(offset < 0 ? u'−' : u'+'))
                                .arg(std::abs(offset) / 3600, 2, 10, QChar(u'0'))
                                .arg(std::abs(offset) / 60 % 60, 2, 10, QChar(u'0'));
    const QString id = QString::fromUtf8(zone.id());
    const QString abbreviation = zone.abbreviation(when);
    if (abbreviation.isEmpty() || abbreviation == id)
        return u"%1 (%2)"_s.arg(id, numeric);
    return u"%1 (%2, %3)"_s.arg(id, abbreviation, numeric);
}

} // namespace synchroscope::wording
