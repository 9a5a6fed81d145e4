// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferencespage.h"

#include "ui/panels/background.h"
#include "ui/panels/quietlabel.h"
#include "ui/preferences/autostart.h"
#include "ui/preferences/durationfield.h"
#include "ui/window/settings.h"
#include "ui/wording/alertwording.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Wider, and lines of text are hard to read.
constexpr int widest = 720;

constexpr std::array profiles{AlertProfile::Everyday, AlertProfile::Standard, AlertProfile::Precise,
                              AlertProfile::Own};

/// Indented below what it explains.
QLabel *explanation(const QString &text)
{
    auto *label = new QuietLabel(text);
    label->setWordWrap(true);
    label->setIndent(24);
    return label;
}

QString purposeOf(AlertProfile profile)
{
    switch (profile) {
    case AlertProfile::Everyday:
        return PreferencesPage::tr("Files, logs and logins agree with those of other computers.");
    case AlertProfile::Standard:
        return PreferencesPage::tr("Servers whose logs and databases are compared.");
    case AlertProfile::Precise:
        return PreferencesPage::tr("Measurements and trade, with a source of time in the local network.");
    case AlertProfile::Own:
        break;
    }
    return {};
}

/// "&Warn" and "知らせる(&W)" without what is only for the keyboard.
QString withoutMnemonic(const QString &text)
{
    static const QRegularExpression mnemonic(u"\\(&.\\)|&"_s);
    return QString(text).remove(mnemonic);
}

} // namespace

PreferencesPage::PreferencesPage(Settings &settings, QWidget *parent) : QFrame(parent), m_settings(settings)
{
    setObjectName(u"preferencesPage"_s);
    setFrameShape(QFrame::StyledPanel);
    auto *content = new QWidget;
    content->setMaximumWidth(widest);
    auto *sections = new QVBoxLayout(content);
    sections->addWidget(makeLimits());
    sections->addWidget(makeNotifications());
    sections->addWidget(makeSession());
    sections->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);

    auto *close = new QPushButton(tr("Close"));
    close->setObjectName(u"closePreferences"_s);
    connect(close, &QPushButton::clicked, this, &PreferencesPage::closed);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);
    refresh();
}

QGroupBox *PreferencesPage::makeLimits()
{
    auto *box = new QGroupBox(tr("How right this clock has to be"));
    auto *layout = new QVBoxLayout(box);
    m_profiles = new QButtonGroup(this);
    for (const AlertProfile profile : profiles) {
        auto *button = new QRadioButton(wording::profileText(profile));
        button->setObjectName(u"profile-"_s + profileName(profile));
        m_profiles->addButton(button, static_cast<int>(profile));
        layout->addWidget(button);
        if (profile == AlertProfile::Own)
            continue;
        const QString sentence = wording::limitsSentence(limitsOf(profile, {}));
        layout->addWidget(explanation(tr("%1 %2", "two sentences").arg(purposeOf(profile), sentence)));
        button->setAccessibleDescription(sentence);
    }
    m_ownFields = new QWidget;
    auto *fields = new QGridLayout(m_ownFields);
    fields->setContentsMargins(24, 0, 0, 0);
    fields->setColumnStretch(2, 1);
    m_ownWarning = new DurationField(leastOwnLimit, greatestOwnLimit);
    m_ownWarning->setObjectName(u"ownWarning"_s);
    m_ownCritical = new DurationField(leastOwnLimit, greatestOwnLimit);
    m_ownCritical->setObjectName(u"ownCritical"_s);
    const auto addRow = [fields](const QString &text, DurationField *field) {
        auto *label = new QLabel(text);
        label->setBuddy(field);
        const int row = fields->rowCount();
        fields->addWidget(label, row, 0);
        fields->addWidget(field, row, 1);
        field->setAccessibleName(withoutMnemonic(text));
    };
    addRow(tr("&Tell me from"), m_ownWarning);
    addRow(tr("Urgent&ly from"), m_ownCritical);
    layout->addWidget(m_ownFields);
    m_ownSentence = explanation({});
    layout->addWidget(m_ownSentence);

    connect(m_profiles, &QButtonGroup::idClicked, this,
            [this](int id) { chooseProfile(static_cast<AlertProfile>(id)); });
    connect(m_ownWarning, &DurationField::edited, this, &PreferencesPage::keepOwnLimits);
    connect(m_ownCritical, &DurationField::edited, this, &PreferencesPage::keepOwnLimits);
    return box;
}

