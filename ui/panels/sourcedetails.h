// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QFrame>

class QLabel;

namespace synchroscope {

/// Everything known of one source, each figure with its meaning.
class SourceDetails final : public QFrame
{
    Q_OBJECT

public:
    explicit SourceDetails(QWidget *parent = nullptr);

    void setSource(const SourceSnapshot &source, Instant now);
    QString plainText() const;

Q_SIGNALS:
    void closed();

private:
    QLabel *m_title;
    QLabel *m_text;
    QString m_plain;
};

} // namespace synchroscope
