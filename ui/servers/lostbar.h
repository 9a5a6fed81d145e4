// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/servers/serverdraft.h"

#include <QFrame>

namespace synchroscope {

class AnnouncingLabel;

/// That servers for which something is wanted have gone from the files meanwhile, and what to do.
class LostBar final : public QFrame
{
    Q_OBJECT

public:
    explicit LostBar(QWidget *parent = nullptr);

    /// Hidden while there is none.
    void setLost(const std::vector<DraftRow> &lost);

Q_SIGNALS:
    void addRequested();
    void dropRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    AnnouncingLabel *m_text;
};

} // namespace synchroscope
