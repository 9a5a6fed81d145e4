// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartpalette.h"
#include "ui/chart/plotitem.h"
#include "ui/chart/plotmap.h"
#include "ui/chart/timescale.h"
#include "ui/chart/valuescale.h"

#include <QCoreApplication>
#include <QFont>

#include <utility>

namespace synchroscope {

/// Labels and grid lines of both axes, the zero line and which way is ahead. Qt Charts' own axes hold the
/// ranges only: their labels know neither signs, nor zones, nor clock changes, and their grid keeps the last
/// height of the plot until the range changes.
class AxesItem final : public PlotItem
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::AxesItem)

public:
    struct Content
    {
        PlotMap map;
        ValueScale values;
        ChartQuantity quantity = ChartQuantity::Offset;
        std::vector<TimeTick> times;
        ChartTheme theme;
        QFont font;
        QString message; ///< in the middle of the plot, when there is nothing else
        bool focused = false;
    };

    /// The space around the plot that the labels need: the same whatever they say, so that the plot stays in
    /// its place.
    static QMarginsF marginsFor(const QFont &font);
    /// How close labels may come, in pixels.
    static double valueLabelPitch(const QFont &font);
    static double timeLabelPitch(const QFont &font, bool withSeconds);

    using PlotItem::PlotItem;

    void setContent(Content content);
    const Content &content() const { return m_content; }
    /// The axis' words, turned to the left: what is up, and what is down; that may be empty.
    std::pair<QString, QString> directions() const;
    /// Of these, what has room beside the plot as it is: both, or the upper one, or the unit alone.
    std::pair<QString, QString> fittingDirections() const;
    /// Where the labels of the time axis stand that have room.
    std::vector<QRectF> timeLabelBoxes() const;

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QRectF timeLabelBox(const TimeTick &tick) const;
    void paintMessage(QPainter *painter) const;
    void paintTimes(QPainter *painter) const;
    void paintValues(QPainter *painter) const;
    void paintDirections(QPainter *painter) const;

    Content m_content;
};

} // namespace synchroscope
