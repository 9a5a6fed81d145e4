// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/chart/chartpalette.h"

#include <QLabel>
#include <QPainter>
#include <QPalette>

#include <random>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace synchroscope::paneltest {

namespace {

Sample sample()
{
    return {.offset = Offset::fromLocalMinusRemote(-2'900us),
            .delay = 11ms,
            .dispersion = 40us,
            .at = now - 12s,
            .raw = RawInstant(1h),
            .rootDelay = 30ms,
            .rootDispersion = 4'400us,
            .referenceId = 0xD2ADA039, // 210.173.160.57
            .stratum = 2,
            .serverPrecision = -24,
            .leap = LeapIndicator::NoWarning,
            .sent = Timestamping::Kernel,
            .received = Timestamping::Kernel};
}

} // namespace

HostSpec host(const QString &text)
{
    return *parseHostSpec(text);
}

SourceSnapshot newSource(const QString &text)
{
    SourceSnapshot source;
    source.host = host(text);
    source.id = {source.host.canonical()};
    source.label = source.host.typed;
    source.activity = SourceActivity::Resolving;
    return source;
}

SourceSnapshot answeringSource()
{
    SourceSnapshot source = newSource(u"ntp2.example.org"_s);
    source.address = u"192.0.2.2"_s;
    source.activity = SourceActivity::Waiting;
    source.lastOutcome = QueryOutcome::Ok;
    source.reach = 0b11101111;
    source.requests = 40;
    source.answers = 38;
    source.lastRequest = now - 12s;
    source.lastAnswer = now - 12s;
    source.nextRequest = now + 52s;
    source.pollInterval = 64s;
    source.lastSample = sample();
    source.estimate = SourceEstimate{.offset = Offset::fromLocalMinusRemote(-2'900us),
                                     .bound = 25ms,
                                     .boundToServer = 5'600us,
                                     .rootDistance = 19'400us,
                                     .minimumDelay = 10'800us,
                                     .jitter = 310us,
                                     .statistical = 78'200ns,
                                     .frequencyPpm = -12.34,
                                     .skewPpm = 0.56,
                                     .samples = 38,
                                     .method = EstimateMethod::Line,
                                     .at = now - 12s};
    return source;
}

SourceSnapshot silentSource()
{
    SourceSnapshot source = newSource(u"silent.example.org"_s);
    source.address = u"2001:db8:1234:5678:9abc:def0:1234:5678"_s;
    source.activity = SourceActivity::Waiting;
    source.lastOutcome = QueryOutcome::Timeout;
    source.requests = 3;
    source.lastRequest = now - 5s;
    source.nextRequest = now + 59s;
    source.failingSince = now - 3min;
    source.pollInterval = 64s;
    source.ignored.otherOrigin = 2;
    return source;
}

StatisticsReply statisticsOf(int answers)
{
    std::mt19937 generator(1);
    std::normal_distribution<double> normal;
    std::exponential_distribution<double> queued(1 / 400e-6);
    std::vector<MeasuredPoint> points;
    points.reserve(static_cast<size_t>(answers));
    double rate = 0;
    double wander = 0;
    for (int i = 0; i < answers; ++i) {
        rate += 2e-7 * normal(generator);
        wander += rate * 64;
        const double wait = queued(generator) * (i % 100 == 99 ? 40 : 1);
        points.push_back({.uptime = 1h + 64s * i,
                          .clockMinusUptime = 1'692'000'000s + fromSeconds(-wander - 9e-6 * 64 * i),
                          .offset = 120us + fromSeconds(60e-6 * normal(generator) + wait / 2),
                          .delay = 11ms + fromSeconds(wait)});
    }
    StatisticsReply reply;
    reply.source = answeringSource().id;
    reply.from = now - 24h;
    reply.to = now;
    reply.statistics = answerStatistics(
        points, PollRecord{.latest = ~quint64(0b100010), .ended = answers + 5, .answered = answers});
    reply.stability = stabilityOf(oscillatorPhase(points));
    return reply;
}

Verdict verdictOf(VerdictState state)
{
    Verdict verdict;
    verdict.state = state;
    switch (state) {
    case VerdictState::NothingWatched:
        break;
    case VerdictState::NoAnswerYet:
        verdict.asked = verdict.total = 3;
        verdict.firstAnswerIn = 1800ms;
        break;
    case VerdictState::Compared:
        verdict.asked = verdict.answering = verdict.agreeing = verdict.total = 3;
        [[fallthrough]];
    case VerdictState::NobodyAnswers:
        verdict.asked = verdict.total = 3;
        [[fallthrough]];
    case VerdictState::Paused:
        verdict.total = 3;
        verdict.source = u"ntp2.example.org"_s;
        verdict.offset = Offset::fromLocalMinusRemote(-2'900us);
        verdict.bound = 25ms;
        verdict.measuredAt = now - 12s;
        break;
    }
    return verdict;
}

Snapshot snapshotWith(VerdictState state)
{
    Snapshot snapshot;
    snapshot.serial = 1;
    snapshot.takenAt = now;
    snapshot.paused = state == VerdictState::Paused;
    snapshot.verdict = verdictOf(state);
    snapshot.judgement = judgeClock(snapshot.verdict, snapshot.machine, snapshot.clock, now);
    if (state != VerdictState::NothingWatched)
        snapshot.sources = {answeringSource(), newSource(u"ntp1.example.org"_s), silentSource()};
    return snapshot;
}

SnapshotPtr shared(Snapshot snapshot)
{
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

NamedServer named(const QString &text, ServerOrigin origin, const QString &file, int line, DaemonKind daemon)
{
    return {.host = host(text),
            .daemon = daemon,
            .origin = origin,
            .type = ServerType::Server,
            .file = file,
            .line = line};
}

QString longestName()
{
    const QString label(63, u'w');
    return u"%1.%1.%1.%2"_s.arg(label, QString(61, u'w'));
}

QPalette theme(bool dark)
{
    const QColor window = dark ? QColor(0x1b, 0x1e, 0x22) : QColor(0xf4, 0xf5, 0xf7);
    const QColor text = dark ? QColor(0xe6, 0xe8, 0xeb) : QColor(0x1e, 0x22, 0x28);
    QPalette palette(dark ? QColor(0x2d, 0x31, 0x38) : QColor(0xef, 0xf0, 0xf1), window);
    palette.setColor(QPalette::Base, dark ? QColor(0x23, 0x27, 0x2e) : QColor(Qt::white));
    palette.setColor(QPalette::AlternateBase, dark ? QColor(0x28, 0x2c, 0x33) : QColor(0xf7, 0xf8, 0xfa));
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(role, text);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mixed(window, text, 0.5));
    return palette;
}

double textContrast(const QWidget &label)
{
    return contrast(label.palette().color(label.foregroundRole()), label.palette().color(QPalette::Window));
}

QImage picture(QWidget &widget, double scale)
{
    QImage image((QSizeF(widget.size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(widget.palette().color(QPalette::Window));
    QPainter painter(&image);
    widget.render(&painter);
    return image;
}

QStringList cutOffLabels(const QWidget &widget)
{
    QStringList cutOff;
    const QList<QLabel *> labels = widget.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->isVisibleTo(&widget) || label->text().isEmpty())
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool tooNarrow = label->width() < label->minimumSizeHint().width();
        if (label->height() < needed || tooNarrow ||
            !label->parentWidget()->rect().contains(label->geometry()))
            cutOff.append(label->text());
    }
    return cutOff;
}

} // namespace synchroscope::paneltest
