// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/changepanel.h"

#include "core/config/changecommands.h"
#include "core/config/stepthreshold.h"
#include "ui/panels/announcinglabel.h"
#include "ui/panels/longwords.h"
#include "ui/panels/quietlabel.h"
#include "ui/servers/diffview.h"
#include "ui/window/verdicticon.h"
#include "ui/wording/changewording.h"
#include "ui/wording/planwording.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 16;
constexpr qsizetype longestWord = 60;
// Beyond these the sentences would hide the changes themselves.
constexpr int mostDoubtfulLines = 3;

} // namespace

ChangePanel::ChangePanel(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(tr("What will change")))
    , m_count(new QuietLabel)
    , m_effect(new AnnouncingLabel)
    , m_diff(new DiffView)
    , m_noticeIcon(new QLabel)
    , m_notice(new AnnouncingLabel)
    , m_leaveNone(new QCheckBox(tr("Leave it &without any server")))
    , m_ignoreDhcp(new QCheckBox(tr("&Ignore the servers that the network hands out")))
    , m_copy(new QPushButton(tr("&Copy commands")))
    , m_discard(new QPushButton(tr("&Discard changes")))
    , m_apply(new QPushButton(tr("&Apply…")))
{
    setObjectName(u"changePanel"_s);
    QFont bold(m_title->font());
    bold.setBold(true);
    m_title->setFont(bold);
    m_count->setObjectName(u"changeCount"_s);
    m_effect->setObjectName(u"changeEffect"_s);
    m_effect->setWordWrap(true);
    m_effect->setTextFormat(Qt::PlainText);
    m_notice->setObjectName(u"changeNotice"_s);
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_leaveNone->setObjectName(u"leaveNone"_s);
    m_ignoreDhcp->setObjectName(u"ignoreDhcp"_s);
    m_ignoreDhcp->setToolTip(
        tr("Sets IGNORE_DHCP=yes in %1, so that ntp.conf counts again.").arg(ntpsecDefaults));
    m_copy->setObjectName(u"copyCommands"_s);
    m_copy->setToolTip(tr("Copies what an administrator would type to do the same."));
    m_discard->setObjectName(u"discardChanges"_s);
    m_apply->setObjectName(u"applyChanges"_s);
    m_apply->setToolTip(tr("Asks for the password, once, and does what is shown here (Ctrl+Enter)."));
    m_apply->setDefault(true);
    // A click does not end what is being typed: that would change the plan between press and release.
    m_apply->setFocusPolicy(Qt::TabFocus);
    m_copy->setFocusPolicy(Qt::TabFocus);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_count);
    auto *notice = new QHBoxLayout;
    notice->addWidget(m_noticeIcon, 0, Qt::AlignTop);
    notice->addWidget(m_notice, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_copy);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_apply);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 12, 8);
    layout->setSpacing(5);
    layout->addLayout(head);
    layout->addWidget(m_effect);
    layout->addWidget(m_diff, 1);
    layout->addLayout(notice);
    layout->addWidget(m_leaveNone);
    layout->addWidget(m_ignoreDhcp);
    layout->addStretch(); // where there are no changes to be shown
    layout->addLayout(buttons);
    connect(m_copy, &QPushButton::clicked, this, &ChangePanel::copyCommands);
    connect(m_discard, &QPushButton::clicked, this, &ChangePanel::discardRequested);
    connect(m_apply, &QPushButton::pressed, this, [this] { m_pressedOn = m_digest; });
    connect(m_apply, &QPushButton::clicked, this, [this] {
        if (m_pressedOn == m_digest)
            Q_EMIT applyRequested();
        else
            tellThatPlanIsNew();
    });
    connect(m_leaveNone, &QCheckBox::clicked, this, &ChangePanel::mayLeaveNoneChanged);
    connect(m_ignoreDhcp, &QCheckBox::clicked, this, &ChangePanel::dhcpIgnoredChanged);
}

QString ChangePanel::effectText(const ServerConfiguration &configuration, ChangeEffect effect,
                                const Circumstances &circumstances)
{
    const std::optional<Duration> threshold = stepThreshold(configuration.daemon, *configuration.files);
    if (threshold && !circumstances.offset)
        return wording::planEffect(effect, configuration.daemon);
    if (!threshold)
        return wording::planEffect(effect, configuration.daemon, std::nullopt);
    const Duration off = circumstances.offset->magnitude();
    if (off >= *threshold)
        return wording::planEffect(effect, configuration.daemon, off);
    // Within what is not known of the offset it may.
    return off + circumstances.bound >= *threshold
               ? wording::planEffect(effect, configuration.daemon)
               : wording::planEffect(effect, configuration.daemon, std::nullopt);
}

