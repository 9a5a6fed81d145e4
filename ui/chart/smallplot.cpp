// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/smallplot.h"

#include "ui/chart/readout.h"

#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace synchroscope {

namespace {

constexpr int narrowest = 120;
constexpr int margin = 6;
constexpr int sourceOfColour = 0; // it shows one only

/// A widget of no particular kind would be passed over.
QAccessibleInterface *makeChart(const QString &, QObject *object)
{
    auto *plot = qobject_cast<SmallPlot *>(object);
    return plot ? new QAccessibleWidget(plot, QAccessible::Chart) : nullptr;
}

} // namespace

SmallPlot::SmallPlot(QWidget *parent) : QWidget(parent)
{
    QAccessible::installFactory(makeChart); // again does nothing
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
}

QSize SmallPlot::sizeHint() const
{
    return {narrowest, lines() * lineHeight()};
}

QString SmallPlot::readSentence() const
{
    return m_read ? reading(*m_read).sentence : QString();
}

void SmallPlot::present(const QString &description, const QString &emptySentence)
{
    m_description = description;
    m_emptySentence = emptySentence;
    const size_t count = placesToRead().size();
    if (count == 0)
        m_read.reset();
    else if (m_read)
        m_read = std::min(*m_read, count - 1);
    setFocusPolicy(count > 0 ? Qt::StrongFocus : Qt::NoFocus);
    describe();
    update();
}

QFont SmallPlot::smallFont() const
{
    constexpr double share = 0.85;
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * share);
    return small;
}

int SmallPlot::lineHeight() const
{
    return QFontMetrics(smallFont()).height();
}

std::optional<size_t> SmallPlot::indexAt(QPointF position, const std::vector<QPointF> &places) const
{
    const auto distance = [&](const QPointF &place) { return std::abs(place.x() - position.x()); };
    const auto nearest = std::ranges::min_element(places, {}, distance);
    return nearest == places.end() ? std::nullopt : std::optional(size_t(nearest - places.begin()));
}

void SmallPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont());
    const ChartTheme theme = ChartTheme::from(palette());
    painter.fillRect(rect(), theme.background);
    if (m_emptySentence.isEmpty()) {
        painter.save();
        paintPlot(painter, theme);
        painter.restore();
        paintReadout(painter, theme);
    } else {
        painter.setPen(theme.quietText);
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
                         Qt::AlignCenter | Qt::TextWordWrap, m_emptySentence);
    }
    if (m_keyboardFocus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.focus, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void SmallPlot::paintReadout(QPainter &painter, const ChartTheme &theme) const
{
    if (!m_read)
        return;
    const Reading shown = reading(*m_read);
    const Readout readout({.place = places()[*m_read],
                           .title = shown.title,
                           .value = shown.value,
                           .detail = shown.detail,
                           .colour = sourceColour(sourceOfColour, theme.dark)},
                          plotArea(), QRectF(rect()), smallFont());
    readout.paint(painter, theme);
}

void SmallPlot::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    // Who came by mouse sees where he is.
    m_keyboardFocus =
        event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason;
    update();
}

void SmallPlot::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_keyboardFocus = false;
    if (m_readByKeyboard && event->reason() != Qt::ActiveWindowFocusReason)
        stopReading();
    update();
}

void SmallPlot::mouseMoveEvent(QMouseEvent *event)
{
    if (const std::optional<size_t> index = indexAt(event->position(), placesToRead()))
        read(*index, false);
    else if (!m_readByKeyboard)
        stopReading();
}

void SmallPlot::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    if (!m_readByKeyboard)
        stopReading();
}

void SmallPlot::keyPressEvent(QKeyEvent *event)
{
    const qint64 all = qint64(placesToRead().size());
    const qint64 page = (all + 9) / 10;
    // The first step is onto the first figure, or the last.
    const qint64 before = m_read ? qint64(*m_read) : -1;
    const qint64 behind = m_read ? qint64(*m_read) : all;
    const auto go = [&](qint64 to) {
        if (all > 0)
            read(size_t(std::clamp<qint64>(to, 0, all - 1)), true);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return go(behind - 1);
    case Qt::Key_Right:
        return go(before + 1);
    case Qt::Key_PageUp:
        return go(behind - page);
    case Qt::Key_PageDown:
        return go(before + page);
    case Qt::Key_Escape:
        if (m_read)
            return stopReading();
        break;
    default:
        break;
    }
    event->ignore();
}

std::vector<QPointF> SmallPlot::placesToRead() const
{
    return m_emptySentence.isEmpty() ? places() : std::vector<QPointF>();
}

void SmallPlot::read(size_t index, bool byKeyboard)
{
    m_read = index;
    m_readByKeyboard = byKeyboard;
    describe();
    update();
}

void SmallPlot::stopReading()
{
    m_read.reset();
    m_readByKeyboard = false;
    describe();
    update();
}

void SmallPlot::describe()
{
    if (!m_emptySentence.isEmpty())
        setAccessibleDescription(m_emptySentence);
    else
        setAccessibleDescription(m_read && m_readByKeyboard ? readSentence() : m_description);
}

} // namespace synchroscope
