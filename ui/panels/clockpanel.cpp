// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/clockpanel.h"

#include "ui/panels/quietlabel.h"
#include "ui/wording/clockwording.h"

#include <QLocale>
#include <QScrollArea>
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
    // In a small window there is more to say than room.
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto *content = new QWidget;
    scroll->setWidget(content);
    content->setAutoFillBackground(false); // setWidget() turns it on
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll);
    auto *layout = new QVBoxLayout(content);
    layout->setSpacing(0);
    m_column = layout;
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
    m_hardware = makeGroup(tr("Hardware clock"), u"hardwareClock"_s);
    m_flag = makeGroup(tr("Synchronised"), u"synchronisedFlag"_s);
    m_service = makeGroup(tr("Time service"), u"timeService"_s);
    m_kernel = makeGroup(tr("Frequency"), u"kernelClock"_s);
    layout->addStretch();

    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ClockPanel::refresh);
    showTime(m_now());
}

ClockPanel::Group ClockPanel::makeGroup(const QString &name, const QString &objectName)
{
    const Group group{.name = new QuietLabel(name), .value = new QLabel, .meaning = new QuietLabel};
    makeReadable(*group.value, objectName);
    makeReadable(*group.meaning, objectName + u"Meaning"_s);
    group.name->setContentsMargins(0, 8, 0, 0);
    for (QLabel *label : {group.name, group.value, group.meaning}) {
        m_column->addWidget(label);
        label->hide();
    }
    return group;
}

void ClockPanel::showFact(const Group &group, const std::optional<wording::ClockFact> &fact)
{
    group.name->setVisible(fact.has_value());
    group.value->setVisible(fact.has_value());
    group.meaning->setVisible(fact && !fact->meaning.isEmpty());
    if (!fact)
        return;
    group.value->setText(fact->value);
    group.meaning->setText(fact->meaning);
}

void ClockPanel::setSnapshot(const Snapshot &snapshot)
{
    if (!snapshot.clock)
        return;
    const ClockReport &clock = *snapshot.clock;
    showFact(m_hardware,
             clock.hardware ? std::optional(wording::hardwareClock(*clock.hardware)) : std::nullopt);
    showFact(m_flag, clock.kernel ? std::optional(wording::synchronisedFlag(*clock.kernel, snapshot.machine,
                                                                            snapshot.takenAt))
                                  : std::nullopt);
    if (!snapshot.demonstration)
        showFact(m_service, wording::timeService(snapshot.machine, clock.timedated));
    showFact(m_kernel, clock.kernel ? std::optional(wording::kernelClock(*clock.kernel)) : std::nullopt);
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
