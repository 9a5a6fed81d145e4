// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chartpalette.h"

#include <QPalette>

#include <algorithm>
#include <array>
#include <cmath>

namespace synchroscope {

namespace {

constexpr int baseColours = sourceColourCount / 2;

// Blue, vermilion, bluish green, reddish purple, orange, sky blue, yellow, grey for black.
constexpr std::array<QRgb, baseColours> lightBackground = {0x015799, 0xDE611A, 0x148563, 0xB0367D,
                                                           0xA2702D, 0x418ABE, 0x6D6103, 0x4D4D4D};
constexpr std::array<QRgb, baseColours> darkBackground = {0x4B9FE1, 0xF0803C, 0x1FB58A, 0xDD8FBB,
                                                          0xE69F00, 0x8AD0F5, 0xE8DC4A, 0xBCBCBC};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

/// Goes from `colour` towards `end` until it has the contrast, or is there.
QColor strengthened(const QColor &colour, const QColor &end, const QColor &background, double ratio)
{
    constexpr int steps = 20;
    for (int i = 0; i < steps; ++i) {
        const QColor candidate = mixed(colour, end, static_cast<double>(i) / steps);
        if (contrast(candidate, background) >= ratio)
            return candidate;
    }
    return end;
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](float x, float y) { return static_cast<float>(x + (y - x) * share); };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

ChartTheme ChartTheme::from(const QPalette &palette)
{
    constexpr double readableRatio = 4.5;
    ChartTheme theme;
    theme.background = palette.color(QPalette::Base);
    theme.dark = theme.background.lightness() < 128;
    theme.text = palette.color(QPalette::Text);
    theme.box = mixed(theme.background, theme.text, 0.07);
    theme.boxBorder = mixed(theme.background, theme.text, 0.22);
    theme.quietText =
        strengthened(mixed(theme.background, theme.text, 0.6), theme.text, theme.box, readableRatio);
    theme.grid = mixed(theme.background, theme.text, theme.dark ? 0.115 : 0.1);
    theme.zero = mixed(theme.background, theme.text, 0.5);
    theme.focus = palette.color(QPalette::Highlight);
    return theme;
}

QColor sourceColour(int index, bool dark)
{
    const int place = ((index % sourceColourCount) + sourceColourCount) % sourceColourCount;
    const std::array<QRgb, baseColours> &colours = dark ? darkBackground : lightBackground;
    const QColor base = QColor::fromRgb(colours[static_cast<size_t>(place % baseColours)]);
    return place < baseColours ? base : mixed(base, dark ? Qt::white : Qt::black, 0.45);
}

QColor dimmed(const QColor &colour, const ChartTheme &theme)
{
    return mixed(colour, theme.background, 0.45);
}

QColor readable(const QColor &colour, const ChartTheme &theme)
{
    return strengthened(colour, theme.text, theme.box, 4.5);
}

} // namespace synchroscope
