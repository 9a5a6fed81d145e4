// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/clockpanel.h"

#include "ui/panels/quietlabel.h"
#include "ui/panels/zonechooser.h"
#include "ui/wording/clockwording.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTimeZone>
#include <QToolButton>
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
    makeZone();
    m_hardware = makeGroup(tr("Hardware clock"), u"hardwareClock"_s);
    makeQuestion(m_hardwareClock, u"hardwareClockQuestion"_s);
    m_flag = makeGroup(tr("Synchronised"), u"synchronisedFlag"_s);
    m_service = makeGroup(tr("Time service"), u"timeService"_s);
    makeQuestion(m_networkTime, u"networkTimeQuestion"_s);
    m_kernel = makeGroup(tr("Frequency"), u"kernelClock"_s);
    makeKernelDetails();
    m_noChanges = new QuietLabel(
        tr("Nothing can be changed from here: systemd-timedated, which does that, is not available."));
    makeReadable(*m_noChanges, u"noChanges"_s);
    m_noChanges->setContentsMargins(0, 8, 0, 0);
    m_noChanges->hide();
    layout->addWidget(m_noChanges);
    layout->addStretch();
    connect(m_hardware.change, &QPushButton::clicked, this, [this] {
        ask(m_hardwareClock, {.kind = ClockChange::Kind::HardwareClock, .zone = {}, .on = false},
            tr("Keep in universal time"));
    });
    connect(m_service.change, &QPushButton::clicked, this, [this] {
        const bool isOn = m_report.timedated.networkTimeEnabled.value_or(false);
        ask(m_networkTime, {.kind = ClockChange::Kind::NetworkTime, .zone = {}, .on = !isOn},
            isOn ? tr("Turn network time off") : tr("Turn network time on"));
    });

    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ClockPanel::refresh);
    showTime(m_now());
}

QPushButton *ClockPanel::makeChangeButton(const QString &objectName)
{
    auto *button = new QPushButton(tr("Change…"));
    button->setObjectName(objectName);
    button->setFlat(true);
    button->hide();
    // Not higher than the words beside it, so that lines stay where they are when it comes.
    button->setFixedHeight(fontMetrics().height() + 4);
    return button;
}

ClockPanel::Group ClockPanel::makeGroup(const QString &name, const QString &objectName)
{
    const Group group{.name = new QuietLabel(name),
                      .value = new QLabel,
                      .meaning = new QuietLabel,
                      .change = makeChangeButton(objectName + u"Change"_s)};
    makeReadable(*group.value, objectName);
    makeReadable(*group.meaning, objectName + u"Meaning"_s);
    group.name->setWordWrap(true);
    group.change->setAccessibleName(tr("Change: %1").arg(name));
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(0, 8, 0, 0);
    heading->addWidget(group.name, 1);
    heading->addWidget(group.change);
    m_column->addLayout(heading);
    m_column->addWidget(group.value);
    m_column->addWidget(group.meaning);
    for (QLabel *label : {group.name, group.value, group.meaning})
        label->hide();
    return group;
}

void ClockPanel::makeZone()
{
    m_changeZone = makeChangeButton(u"timeZoneChange"_s);
    m_changeZone->setAccessibleName(tr("Change: %1").arg(tr("Time zone")));
    m_zones = new ZoneChooser;
    m_zones->hide();
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(0, 8, 0, 0);
    auto *name = new QuietLabel(tr("Time zone"));
    name->setWordWrap(true);
    heading->addWidget(name, 1);
    heading->addWidget(m_changeZone);
    m_column->addLayout(heading);
    m_column->addWidget(m_zone);
    m_column->addWidget(m_zoneMeaning);
    m_column->addWidget(m_zones);
    m_waiting = new QuietLabel(tr("Waiting for permission or the system…"));
    makeReadable(*m_waiting, u"waitingForPermission"_s);
    m_waiting->hide();
    connect(m_changeZone, &QPushButton::clicked, this, [this] {
        if (m_zones->isHidden())
            m_zones->open(QString::fromUtf8(zone(m_now()).id()));
        else
            m_zones->hide();
    });
    connect(m_zones, &ZoneChooser::cancelled, this, [this] {
        m_zones->hide();
        m_changeZone->setFocus();
    });
    connect(m_zones, &ZoneChooser::chosen, this, [this](const QString &id) {
        m_zones->hide();
        request({.kind = ClockChange::Kind::TimeZone, .zone = id, .on = false});
    });
    m_column->addWidget(m_waiting);
}

void ClockPanel::makeQuestion(Question &question, const QString &objectName)
{
    question.box = new QWidget;
    question.box->setObjectName(objectName);
    question.consequence = new QLabel;
    makeReadable(*question.consequence, objectName + u"Consequence"_s);
    question.go = new QPushButton;
    question.go->setObjectName(objectName + u"Go"_s);
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *layout = new QVBoxLayout(question.box);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(question.consequence);
    layout->addWidget(question.go);
    layout->addWidget(cancel);
    m_column->addWidget(question.box);
    question.box->hide();
    connect(question.go, &QPushButton::clicked, this, [this, &question] {
        question.box->hide();
        request(question.change);
    });
    connect(cancel, &QPushButton::clicked, question.box, &QWidget::hide);
}

