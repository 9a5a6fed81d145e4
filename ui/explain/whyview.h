// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "ui/explain/readingtext.h"

namespace synchroscope {

class SourcesModel;

/// Why each source is followed, counted or not, in sentences with today's values, under the daemon whose
/// decision it is.
class WhyView final : public ReadingText
{
    Q_OBJECT

public:
    explicit WhyView(QWidget *parent = nullptr);

    void setSnapshot(const SnapshotPtr &snapshot, Instant now);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    SourcesModel *m_model; ///< says of each what the table's tool tips say
    SnapshotPtr m_snapshot;
    QString m_html;
};

} // namespace synchroscope
