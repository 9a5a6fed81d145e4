// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/sourcerows.h"

#include <QFrame>

class QLabel;
class QTextEdit;

namespace synchroscope {

/// Everything known of one source, a pool or a daemon, each figure with its meaning.
class SourceDetails final : public QFrame
{
    Q_OBJECT

public:
    explicit SourceDetails(QWidget *parent = nullptr);

    void setSource(const SourceRow &source, Instant now);
    QString plainText() const;

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showText();

    SourceRow m_source;
    Instant m_now;
    QString m_html; ///< what is shown
    QLabel *m_icon;
    QLabel *m_title;
    QTextEdit *m_text;
};

} // namespace synchroscope
