// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/plotlabels.h"

#include "ui/wording/quantity.h"

#include <algorithm>
#include <cmath>

namespace synchroscope {

namespace {

constexpr double sidePadding = 6;
constexpr double lineClearance = 6;
constexpr double edgeMargin = 5;
constexpr double rowGap = 3;

} // namespace

PlotLabels::PlotLabels(const QRectF &area, const QFontMetricsF &metrics, ChartQuantity quantity)
    : m_area(area)
    , m_metrics(metrics)
    , m_quantity(quantity)
{}

void PlotLabels::addArrows(std::vector<OffScale> sources, bool above)
{
    constexpr double share = 0.3; // of the plot's height, so that the traces stay visible
    std::ranges::sort(sources, [](const OffScale &a, const OffScale &b) {
        return std::chrono::abs(a.value) > std::chrono::abs(b.value);
    });
    const double pitch = rowHeight() + rowGap;
    const size_t rows = static_cast<size_t>(std::max(1.0, std::floor(m_area.height() * share / pitch)));
    const bool tooMany = sources.size() > rows;
    const size_t named = tooMany ? rows - 1 : sources.size();

    double top = above ? m_area.top() + edgeMargin : m_area.bottom() - edgeMargin - rowHeight();
    const auto addRow = [&](const QString &text, const QColor &colour,
                            const std::optional<SourceId> &source) {
        const double width = widthOf(text);
        place(PlotLabel::Kind::Arrow, {m_area.right() - edgeMargin - width, top, width, rowHeight()}, text,
              colour, source);
        top += above ? pitch : -pitch;
    };
    for (size_t i = 0; i < named; ++i)
        addRow(arrowText(sources[i], above), sources[i].colour, sources[i].source);
    if (tooMany) {
        const int rest = static_cast<int>(sources.size() - named);
        addRow(countText(rest, named > 0, above), QColor(), std::nullopt);
    }
}

void PlotLabels::addName(const SourceId &source, const QString &label, Duration bound, const QColor &colour,
                         double end, const std::function<VerticalExtent(double, double)> &extent,
                         const std::function<bool(const QRectF &)> &isCrossed)
{
    constexpr int farthest = 5; // rows from its line
    const QString text = nameText(label, bound);
    const double width = widthOf(text);
    const double furthestLeft = m_area.left() + edgeMargin;
    const double furthestRight = m_area.right() - edgeMargin - width;
    const double left = std::clamp(end - width, furthestLeft, std::max(furthestLeft, furthestRight));
    const VerticalExtent line = extent(left, left + width);
    const double above = line.top - lineClearance - rowHeight();
    const double below = line.bottom + lineClearance;
    for (const bool mayBeCrossed : {false, true}) {
        for (int row = 0; row < farthest; ++row) {
            const double away = row * (rowHeight() + rowGap);
            for (const double top : {above - away, below + away}) {
                const QRectF box(left, top, width, rowHeight());
                if (!mayBeCrossed && isCrossed(box))
                    continue;
                if (place(PlotLabel::Kind::Name, box, text, colour, source))
                    return;
            }
        }
    }
}

void PlotLabels::addGap(double left, double right, GapCause cause, const QColor &colour)
{
    constexpr double narrowest = 60;
    const double from = std::max(left, m_area.left());
    const double to = std::min(right, m_area.right());
    const QString text = cause == GapCause::NoAnswer ? tr("no answer") : tr("no measurement");
    const double width = widthOf(text);
    if (to - from < std::max(narrowest, width + 2 * rowGap))
        return;
    const double pitch = rowHeight() + rowGap;
    for (const int row : {1, 2, 3}) {
        const double top = m_area.bottom() - edgeMargin + rowGap - row * pitch;
        if (place(PlotLabel::Kind::Gap, {(from + to - width) / 2, top, width, rowHeight()}, text, colour,
                  std::nullopt))
            return;
    }
}

void PlotLabels::addEvent(double x, const QString &text)
{
    constexpr double lineGap = 2;
    const double width = widthOf(text);
    const double pitch = rowHeight() + rowGap;
    for (const int row : {0, 1, 2}) {
        const double top = m_area.top() + edgeMargin + row * pitch;
        for (const double left : {x - lineGap - width, x + lineGap}) {
            if (place(PlotLabel::Kind::Event, {left, top, width, rowHeight()}, text, QColor(), std::nullopt))
                return;
        }
    }
}

double PlotLabels::rowHeight() const
{
    return std::ceil(m_metrics.height()) + 2;
}

double PlotLabels::widthOf(const QString &text) const
{
    return std::ceil(m_metrics.horizontalAdvance(text)) + 2 * sidePadding;
}

QString PlotLabels::nameText(const QString &label, Duration bound) const
{
    QString name = m_metrics.elidedText(label, Qt::ElideMiddle, m_area.width() / 3);
    if (bound == Duration::zero())
        return name;
    //: %1 is a server, %2 the error of its offset ("± 14 ms"). The chart's scale shows less than that.
    const QString text = tr("%1: %2, beyond this scale").arg(name, wording::boundText(bound));
    return widthOf(text) <= m_area.width() - 2 * edgeMargin ? text : name;
}

QString PlotLabels::countText(int count, bool others, bool above) const
{
    if (m_quantity != ChartQuantity::Offset)
        return above ? tr("▲ %n time service(s) above", nullptr, count)
                     : tr("▼ %n time service(s) below", nullptr, count);
    if (others)
        return above ? tr("▲ %n more ahead", nullptr, count) : tr("▼ %n more behind", nullptr, count);
    return above ? tr("▲ %n server(s) ahead", nullptr, count) : tr("▼ %n server(s) behind", nullptr, count);
}

QString PlotLabels::arrowText(const OffScale &source, bool above) const
{
    const QString sentence = above ? tr("▲ %1, %2") : tr("▼ %1, %2");
    const QString offset = valueText(m_quantity, source.value);
    const double room = m_area.width() - 2 * edgeMargin - widthOf(sentence.arg(QString(), offset));
    return sentence.arg(m_metrics.elidedText(source.label, Qt::ElideMiddle, std::max(0.0, room)), offset);
}

bool PlotLabels::place(PlotLabel::Kind kind, const QRectF &box, const QString &text, const QColor &colour,
                       const std::optional<SourceId> &source)
{
    const bool taken =
        std::ranges::any_of(m_labels, [&box](const PlotLabel &label) { return label.box.intersects(box); });
    if (taken || !m_area.contains(box))
        return false;
    m_labels.push_back({kind, box, text, colour, source});
    return true;
}

} // namespace synchroscope
