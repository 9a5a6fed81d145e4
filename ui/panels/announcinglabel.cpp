// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/announcinglabel.h"

#include <QAccessibleWidget>

namespace synchroscope {

namespace {

class Notification final : public QAccessibleWidget
{
public:
    explicit Notification(AnnouncingLabel *label) : QAccessibleWidget(label, QAccessible::Notification) {}

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? static_cast<AnnouncingLabel *>(widget())->spokenText()
                                         : QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface *makeNotification(const QString &, QObject *object)
{
    auto *label = qobject_cast<AnnouncingLabel *>(object);
    return label ? new Notification(label) : nullptr;
}

} // namespace

AnnouncingLabel::AnnouncingLabel(const QString &text, QWidget *parent) : QLabel(text, parent)
{
    // Installing it again does nothing.
    QAccessible::installFactory(makeNotification);
}

void AnnouncingLabel::announce()
{
    if (!window()->isVisible())
        return;
    QAccessibleEvent appeared(this, QAccessible::ObjectShow);
    QAccessible::updateAccessibility(&appeared);
    Q_EMIT announced(spokenText());
}

} // namespace synchroscope
