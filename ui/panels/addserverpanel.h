// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"

#include <QFrame>

#include <vector>

namespace synchroscope {

class ServerField;

/// "Watch a server": a row under the verdict where one or several are typed or pasted. Enter adds, Esc
/// closes.
class AddServerPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit AddServerPanel(QWidget *parent = nullptr);

    /// It was done: clears the field but for what could not be understood.
    void clear();
    /// Some were not added: they stay in the field, and below it stands why.
    void keep(const QStringList &servers, const QString &sentence);

Q_SIGNALS:
    void addRequested(const std::vector<synchroscope::WatchRequest> &servers);
    void closed();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void submit();

    ServerField *m_field;
};

} // namespace synchroscope
