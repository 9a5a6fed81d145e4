// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace synchroscope {

/// Keys, mouse and the meaning of the figures, in place of the page; F1, Esc or its button closes it.
class HelpPage final : public QFrame
{
    Q_OBJECT

public:
    explicit HelpPage(QWidget *parent = nullptr);

Q_SIGNALS:
    void closed();
};

} // namespace synchroscope
