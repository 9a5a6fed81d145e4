// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/clockpanel.h"

#include "ui/panels/quietlabel.h"
#include "ui/panels/whatisthis.h"
#include "ui/panels/zonechooser.h"
#include "ui/wording/clockwording.h"
#include "ui/wording/eventwording.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimeZone>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

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
    m_scroll = new QScrollArea;
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto *content = new QWidget;
    m_scroll->setWidget(content);
    content->setAutoFillBackground(false); // setWidget() turns it on
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(m_scroll);
    auto *layout = new QVBoxLayout(content);
    layout->setSpacing(0);
    m_column = layout;
    layout->addWidget(title);
    const auto addGroup = [layout](const QString &name, QLabel *value, const QString &term) {
        auto *heading = new QuietLabel(name);
        layout->addSpacing(8);
        layout->addWidget(heading);
        layout->addWidget(value);
        for (QWidget *part : {static_cast<QWidget *>(heading), static_cast<QWidget *>(value)})
            answerWhatIsThis(*part, term, [value] { return value->text(); });
    };
    addGroup(tr("Local time"), m_local, u"time-zone"_s);
    addGroup(tr("Universal time (UTC)"), m_universal, u"utc"_s);
    makeZone();
    m_hardware = makeGroup(tr("Hardware clock"), u"hardwareClock"_s, u"hardware-clock"_s);
    makeQuestion(m_hardwareClock, u"hardwareClockQuestion"_s);
    makeChangeable(ClockChange::Kind::HardwareClock, m_hardware.change, m_hardwareClock.box,
                   u"hardwareClockWaiting"_s);
    m_flag = makeGroup(tr("Synchronised"), u"synchronisedFlag"_s, u"system-clock-synchronized"_s);
    m_event = makeGroup(tr("What happened last"), u"clockEvent"_s, u"step"_s);
    m_service = makeGroup(tr("Time service"), u"timeService"_s, u"time-service"_s);
    makeQuestion(m_networkTime, u"networkTimeQuestion"_s);
    makeChangeable(ClockChange::Kind::NetworkTime, m_service.change, m_networkTime.box,
                   u"networkTimeWaiting"_s);
    m_machineFact = makeGroup(tr("Machine"), u"machine"_s, u"virtual-machine"_s);
    m_kernel = makeGroup(tr("Frequency"), u"kernelClock"_s, u"frequency"_s);
    makeKernelDetails();
    m_noChanges = new QuietLabel(
        tr("Nothing can be changed from here: systemd-timedated, which does that, is not available."));
    makeReadable(*m_noChanges, u"noChanges"_s);
    m_noChanges->setContentsMargins(0, 8, 0, 0);
    m_noChanges->hide();
    layout->addWidget(m_noChanges);
    layout->addStretch();
    connect(m_hardware.change, &QPushButton::clicked, this, [this] {
        const bool isLocal = m_report.rtcInLocalZone().value_or(false);
        ask(m_hardwareClock, {.kind = ClockChange::Kind::HardwareClock, .zone = {}, .on = !isLocal},
            isLocal ? tr("Keep in universal time") : tr("Keep in local time"));
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
    button->hide();
    // Not higher than the words beside it, so that lines stay where they are when it comes.
    button->setFixedHeight(fontMetrics().height() + 4);
    return button;
}

ClockPanel::Group ClockPanel::makeGroup(const QString &name, const QString &objectName, const QString &term)
{
    const Group group{.heading = new QWidget,
                      .name = new QuietLabel(name),
                      .value = new QLabel,
                      .meaning = new QuietLabel,
                      .change = makeChangeButton(objectName + u"Change"_s)};
    makeReadable(*group.value, objectName);
    makeReadable(*group.meaning, objectName + u"Meaning"_s);
    group.name->setWordWrap(true);
    group.change->setAccessibleName(tr("Change: %1").arg(name));
    auto *heading = new QHBoxLayout(group.heading);
    heading->setContentsMargins(0, 8, 0, 0);
    heading->addWidget(group.name, 1);
    heading->addWidget(group.change);
    m_column->addWidget(group.heading);
    m_column->addWidget(group.value);
    m_column->addWidget(group.meaning);
    for (QWidget *part :
         {group.heading, static_cast<QWidget *>(group.value), static_cast<QWidget *>(group.meaning)}) {
        part->hide();
        answerWhatIsThis(*part, term, [value = group.value, meaning = group.meaning] {
            return tr("%1\n%2", "value, what it means").arg(value->text(), meaning->text()).trimmed();
        });
    }
    return group;
}

void ClockPanel::makeZone()
{
    QPushButton *change = makeChangeButton(u"timeZoneChange"_s);
    change->setAccessibleName(tr("Change: %1").arg(tr("Time zone")));
    m_zoneNote = new QuietLabel;
    makeReadable(*m_zoneNote, u"timeZoneNote"_s);
    m_zoneNote->hide();
    m_zones = new ZoneChooser;
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(0, 8, 0, 0);
    auto *name = new QuietLabel(tr("Time zone"));
    name->setWordWrap(true);
    heading->addWidget(name, 1);
    heading->addWidget(change);
    m_column->addLayout(heading);
    m_column->addWidget(m_zone);
    m_column->addWidget(m_zoneMeaning);
    for (QWidget *part : {static_cast<QWidget *>(name), static_cast<QWidget *>(m_zone),
                          static_cast<QWidget *>(m_zoneMeaning)})
        answerWhatIsThis(*part, u"time-zone"_s, [this] {
            return tr("%1\n%2", "value, what it means").arg(m_zone->text(), m_zoneMeaning->text());
        });
    m_column->addWidget(m_zoneNote);
    m_column->addWidget(m_zones);
    makeChangeable(ClockChange::Kind::TimeZone, change, m_zones, u"timeZoneWaiting"_s);
    connect(change, &QPushButton::clicked, this, &ClockPanel::openZones);
    connect(m_zones, &ZoneChooser::cancelled, this,
            [this] { close(changeable(ClockChange::Kind::TimeZone)); });
    connect(m_zones, &ZoneChooser::chosen, this, [this](const QString &id) {
        request({.kind = ClockChange::Kind::TimeZone, .zone = id, .on = false});
    });
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
    cancel->setObjectName(objectName + u"Cancel"_s);
    auto *layout = new QVBoxLayout(question.box);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(question.consequence);
    layout->addWidget(question.go);
    layout->addWidget(cancel);
    m_column->addWidget(question.box);
    connect(question.go, &QPushButton::clicked, this, [this, &question] { request(question.change); });
    connect(cancel, &QPushButton::clicked, this,
            [this, &question] { close(changeable(question.change.kind)); });
}

void ClockPanel::makeChangeable(ClockChange::Kind kind, QPushButton *button, QWidget *box,
                                const QString &objectName)
{
    box->hide();
    auto *waiting = new QuietLabel(tr("Waiting for permission or the system…"));
    makeReadable(*waiting, objectName);
    waiting->hide();
    m_column->addWidget(waiting);
    changeable(kind) = {.button = button, .box = box, .waiting = waiting};
}

void ClockPanel::openZones()
{
    Changeable &zones = changeable(ClockChange::Kind::TimeZone);
    if (!zones.box->isHidden()) {
        close(zones);
        return;
    }
    open(zones);
    m_zones->open(systemZone());
}

void ClockPanel::ask(Question &question, const ClockChange &change, const QString &verb)
{
    Changeable &what = changeable(change.kind);
    if (!question.box->isHidden()) {
        close(what);
        return;
    }
    question.change = change;
    question.consequence->setText(wording::changeConsequence(change, m_report, m_machine));
    question.go->setText(verb);
    open(what);
    question.go->setFocus();
}

void ClockPanel::open(Changeable &what)
{
    for (Changeable &other : m_changeables)
        close(other); // one question at a time
    what.box->show();
    // Where it lies is known when the layouts have had their turn, which are posted events.
    QTimer::singleShot(0, this, [this, &what] { reveal(what); });
}

void ClockPanel::close(Changeable &what)
{
    const QWidget *focus = window()->focusWidget();
    const bool hadFocus = focus != nullptr && what.box->isAncestorOf(focus);
    what.box->hide();
    if (hadFocus)
        what.button->setFocus();
}

void ClockPanel::reveal(const Changeable &what)
{
    if (what.box->isHidden())
        return;
    QScrollBar &bar = *m_scroll->verticalScrollBar();
    const auto yOf = [this](const QWidget *part) { return part->mapTo(m_scroll->widget(), QPoint()).y(); };
    // With the end of it if there is room, and with its heading anyhow.
    const int end = yOf(what.box) + what.box->height() - m_scroll->viewport()->height();
    bar.setValue(std::min(std::max(bar.value(), end), yOf(what.button)));
}

void ClockPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        for (Changeable &what : m_changeables) {
            if (what.box->isHidden())
                continue;
            close(what);
            return;
        }
    }
    QFrame::keyPressEvent(event);
}

