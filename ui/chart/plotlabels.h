// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "ui/chart/chartcontent.h"
#include "ui/chart/chartpalette.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QRectF>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace synchroscope {

/// Words inside the plot.
struct PlotLabel
{
    enum class Kind : quint8 { Arrow, Name, Gap, Event };

    Kind kind = Kind::Name;
    QRectF box;
    QString text;
    QColor colour;
    std::optional<SourceId> source; ///< nothing: several
};

/// A source that lies beyond the upper or lower edge.
struct OffScale
{
    SourceId source;
    QString label;
    Duration value{}; ///< its last one
    QColor colour;
};

/// In pixels from the top.
struct VerticalExtent
{
    double top = 0;
    double bottom = 0;
};

/// Finds places for the labels: within the plot and never on top of each other. What is asked for first goes
/// first; a label without a place is left out. Pure but for the font's measures.
class PlotLabels
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::PlotLabels)

public:
    PlotLabels(const QRectF &area, const QFontMetricsF &metrics, ChartQuantity quantity);

    /// "▲ ntp4, 250 ms ahead", the farthest at the edge; those that do not fit are counted in the last row:
    /// "▲ 2 more ahead", or "▲ 2 servers ahead" if it is the only one.
    void addArrows(std::vector<OffScale> sources, bool above);
    /// At the end of a line, above or below what the line itself covers (`extent` says it for a stretch of
    /// the plot), and where no other line crosses it if there is such a place. A `bound` that is not zero
    /// lies beyond the scale: said where the words have room.
    void addName(const SourceId &source, const QString &label, Duration bound, const QColor &colour,
                 double end, const std::function<VerticalExtent(double left, double right)> &extent,
                 const std::function<bool(const QRectF &box)> &isCrossed);
    enum class GapCause : quint8 {
        NoAnswer,
        NotKnown, ///< the server was silent, or nobody asked it
    };
    /// At the bottom of a silence, if it is wide enough.
    void addGap(double left, double right, GapCause cause, const QColor &colour);

    /// At the upper end of a line at `x`, to its left or right.
    void addEvent(double x, const QString &text);

    const std::vector<PlotLabel> &labels() const { return m_labels; }

private:
    double rowHeight() const;
    double widthOf(const QString &text) const;
    QString nameText(const QString &label, Duration bound) const;
    /// `others`: some are named already.
    QString countText(int count, bool others, bool above) const;
    QString arrowText(const OffScale &source, bool above) const;
    bool place(PlotLabel::Kind kind, const QRectF &box, const QString &text, const QColor &colour,
               const std::optional<SourceId> &source);

    QRectF m_area;
    QFontMetricsF m_metrics;
    ChartQuantity m_quantity;
    std::vector<PlotLabel> m_labels;
};

} // namespace synchroscope
