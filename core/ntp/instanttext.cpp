// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/instanttext.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 perSecond = 1'000'000'000;
constexpr qsizetype decimals = 9;
constexpr qsizetype wholeLength = 19; // "2026-11-29T20:36:00"

bool areDigits(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Absent: it does not fit.
std::optional<Duration> nanoseconds(qint64 seconds, qint64 fraction)
{
    qint64 total = 0;
    if (__builtin_mul_overflow(seconds, perSecond, &total) || __builtin_add_overflow(total, fraction, &total))
        return std::nullopt;
    return Duration(total);
}

} // namespace

QString instantText(Instant instant)
{
    const qint64 count = instant.time_since_epoch().count();
    qint64 seconds = count / perSecond;
    qint64 fraction = count % perSecond;
    if (fraction < 0) {
        --seconds;
        fraction += perSecond;
    }
    const QDateTime whole = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc());
    return u"%1.%2Z"_s.arg(whole.toString(u"yyyy-MM-dd'T'HH:mm:ss"_s))
        .arg(fraction, int(decimals), 10, QChar(u'0'));
}

std::optional<Instant> parseInstantText(QStringView text)
{
    if (text.size() != wholeLength + 1 + decimals + 1 || text[wholeLength] != u'.' || text.back() != u'Z' ||
        !areDigits(text.sliced(wholeLength + 1, decimals)))
        return std::nullopt;
    QDateTime whole = QDateTime::fromString(text.first(wholeLength).toString(), u"yyyy-MM-dd'T'HH:mm:ss"_s);
    whole.setTimeZone(QTimeZone::utc());
    if (!whole.isValid())
        return std::nullopt;
    qint64 seconds = whole.toSecsSinceEpoch();
    qint64 fraction = text.sliced(wholeLength + 1, decimals).toLongLong();
    // So that neither the product nor the sum overflows before the other makes up for it.
    if (seconds < 0 && fraction > 0) {
        ++seconds;
        fraction -= perSecond;
    }
    const std::optional<Duration> sinceEpoch = nanoseconds(seconds, fraction);
    return sinceEpoch ? std::optional(Instant(*sinceEpoch)) : std::nullopt;
}

QString secondsText(Duration span)
{
    const qint64 seconds = span.count() / perSecond;
    const qint64 fraction = std::abs(span.count() % perSecond);
    return u"%1%2.%3"_s.arg(span.count() < 0 ? u"-"_s : QString())
        .arg(std::abs(seconds))
        .arg(fraction, int(decimals), 10, QChar(u'0'));
}

std::optional<Duration> parseSecondsText(QStringView text)
{
    const bool isNegative = text.startsWith(u'-');
    const QStringView digits = text.sliced(isNegative ? 1 : 0);
    const qsizetype point = digits.size() - decimals - 1;
    if (point < 1 || digits[point] != u'.' || !areDigits(digits.first(point)) ||
        !areDigits(digits.sliced(point + 1)))
        return std::nullopt;
    bool fits = false;
    const qint64 seconds = digits.first(point).toLongLong(&fits);
    const qint64 fraction = digits.sliced(point + 1).toLongLong();
    if (!fits)
        return std::nullopt;
    return isNegative ? nanoseconds(-seconds, -fraction) : nanoseconds(seconds, fraction);
}

} // namespace synchroscope