void ClockPanel::request(const ClockChange &change)
{
    setWaiting(change.kind);
    Q_EMIT changeRequested(change);
}

void ClockPanel::setWaiting(std::optional<ClockChange::Kind> kind)
{
    // Its button cannot have the focus meanwhile; this panel keeps it, so that Tab goes on from here.
    if (kind) {
        const QWidget *focus = window()->focusWidget();
        const bool hadFocus = focus != nullptr && isAncestorOf(focus);
        for (Changeable &what : m_changeables)
            what.box->hide();
        if (hadFocus)
            setFocus();
    }
    const std::optional<ClockChange::Kind> before = std::exchange(m_waitingFor, kind);
    for (const Changeable &what : m_changeables)
        what.waiting->hide();
    if (kind)
        changeable(*kind).waiting->show();
    offerChanges();
    if (!kind && before && hasFocus())
        changeable(*before).button->setFocus();
}

void ClockPanel::offerChanges()
{
    const TimedatedReport &timedated = m_report.timedated;
    const bool isAsked = timedated.readAt.has_value() || !timedated.problem.isEmpty();
    m_noChanges->setVisible(isAsked && !timedated.available);
    changeable(ClockChange::Kind::TimeZone).button->setVisible(timedated.available);
    m_hardware.change->setVisible(timedated.available && m_report.hardware && m_report.rtcInLocalZone());
    m_service.change->setVisible(timedated.available && timedated.canNetworkTime.value_or(false) &&
                                 timedated.networkTimeEnabled);
    for (const Changeable &what : m_changeables) {
        what.button->setEnabled(!m_waitingFor);
        what.button->setToolTip(m_waitingFor ? changeable(*m_waitingFor).waiting->text() : QString());
    }
    closeWhatIsSettled();
}

