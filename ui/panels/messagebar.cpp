// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/messagebar.h"

#include "ui/chart/chartpalette.h"
#include "ui/wording/problems.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

const QString problemPrefix = u"problem: "_s;

} // namespace

MessageBar::MessageBar(QWidget *parent) : QFrame(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(u"messageBar"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    hide();
}

void MessageBar::setBanner(const QString &id, const QString &text, Severity severity, const QString &action)
{
    if (m_rows.value(id).text == text)
        return;
    removeBanner(id);
    auto *row = new QFrame;
    row->setObjectName(u"banner-"_s + id);
    row->setAutoFillBackground(true);
    QPalette colours = palette();
    const QColor hue = severity == Severity::Warning ? QColor(0xe0, 0x8a, 0x00) : QColor(0x3a, 0x8a, 0xc8);
    colours.setColor(QPalette::Window, mixed(colours.color(QPalette::Window), hue, 0.16));
    row->setPalette(colours);

    auto *icon = new QLabel;
    const auto symbol =
        severity == Severity::Warning ? QStyle::SP_MessageBoxWarning : QStyle::SP_MessageBoxInformation;
    icon->setPixmap(style()->standardIcon(symbol, nullptr, this).pixmap(16, 16));
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(14, 5, 8, 5);
    layout->addWidget(icon);
    layout->addWidget(label, 1);
    if (!action.isEmpty()) {
        auto *button = new QPushButton(action);
        connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT actionTriggered(id); });
        layout->addWidget(button);
    }
    auto *close = new QToolButton;
    close->setAutoRaise(true);
    close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton, nullptr, this));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, [this, id] {
        if (id.startsWith(problemPrefix))
            m_dismissedProblems.append(id);
        removeBanner(id);
        Q_EMIT dismissed(id);
    });
    layout->addWidget(close);
    m_rows.insert(id, {row, text});
    m_layout->addWidget(row);
    show();
}

void MessageBar::removeBanner(const QString &id)
{
    if (QWidget *row = m_rows.take(id).widget) {
        // The row's own button may have asked for it.
        row->hide();
        m_layout->removeWidget(row);
        row->deleteLater();
    }
    setVisible(!m_rows.isEmpty());
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
    const QStringList shown = m_rows.keys();
    for (const QString &id : shown) {
        if (id.startsWith(problemPrefix) && !present.contains(id))
            removeBanner(id);
    }
    m_dismissedProblems.removeIf([&present](const QString &id) { return !present.contains(id); });
}

QStringList MessageBar::texts() const
{
    QStringList texts;
    for (const Row &row : m_rows)
        texts.append(row.text);
    return texts;
}

} // namespace synchroscope
