// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace synchroscope {

/// Qt's own style with check boxes and radio buttons whose outline is seen on a dark background too: Fusion
/// (6.4) draws it in a darker shade of the window, which vanishes there. And with buttons whose border keeps
/// off their text.
class OutlinedFusion final : public QProxyStyle
{
    Q_OBJECT

public:
    OutlinedFusion();
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget = nullptr) const override;

    /// Takes Fusion's place where the desktop brings no style of its own.
    static void installIfFusion();
};

} // namespace synchroscope