QGroupBox *PreferencesPage::makeNotifications()
{
    auto *box = new QGroupBox(tr("Notifications"));
    auto *layout = new QVBoxLayout(box);
    m_notifies = new QCheckBox(tr("Show a &notification when something is wrong"));
    m_notifies->setObjectName(u"notifies"_s);
    layout->addWidget(m_notifies);
    layout->addWidget(explanation(tr(
        "When this clock is off for certain or again and again, when nobody has said for a day what time "
        "it is, and when nothing keeps this clock right any more. One answer alone never alarms, and there "
        "is one reminder after half an hour.")));

    m_muted = new QLabel;
    m_muted->setObjectName(u"mutedSentence"_s);
    m_muted->setWordWrap(true);
    layout->addWidget(m_muted);
    m_muteButtons = new QWidget;
    auto *buttons = new QHBoxLayout(m_muteButtons);
    buttons->setContentsMargins(0, 0, 0, 0);
    const auto addMute = [this, buttons](const QString &text, const QString &name,
                                         std::optional<Duration> span) {
        auto *button = new QPushButton(text);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, [this, span] { Q_EMIT muteRequested(span); });
        buttons->addWidget(button);
    };
    addMute(tr("Mute for &1 hour"), u"muteHour"_s, 1h);
    addMute(tr("Mute for a &day"), u"muteDay"_s, 24h);
    addMute(tr("Mute &until I turn them on again"), u"mute"_s, {});
    buttons->addStretch();
    layout->addWidget(m_muteButtons);
    m_unmute = new QPushButton(tr("Turn notifications on &again"));
    m_unmute->setObjectName(u"unmute"_s);
    layout->addWidget(m_unmute, 0, Qt::AlignLeft);

    connect(m_unmute, &QPushButton::clicked, this, &PreferencesPage::unmuteRequested);
    connect(m_notifies, &QCheckBox::clicked, this, [this](bool notifies) {
        m_settings.setNotifies(notifies);
        refresh();
        Q_EMIT changed();
    });
    return box;
}

QGroupBox *PreferencesPage::makeSession()
{
    auto *box = new QGroupBox(tr("Starting and closing"));
    auto *layout = new QVBoxLayout(box);
    m_autostart = new QCheckBox(tr("&Start with the session, as an icon in the tray"));
    m_autostart->setObjectName(u"autostart"_s);
    layout->addWidget(m_autostart);
    m_autostartProblem = new QLabel;
    m_autostartProblem->setObjectName(u"autostartProblem"_s);
    m_autostartProblem->setWordWrap(true);
    m_autostartProblem->hide();
    layout->addWidget(m_autostartProblem);
    m_staysInTray = new QCheckBox(tr("&Keep watch in the tray when the window is closed"));
    m_staysInTray->setObjectName(u"staysInTray"_s);
    layout->addWidget(m_staysInTray);
    layout->addWidget(explanation(tr("Where the desktop has no tray, closing the window ends the program.")));
    connect(m_autostart, &QCheckBox::clicked, this, &PreferencesPage::changeAutostart);
    connect(m_staysInTray, &QCheckBox::clicked, this,
            [this](bool stays) { m_settings.setStaysInTray(stays); });
    return box;
}

void PreferencesPage::refresh()
{
    const AlertProfile profile = m_settings.alertProfile();
    m_profiles->button(static_cast<int>(profile))->setChecked(true);
    const ClockLimits own = limitsOf(AlertProfile::Own, m_settings.ownLimits());
    m_ownWarning->setValue(own.warning);
    m_ownCritical->setValue(own.critical);
    m_ownFields->setEnabled(profile == AlertProfile::Own);
    m_ownSentence->setText(wording::limitsSentence(own));

    const bool notifies = m_settings.notifies();
    m_notifies->setChecked(notifies);
    const Muting muting = m_settings.muting();
    const bool isMuted =
        muting.isMutedAt(std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()));
    m_muted->setText(isMuted ? wording::mutedSentence(muting.until) : QString());
    m_muted->setVisible(notifies && isMuted);
    m_muteButtons->setVisible(notifies && !isMuted);
    m_unmute->setVisible(notifies && isMuted);

    lookAtAutostart();
    m_staysInTray->setChecked(m_settings.staysInTray());
    setFocusProxy(m_profiles->checkedButton());
}

void PreferencesPage::chooseProfile(AlertProfile profile)
{
    m_settings.setAlertProfile(profile);
    refresh();
    Q_EMIT changed();
}

void PreferencesPage::keepOwnLimits()
{
    ClockLimits own{.warning = m_ownWarning->value(), .critical = m_ownCritical->value()};
    // The one that was not edited gives way.
    if (own.critical < own.warning && sender() == m_ownCritical)
        own.warning = own.critical;
    m_settings.setOwnLimits(limitsOf(AlertProfile::Own, own));
    refresh();
    Q_EMIT changed();
}

void PreferencesPage::lookAtAutostart()
{
    if (!m_isAutostartChanging)
        inBackground(this, startsWithSession, [this, changes = m_autostartChanges](bool starts) {
            if (changes == m_autostartChanges)
                m_autostart->setChecked(starts);
        });
}

// One change at a time; what is wished meanwhile is done after it.
void PreferencesPage::changeAutostart(bool starts)
{
    if (m_isAutostartChanging)
        return;
    m_isAutostartChanging = true;
    ++m_autostartChanges;
    inBackground(
        this, [starts] { return setStartsWithSession(starts); },
        [this, starts](const QString &problem) {
            m_isAutostartChanging = false;
            if (m_autostart->isChecked() != starts) {
                changeAutostart(!starts);
                return;
            }
            m_autostartProblem->setText(problem);
            m_autostartProblem->setVisible(!problem.isEmpty());
            lookAtAutostart();
        });
}

} // namespace synchroscope
