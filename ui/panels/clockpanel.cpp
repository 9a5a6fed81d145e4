// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/clockpanel.h"

#include "ui/panels/quietlabel.h"
#include "ui/wording/clockwording.h"

#include <QLocale>
#include <QTimeZone>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// For a value or its meaning.
void makeReadable(QLabel &label, const QString &objectName)
{
    label.setObjectName(objectName);
    label.setWordWrap(true);
    label.setTextFormat(Qt::PlainText);
    label.setTextInteractionFlags(Qt::TextSelectableByMouse);
}

QString dateText(const QDateTime &time)
{
    return QLocale().toString(time, u"ddd yyyy-MM-dd HH:mm:ss"_s);
}

} // namespace

ClockPanel::ClockPanel(QWidget *parent, Now now)
    : QFrame(parent)
    , m_now(std::move(now))
    , m_timer(this)
    , m_local(new QLabel)
    , m_universal(new QLabel)
    , m_zone(new QLabel)
    , m_zoneMeaning(new QuietLabel)
{
    setObjectName(u"clockPanel"_s);
    setFrameShape(QFrame::StyledPanel);
    makeReadable(*m_local, u"localTime"_s);
    makeReadable(*m_universal, u"universalTime"_s);
    makeReadable(*m_zone, u"timeZone"_s);
    makeReadable(*m_zoneMeaning, u"timeZoneMeaning"_s);
    auto *title = new QLabel(tr("This computer's clock"));
    QFont font = title->font();
    font.setBold(true);
    title->setFont(font);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(0);
    layout->addWidget(title);
    const auto addGroup = [layout](const QString &name, QLabel *value) {
        layout->addSpacing(8);
        layout->addWidget(new QuietLabel(name));
        layout->addWidget(value);
    };
    addGroup(tr("Local time"), m_local);
    addGroup(tr("Universal time (UTC)"), m_universal);
    addGroup(tr("Time zone"), m_zone);
    layout->addWidget(m_zoneMeaning);
    layout->addStretch();

    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ClockPanel::refresh);
    showTime(m_now());
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
    showTime(now);
    // To the next full second, so that what is shown is never old by more than the timer is late.
    m_timer.start(1000 - now.time().msec());
}

void ClockPanel::showTime(const QDateTime &now)
{
    const QTimeZone zone = now.timeZone();
    m_local->setText(dateText(now));
    m_universal->setText(dateText(now.toUTC()));
    m_zone->setText(wording::zoneText(zone, now));
    const QString meaning = wording::zoneOffsetText(zone, now);
    m_zoneMeaning->setText(meaning.left(1).toUpper() + meaning.mid(1));
}

} // namespace synchroscope
