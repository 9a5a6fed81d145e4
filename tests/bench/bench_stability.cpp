// SPDX-License-Identifier: GPL-3.0-or-later
// How long the statistics of one source's past take, of as many answers as one request considers: the Allan
// family in all octaves with its confidence, and everything else.

#include "core/estimate/stability.h"
#include "core/estimate/statistics.h"

#include <QElapsedTimer>
#include <QString>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace synchroscope;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int runs = 11;
constexpr int answers = 100'000;

void measure(QTextStream &out, const QString &what, const std::function<void()> &work)
{
    std::vector<double> times;
    times.reserve(runs);
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    out << u"  %1 %2 ms (%3 to %4)\n"_s.arg(what, -46)
               .arg(times[runs / 2], 0, 'f', 1)
               .arg(times.front(), 0, 'f', 1)
               .arg(times.back(), 0, 'f', 1);
}

/// Polls of 16 s ± 2 % over the internet, of an oscillator that wanders, a hundredth of them lost.
std::vector<MeasuredPoint> past()
{
    std::mt19937 generator(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<MeasuredPoint> points;
    points.reserve(answers);
    double uptime = 0;
    double rate = 12e-6;
    double phase = 0;
    while (points.size() < answers) {
        const double interval = 16 * (0.98 + 0.04 * uniform(generator));
        uptime += interval;
        rate += 1e-10 * normal(generator);
        phase += rate * interval;
        if (uniform(generator) < 0.01)
            continue;
        const double queued = -2e-3 * std::log(uniform(generator) + 1e-9);
        points.push_back({.uptime = fromSeconds(uptime),
                          .clockMinusUptime = 1'700'000'000s,
                          .offset = fromSeconds(phase + queued / 2 * (uniform(generator) < 0.5 ? -1 : 1)),
                          .delay = fromSeconds(0.02 + queued)});
    }
    return points;
}

} // namespace

int main()
{
    QTextStream out(stdout);
    const std::vector<MeasuredPoint> points = past();
    out << u"Statistics of %1 answers: median of %2 runs (smallest to largest)\n"_s.arg(answers).arg(runs);
    std::vector<PhasePoint> even = oscillatorPhase(points);
    for (size_t i = 0; i < even.size(); ++i)
        even[i].time = 16.0 * double(i);
    Stability stability;
    measure(out, u"Allan family, in one piece"_s, [&] { stability = stabilityOf(even); });
    out << u"    %1 octaves, up to %2 s\n"_s.arg(stability.points.size()).arg(stability.points.back().tau);
    measure(out, u"Allan family, a hundredth lost"_s,
            [&] { stability = stabilityOf(oscillatorPhase(points)); });
    out << u"    %1 octaves, up to %2 s\n"_s.arg(stability.points.size()).arg(stability.points.back().tau);
    measure(out, u"everything else"_s, [&] { answerStatistics(points); });
    out << "Target: the Allan family in 50 ms\n";
    return 0;
}