void ClockPanel::ask(Question &question, const ClockChange &change, const QString &verb)
{
    if (!question.box->isHidden()) {
        question.box->hide();
        return;
    }
    question.change = change;
    question.consequence->setText(wording::changeConsequence(change));
    question.go->setText(verb);
    question.box->show();
    question.go->setFocus();
}

void ClockPanel::request(const ClockChange &change)
{
    setWaiting(true);
    Q_EMIT changeRequested(change);
}

void ClockPanel::setWaiting(bool waiting)
{
    m_isWaiting = waiting;
    m_waiting->setVisible(waiting);
    // One change at a time.
    if (waiting) {
        m_zones->hide();
        m_hardwareClock.box->hide();
        m_networkTime.box->hide();
    }
    offerChanges(m_report);
}

void ClockPanel::offerChanges(const ClockReport &clock)
{
    const TimedatedReport &timedated = clock.timedated;
    const bool isAsked = timedated.readAt.has_value() || !timedated.problem.isEmpty();
    m_noChanges->setVisible(isAsked && !timedated.available);
    m_changeZone->setVisible(timedated.available);
    // Universal time is the one to have; who wants the other has timedatectl.
    m_hardware.change->setVisible(timedated.available && clock.hardware &&
                                  clock.rtcInLocalZone().value_or(false));
    m_service.change->setVisible(timedated.available && timedated.canNetworkTime.value_or(false) &&
                                 timedated.networkTimeEnabled);
    for (QPushButton *button : {m_changeZone, m_hardware.change, m_service.change})
        button->setEnabled(!m_isWaiting);
}

void ClockPanel::makeKernelDetails()
{
    m_kernelButton = new QToolButton;
    m_kernelButton->setObjectName(u"kernelButton"_s);
    m_kernelButton->setText(tr("Kernel details"));
    m_kernelButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_kernelButton->setAutoRaise(true);
    m_kernelButton->setCheckable(true);
    m_kernelButton->setArrowType(Qt::RightArrow);
    m_kernelButton->hide();
    m_kernelBox = new QWidget;
    m_kernelBox->setObjectName(u"kernelDetails"_s);
    m_kernelBox->hide();
    m_kernelLines = new QFormLayout(m_kernelBox);
    m_kernelLines->setContentsMargins(0, 0, 0, 0);
    m_kernelLines->setVerticalSpacing(2);
    m_kernelLines->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_column->addSpacing(8);
    m_column->addWidget(m_kernelButton);
    m_column->addWidget(m_kernelBox);
    connect(m_kernelButton, &QToolButton::toggled, this, [this](bool shown) {
        m_kernelButton->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
        m_kernelBox->setVisible(shown);
    });
}

bool ClockPanel::showsKernelDetails() const
{
    return m_kernelButton->isChecked();
}

void ClockPanel::showKernelDetails(bool shown)
{
    m_kernelButton->setChecked(shown);
}

void ClockPanel::showKernelLines(const KernelClock &kernel)
{
    const auto lines = wording::kernelDetails(kernel);
    while (m_kernelLines->rowCount() < lines.size()) {
        auto *value = new QLabel;
        makeReadable(*value, u"kernelLine"_s);
        m_kernelLines->addRow(new QuietLabel, value);
    }
    for (int row = 0; row < lines.size(); ++row) {
        const auto set = [this, row](QFormLayout::ItemRole role, const QString &text) {
            qobject_cast<QLabel *>(m_kernelLines->itemAt(row, role)->widget())->setText(text);
        };
        set(QFormLayout::LabelRole, lines[row].first);
        set(QFormLayout::FieldRole, lines[row].second);
    }
}

QTimeZone ClockPanel::zone(const QDateTime &now) const
{
    return m_systemZone.value_or(now.timeZone());
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
    m_report = *snapshot.clock;
    const ClockReport &clock = m_report;
    // The system's zone may be another than when this program was started; a $TZ of its own is the user's
    // wish.
    if (clock.zone && clock.zoneOfProcess.isEmpty() &&
        QTimeZone::isTimeZoneIdAvailable(clock.zone->id.toLatin1()))
        m_systemZone = QTimeZone(clock.zone->id.toLatin1());
    showFact(m_hardware, clock.hardware
                             ? wording::hardwareClock(*clock.hardware)
                             : wording::ClockFact{.value = tr("none that can be read here"), .meaning = {}});
    showFact(m_flag, clock.kernel ? std::optional(wording::synchronisedFlag(*clock.kernel, snapshot.machine,
                                                                            snapshot.takenAt))
                                  : std::nullopt);
    if (!snapshot.demonstration)
        showFact(m_service, wording::timeService(snapshot.machine, clock.timedated));
    showFact(m_kernel, clock.kernel ? std::optional(wording::kernelClock(*clock.kernel)) : std::nullopt);
    m_kernelButton->setVisible(clock.kernel.has_value());
    if (clock.kernel)
        showKernelLines(*clock.kernel);
    offerChanges(clock);
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
    const QTimeZone here = zone(now);
    m_local->setText(dateText(now.toTimeZone(here)));
    m_universal->setText(dateText(now.toUTC()));
    m_zone->setText(wording::zoneText(here, now));
    const QString meaning = wording::zoneOffsetText(here, now);
    m_zoneMeaning->setText(meaning.left(1).toUpper() + meaning.mid(1));
}

} // namespace synchroscope