// Somebody else may have done what a question that is open offers, or taken the way to do it.
void ClockPanel::closeWhatIsSettled()
{
    for (Changeable &what : m_changeables) {
        if (what.button->isHidden())
            close(what);
    }
    if (m_report.timedated.networkTimeEnabled == m_networkTime.change.on)
        close(changeable(ClockChange::Kind::NetworkTime));
    if (m_report.rtcInLocalZone() == m_hardwareClock.change.on)
        close(changeable(ClockChange::Kind::HardwareClock));
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
    m_kernelLines->setVerticalSpacing(0);
    m_kernelLines->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_column->addSpacing(8);
    m_column->addWidget(m_kernelButton);
    m_column->addWidget(m_kernelBox);
    answerWhatIsThis(*m_kernelButton, u"system-clock"_s, [] {
        return tr("What the kernel itself tells of this clock: what it still has to correct, its errors, its "
                  "status, leap seconds and TAI.");
    });
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
    m_kernelDetails = wording::kernelDetails(kernel);
    while (m_kernelLines->rowCount() < m_kernelDetails.size()) {
        const int row = m_kernelLines->rowCount();
        auto *name = new QuietLabel;
        name->setContentsMargins(0, 6, 0, 0);
        auto *value = new QLabel;
        makeReadable(*value, u"kernelLine"_s);
        m_kernelLines->addRow(name, value);
        for (QWidget *part : {static_cast<QWidget *>(name), static_cast<QWidget *>(value)})
            answerWhatIsThis(*part, m_kernelDetails[row].term, [this, row] {
                const wording::KernelDetail &detail = m_kernelDetails[row];
                return tr("%1: %2\n%3", "name, value, what it means")
                    .arg(detail.name, detail.value, detail.meaning);
            });
    }
    for (int row = 0; row < m_kernelDetails.size(); ++row) {
        const wording::KernelDetail &detail = m_kernelDetails[row];
        const auto set = [this, row, &detail](QFormLayout::ItemRole role, const QString &text) {
            auto *label = qobject_cast<QLabel *>(m_kernelLines->itemAt(row, role)->widget());
            label->setText(text);
            label->setToolTip(detail.meaning);
        };
        set(QFormLayout::LabelRole, detail.name);
        set(QFormLayout::FieldRole, detail.value);
    }
}

