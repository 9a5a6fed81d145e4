// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/messagebar.h"

#include "ui/panels/announcinglabel.h"
#include "ui/panels/longwords.h"
#include "ui/panels/tint.h"
#include "ui/window/verdicticon.h"
#include "ui/wording/problems.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

const QString problemPrefix = u"problem: "_s;
constexpr int iconSize = 16;
constexpr double tint = 0.16;
constexpr qsizetype longestWord = 70;

} // namespace

/// One row: symbol, text, button, cross.
class Banner final : public QFrame
{
public:
    explicit Banner(const QString &id);

    const QString &id() const { return m_id; }
    const QString &text() const { return m_text; }
    QPushButton &action() { return *m_action; }
    QToolButton &cross() { return *m_cross; }

    void tell(const QString &text, MessageBar::Severity severity, const QString &action);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showSeverity();
    void colour();

    QString m_id;
    QString m_text;
    MessageBar::Severity m_severity = MessageBar::Severity::Information;
    QLabel *m_icon;
    AnnouncingLabel *m_label;
    QPushButton *m_action;
    QToolButton *m_cross;
};

Banner::Banner(const QString &id)
    : m_id(id)
    , m_icon(new QLabel)
    , m_label(new AnnouncingLabel)
    , m_action(new QPushButton)
    , m_cross(new QToolButton)
{
    setObjectName(u"banner-"_s + id);
    setAutoFillBackground(true);
    m_label->setObjectName(u"bannerText"_s);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(u"bannerAction"_s);
    m_cross->setObjectName(u"bannerDismiss"_s);
    m_cross->setAutoRaise(true);
    m_cross->setFocusPolicy(Qt::StrongFocus);
    m_cross->setText(u"×"_s);
    m_cross->setToolTip(MessageBar::tr("Dismiss"));
    m_cross->setAccessibleName(MessageBar::tr("Dismiss"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 5, 8, 5);
    layout->addWidget(m_icon);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_cross);
}

void Banner::tell(const QString &text, MessageBar::Severity severity, const QString &action)
{
    const bool isNews = text != m_text;
    m_severity = severity;
    showSeverity();
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    if (!isNews)
        return;
    m_text = text;
    m_label->setText(withLongWordsElided(text, longestWord));
    m_label->setToolTip(m_label->text() == text ? QString() : text);
    m_label->announce();
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        colour();
}

void Banner::showSeverity()
{
    const bool warns = m_severity == MessageBar::Severity::Warning;
    m_icon->setPixmap(noticeIcon(warns).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    colour();
}

void Banner::colour()
{
    const bool warns = m_severity == MessageBar::Severity::Warning;
    tintBackground(*this, warns ? QColor(0xe0, 0x8a, 0x00) : QColor(0x3a, 0x8a, 0xc8), tint);
}

MessageBar::MessageBar(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"messageBar"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    hide();
}

void MessageBar::setBanner(const QString &id, const QString &text, Severity severity, const QString &action)
{
    Banner &row = banner(id);
    row.cross().show();
    row.tell(text, severity, action);
}

void MessageBar::setStanding(const QString &id, const QString &text, Severity severity, const QString &action)
{
    Banner &row = banner(id);
    row.cross().hide();
    row.tell(text, severity, action);
}

void MessageBar::removeBanner(const QString &id)
{
    const auto row = std::find_if(m_banners.begin(), m_banners.end(),
                                  [&id](const Banner *each) { return each->id() == id; });
    if (row == m_banners.end())
        return;
    // Later, because the row's own button may have asked for it.
    (*row)->hide();
    (*row)->deleteLater();
    m_banners.erase(row);
    setVisible(!m_banners.empty());
}

void MessageBar::setProblems(const std::vector<Error> &problems)
{
    QStringList present;
    for (const Error &problem : problems) {
        const QString text = wording::error(problem);
        const QString id = problemPrefix + text;
        present.append(id);
        if (!m_dismissedProblems.contains(id))
            setBanner(id, text, Severity::Warning);
    }
    QStringList gone;
    for (const Banner *row : m_banners) {
        if (row->id().startsWith(problemPrefix) && !present.contains(row->id()))
            gone.append(row->id());
    }
    for (const QString &id : gone)
        removeBanner(id);
    m_dismissedProblems.removeIf([&present](const QString &id) { return !present.contains(id); });
}

QStringList MessageBar::texts() const
{
    QStringList texts;
    for (const Banner *row : m_banners)
        texts.append(row->text());
    return texts;
}

Banner &MessageBar::banner(const QString &id)
{
    const auto present = std::find_if(m_banners.begin(), m_banners.end(),
                                      [&id](const Banner *row) { return row->id() == id; });
    if (present != m_banners.end())
        return **present;
    auto *added = new Banner(id);
    connect(&added->action(), &QPushButton::clicked, this, [this, id] { Q_EMIT actionTriggered(id); });
    connect(&added->cross(), &QToolButton::clicked, this, [this, id] { dismiss(id); });
    m_banners.push_back(added);
    layout()->addWidget(added);
    show();
    return *added;
}

void MessageBar::dismiss(const QString &id)
{
    if (id.startsWith(problemPrefix))
        m_dismissedProblems.append(id);
    removeBanner(id);
    Q_EMIT dismissed(id);
}

} // namespace synchroscope