void ChangePanel::setDraft(const ServerDraft &draft, const Circumstances &circumstances)
{
    m_circumstances = circumstances;
    const DaemonKind daemon = draft.configuration().daemon;
    const bool hasChanges = draft.hasChanges();
    m_discard->setEnabled(hasChanges);
    m_discard->setVisible(hasChanges || !draft.lost().empty());
    const PlanFault *fault = std::get_if<PlanFault>(&draft.plan());
    const bool leavesNone = fault != nullptr && fault->kind == PlanFault::Kind::LeavesNone;
    m_leaveNone->setVisible(leavesNone || draft.wishes().mayLeaveNone);
    m_leaveNone->setChecked(draft.wishes().mayLeaveNone);
    m_ignoreDhcp->setVisible(draft.runsFromDhcpCopy());
    m_ignoreDhcp->setChecked(draft.wishes().ignoresDhcp);
    if (fault != nullptr) {
        m_commands.clear();
        m_digest.clear();
        m_effectToldOf.reset();
        m_count->clear();
        m_effect->hide();
        m_diff->setChanges({});
        m_diff->hide();
        m_apply->setEnabled(false);
        m_copy->setEnabled(false);
        showNotice(wording::planFault(*fault, daemon, wording::Reader::Window, draft.configuration().version),
                   true);
        return;
    }
    showPlan(draft, std::get<ChangePlan>(draft.plan()));
}

void ChangePanel::tellThatPlanIsNew()
{
    m_newDigest = m_digest;
    if (m_digest.isEmpty())
        return; // what is wrong with it is said already
    const QString sentence = newPlanText();
    const QString shown = m_notice->text();
    showNotice(shown.isEmpty() || shown == sentence ? sentence : sentence + u'\n' + shown, true);
}

QString ChangePanel::newPlanText() const
{
    return tr("The plan has changed: look, and apply again.");
}

void ChangePanel::showEffect(const ServerConfiguration &configuration, const ChangePlan &plan)
{
    const bool changes = !plan.changes.empty();
    m_effect->setVisible(changes);
    m_effect->setText(effectText(configuration, plan.effect, m_circumstances));
    if (!changes) {
        m_effectToldOf.reset();
        return;
    }
    // By how much the clock may be stepped changes every second.
    if (m_effectToldOf != plan.effect)
        m_effect->announce();
    m_effectToldOf = plan.effect;
}

/// What somebody should know, without what only describes the list as it is, which is said below the list.
QStringList ChangePanel::warningTexts(const ServerConfiguration &configuration, const ChangePlan &plan) const
{
    QStringList sentences;
    int doubtful = 0;
    for (const PlanWarning &warning : plan.warnings) {
        if (warning.kind == PlanWarning::Kind::TooFewToOutvote)
            continue;
        if (warning.kind == PlanWarning::Kind::LineDoubtful && ++doubtful > mostDoubtfulLines)
            continue;
        sentences.append(wording::planWarning(warning, configuration.daemon, wording::Reader::Window,
                                              configuration.version));
    }
    if (doubtful > mostDoubtfulLines)
        sentences.append(tr("%n more line(s) are doubtful.", "", doubtful - mostDoubtfulLines));
    return sentences;
}

void ChangePanel::showPlan(const ServerDraft &draft, const ChangePlan &plan)
{
    const ServerConfiguration &configuration = draft.configuration();
    const bool changes = !plan.changes.empty();
    m_digest = plan.digest;
    m_commands = changes ? changeCommands(plan, configuration.unit) : QStringList();
    m_count->setText(changes ? tr("%n file(s)", "", int(plan.changes.size())) : QString());
    showEffect(configuration, plan);
    m_diff->setChanges(plan.changes);
    m_diff->setVisible(changes);
    m_copy->setEnabled(changes);
    m_apply->setEnabled(changes && m_circumstances.ability == ChangeAbility::Able &&
                        !m_circumstances.isUnderWay);
    QStringList sentences;
    if (changes && m_circumstances.isUnderWay)
        sentences.append(tr("A change is under way: this one can be applied when that has ended."));
    else if (changes)
        sentences.append(wording::changeAbility(m_circumstances.ability));
    if (changes && m_newDigest == m_digest && !m_circumstances.isUnderWay)
        sentences.prepend(newPlanText());
    if (changes || draft.hasChanges())
        sentences.append(warningTexts(configuration, plan));
    sentences.removeAll(QString());
    if (!sentences.isEmpty())
        showNotice(sentences.join(u'\n'), true);
    else if (draft.hasChanges() && !changes)
        showNotice(tr("The files are as you want them already: there is nothing to apply."), false);
    else if (!changes)
        showNotice(
            tr("Nothing is changed so far. What you add, switch off or edit above is shown here, line by "
               "line, before anything is written."),
            false);
    else
        showNotice({}, false);
}

void ChangePanel::showNotice(const QString &text, bool isTrouble)
{
    const QString shown = withLongWordsElided(text, longestWord);
    const bool isNews = shown != m_notice->text();
    m_notice->setText(shown);
    m_notice->setVisible(!shown.isEmpty());
    m_noticeIcon->setVisible(!shown.isEmpty());
    m_noticeIcon->setAccessibleName(isTrouble ? tr("Warning") : tr("Remark"));
    m_noticeIcon->setPixmap(noticeIcon(isTrouble).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    if (isNews && isTrouble)
        m_notice->announce();
}

void ChangePanel::copyCommands()
{
    QGuiApplication::clipboard()->setText(m_commands.join(u'\n') + u'\n');
}

} // namespace synchroscope
