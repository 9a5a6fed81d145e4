// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/ntp/offset.h"

#include <QString>

/// Figures as a person reads them, in the reader's locale. Pure; any thread after the translators are
/// installed.
namespace synchroscope::wording {

enum class TimeUnit : quint8 { Nanoseconds, Microseconds, Milliseconds, Seconds };

/// The unit in which a span of this size has between one and three digits before the point.
TimeUnit unitFor(Duration span);
/// "ns", "µs", "ms", "s".
QString unitSymbol(TimeUnit unit);
/// One of the unit, in nanoseconds.
Duration unitSize(TimeUnit unit);

/// Two significant digits below ten, else none after the point beyond three digits: "2.9 ms", "25 ms", "250
/// ms", "350.1 s". The sign is dropped.
QString spanText(Duration span);
/// With as many decimals as two digits of `resolution` need, up to six: "250.013 ms". For figures side by
/// side that differ by little.
QString spanText(Duration span, Duration resolution);
/// "2.9 ms ahead", "2.9 ms behind"; "no difference" for exactly zero.
QString offsetText(Offset offset);
/// "± 25 ms": rounded up to two digits, as a claim about error must be.
QString boundText(Duration bound);
/// "2.9 ms ahead ± 25 ms", each rounded by itself; without the bound where it is zero, for then nobody has
/// told it.
QString claimText(Offset offset, Duration bound);
/// "2.900 ms behind ± 0.080 ms": to the two digits of the error that count, which is rounded up; "250.000 ms
/// ahead ± 3.1 µs" where these lie beyond three decimals, "no difference ± 80 µs" where they are too coarse.
QString offsetText(Offset offset, Duration error);
/// As spanText() with a resolution: "250.013 ms behind".
QString resolvedOffsetText(Offset offset, Duration resolution);
/// "12.345 ppm fast", "12.345 ppm slow": of a clock that gains, or loses, so much; to 1 ns in a second.
QString frequencyText(double ppm);
/// "12.34 ppm slow ± 0.56 ppm": to the two digits of the error that count, no more than four decimals.
QString frequencyText(double ppm, double errorPpm);
/// "12 s", "3 min", "2 h 5 min", "4 days": how long ago, or until; whole units, the largest one or two.
QString ageText(Duration age);
/// The same of a wait that lies ahead, each unit rounded up: what is promised is not earlier than it comes
/// true. "0 s" when it is over.
QString waitText(Duration wait);
/// Of a power of two, in whole seconds where it has some: "1024 s", "62 ms".
QString pollText(int log2Seconds);
QString pollText(Duration interval);
/// "just now", "12 s ago".
QString agoText(Duration age);
/// "12:41" by this computer's zone, with the date unless it is that of `now`.
QString clockTimeText(Instant at, Instant now);

} // namespace synchroscope::wording