QTimeZone ClockPanel::zone(const QDateTime &now) const
{
    return m_systemZone.value_or(now.timeZone());
}

// Not that which this program may have been told to show.
QString ClockPanel::systemZone() const
{
    if (m_report.zone)
        return m_report.zone->id;
    return m_report.timedated.zone.isEmpty() ? QString::fromUtf8(zone(m_now()).id())
                                             : m_report.timedated.zone;
}

void ClockPanel::showFact(const Group &group, const std::optional<wording::ClockFact> &fact)
{
    group.heading->setVisible(fact.has_value());
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
    m_machine = snapshot.machine;
    const ClockReport &clock = m_report;
    // The system's zone may be another than when this program was started; a $TZ of its own is the user's
    // wish.
    m_systemZone.reset();
    if (clock.zone && clock.zoneOfProcess.isEmpty() &&
        QTimeZone::isTimeZoneIdAvailable(clock.zone->id.toLatin1()))
        m_systemZone = QTimeZone(clock.zone->id.toLatin1());
    const QString note = wording::zoneNote(clock);
    m_zoneNote->setText(note);
    m_zoneNote->setVisible(!note.isEmpty());
    showHardware();
    showFact(m_flag, wording::synchronisedFlag(clock, m_machine, snapshot.takenAt));
    showFact(m_event, snapshot.clockEvents.empty()
                          ? std::nullopt
                          : std::optional(wording::eventFact(snapshot.clockEvents.back(), snapshot.takenAt)));
    if (!snapshot.demonstration) {
        showFact(m_service, wording::timeService(m_machine, clock.timedated, snapshot.takenAt));
        showFact(m_machineFact, wording::hostFact(m_machine.host));
    }
    showFact(m_kernel, clock.kernel ? std::optional(wording::kernelFrequency(*clock.kernel)) : std::nullopt);
    m_kernelButton->setVisible(clock.kernel.has_value());
    m_kernelBox->setVisible(clock.kernel.has_value() && m_kernelButton->isChecked());
    if (clock.kernel)
        showKernelLines(*clock.kernel);
    offerChanges();
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

void ClockPanel::showHardware()
{
    const Instant now(std::chrono::milliseconds(m_now().toMSecsSinceEpoch()));
    showFact(m_hardware, wording::hardwareClock(m_report, now));
}

void ClockPanel::refresh()
{
    const QDateTime now = m_now();
    showTime(now);
    if (m_report.hardware)
        showHardware();
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
