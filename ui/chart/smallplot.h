// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartpalette.h"

#include <QWidget>

class QPainter;

namespace synchroscope {

/// A small picture of figures for a panel, in the desktop's colours. Says a sentence while it has nothing to
/// show. What it shows is its accessible description.
class SmallPlot : public QWidget
{
    Q_OBJECT

public:
    explicit SmallPlot(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// Why there is nothing to be seen; empty when there is something.
    const QString &emptySentence() const { return m_emptySentence; }

protected:
    /// To be called with what is new; repaints.
    void present(const QString &description, const QString &emptySentence);
    virtual void paintPlot(QPainter &painter, const ChartTheme &theme) const = 0;
    QFont smallFont() const;
    int lineHeight() const;

    void paintEvent(QPaintEvent *event) override;

private:
    QString m_emptySentence;
};

} // namespace synchroscope
