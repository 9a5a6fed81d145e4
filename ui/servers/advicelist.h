// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/serveradvice.h"

#include <QWidget>

#include <vector>

class QToolButton;
class QVBoxLayout;

namespace synchroscope {

/// What somebody should know of the servers that were chosen, a line for each, the weightiest first; where
/// one click mends it, with a button.
class AdviceList final : public QWidget
{
    Q_OBJECT

public:
    explicit AdviceList(QWidget *parent = nullptr);

    void setAdvice(const std::vector<ServerAdvice> &advice, DaemonKind daemon);

Q_SIGNALS:
    /// These names, written as servers, have several addresses.
    void poolRequested(const QStringList &servers);

private:
    void rebuild();
    QWidget *makeRow(const ServerAdvice &advice);

    std::vector<ServerAdvice> m_advice;
    DaemonKind m_daemon = DaemonKind::Chrony;
    QVBoxLayout *m_rows;
    QToolButton *m_more;
};

} // namespace synchroscope
