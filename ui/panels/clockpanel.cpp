// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/clockpanel.h"

#include "ui/wording/clockwording.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QTimeZone>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QLabel *valueLabel(const QString &objectName)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel *meaningLabel(const QString &objectName)
{
    QLabel *label = valueLabel(objectName);
    label->setForegroundRole(QPalette::PlaceholderText);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    label->setFont(font);
    return label;
}

QString dateText(const QDateTime &time)
{
    return QLocale().toString(time, u"ddd yyyy-MM-dd HH:mm:ss"_s);
}

} // namespace

ClockPanel::ClockPanel(QWidget *parent, Now now)
    : QFrame(parent), m_now(std::move(now)), m_timer(this), m_local(valueLabel(u"localTime"_s)),
      m_universal(valueLabel(u"universalTime"_s)), m_zone(valueLabel(u"timeZone"_s)),
      m_zoneMeaning(meaningLabel(u"timeZoneMeaning"_s))
{
    setObjectName(u"clockPanel"_s);
    setFrameShape(QFrame::StyledPanel);
    auto *title = new QLabel(tr("This computer's clock"));
    QFont font = title->font();
    font.setBold(true);
    title->setFont(font);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(4);
    form->addRow(tr("Local time"), m_local);
    form->addRow(tr("Universal time (UTC)"), m_universal);
    auto *zone = new QVBoxLayout;
    zone->setSpacing(0);
    zone->addWidget(m_zone);
    zone->addWidget(m_zoneMeaning);
    form->addRow(tr("Time zone"), zone);
    for (int row = 0; row < form->rowCount(); ++row)
        form->itemAt(row, QFormLayout::LabelRole)->widget()->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addLayout(form);
    layout->addStretch();

    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ClockPanel::refresh);
    refresh();
    m_timer.stop();
}

void ClockPanel::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    refresh();
}

void ClockPanel::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_timer.stop();
}

void ClockPanel::refresh()
{
    const QDateTime now = m_now();
    const QTimeZone zone = now.timeZone();
    const QDateTime universal = now.toUTC();
    m_local->setText(dateText(now));
    m_universal->setText(dateText(universal));
    m_zone->setText(wording::zoneText(zone, now));
    const QString meaning = wording::zoneOffsetText(zone, now);
    m_zoneMeaning->setText(meaning.left(1).toUpper() + meaning.mid(1));
    // To the next full second, so that what is shown is never old by more than the timer is late.
    m_timer.start(1000 - now.time().msec());
}

} // namespace synchroscope
