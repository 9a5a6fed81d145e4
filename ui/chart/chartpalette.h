// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QPalette;

/// The chart's colours, in light and dark; the sources table uses the same ones for its swatches.
namespace synchroscope {

/// The parts of the chart that are not sources, derived from the desktop's own palette.
struct ChartTheme
{
    bool dark = false;
    QColor background;
    QColor text;      ///< what must be read
    QColor quietText; ///< labels of the axes; at least 4.5:1
    QColor grid;
    QColor zero; ///< where this clock would be right
    QColor box;  ///< behind labels inside the plot
    QColor boxBorder;
    QColor focus;

    static ChartTheme from(const QPalette &palette);
};

/// Eight colours that people with a colour-vision deficiency tell apart as well: after Okabe and Ito (2008),
/// moved as far as 3:1 against the background and a distance of 9 (CIE 1976) without red or green cones ask
/// for, 20 with them. Eight stronger shades follow, then it begins again.
inline constexpr int sourceColourCount = 16;
QColor sourceColour(int index, bool dark);

/// What stands behind while another source is looked at.
QColor dimmed(const QColor &colour, const ChartTheme &theme);
/// The same hue for small text: at least 4.5:1 against the boxes and the background.
QColor readable(const QColor &colour, const ChartTheme &theme);

/// WCAG 2.1 contrast ratio, 1 to 21.
double contrast(const QColor &a, const QColor &b);
/// `share` 0: all of `a`; 1: all of `b`.
QColor mixed(const QColor &a, const QColor &b, double share);

} // namespace synchroscope
