// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QFrame>

class QPushButton;

namespace synchroscope {

class FindingsList;

/// On the first page: what should be looked after, in brief. Hidden while there is nothing of the kind.
class FindingsPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit FindingsPanel(QWidget *parent = nullptr);

    void setSnapshot(const Snapshot &snapshot);
    /// For all that there is, at its width.
    int wantedHeight() const;

Q_SIGNALS:
    void actionRequested(const synchroscope::FindingAction &action);
    /// Of a finding, or of all.
    void explanationRequested(const synchroscope::Finding &finding);
    void allRequested();

private:
    FindingsList *m_list;
    QPushButton *m_more;
};

} // namespace synchroscope
