// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chartpalette.h"

#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace synchroscope {

/// A small picture of figures for a panel, in the desktop's colours. Says a sentence while it has nothing to
/// show.
///
/// The mouse reads out single figures, and so do the arrow keys and the page keys (a tenth of all) once it
/// has the focus; Escape ends that. Its accessible description is what it shows, or the figure that the
/// keyboard reads.
class SmallPlot : public QWidget
{
    Q_OBJECT

public:
    explicit SmallPlot(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// Why there is nothing to be seen; empty when there is something.
    const QString &emptySentence() const { return m_emptySentence; }
    /// The figure that is read out, in a sentence; empty while none is.
    QString readSentence() const;

protected:
    /// What one figure says: in the box beside it, and in a sentence.
    struct Reading
    {
        QString title;
        QString value;
        QString detail; ///< may be empty
        QString sentence;
    };

    /// To be called with what is new; repaints. What is read out stays, as far as it is still there.
    void present(const QString &description, const QString &emptySentence);
    QFont smallFont() const;
    int lineHeight() const;
    /// Of text, as high as the plot is.
    virtual int lines() const { return 9; }

    // Not called while there is nothing to see.
    virtual void paintPlot(QPainter &painter, const ChartTheme &theme) const = 0;
    virtual QRectF plotArea() const = 0;
    /// Of the figures, from left to right.
    virtual std::vector<QPointF> places() const = 0;
    virtual Reading reading(size_t index) const = 0;
    /// Which of the places the mouse means there: the nearest to the side.
    virtual std::optional<size_t> indexAt(QPointF position, const std::vector<QPointF> &places) const;

    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    std::vector<QPointF> placesToRead() const;
    void paintReadout(QPainter &painter, const ChartTheme &theme) const;
    void read(size_t index, bool byKeyboard);
    void stopReading();
    void describe();

    QString m_description;
    QString m_emptySentence;
    std::optional<size_t> m_read; ///< in the read-out
    bool m_readByKeyboard = false;
    bool m_keyboardFocus = false;
};

} // namespace synchroscope
