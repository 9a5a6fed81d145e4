// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace synchroscope {

/// One line for one or several servers, separated by spaces, commas or lines, with what is wrong said below it.
class ServerField final : public QWidget
{
    Q_OBJECT

public:
    explicit ServerField(QWidget *parent = nullptr);

    /// The servers typed; empty when none are, or when one is malformed: then the sentence below says which and why.
    std::vector<WatchRequest> takeServers();
    bool isEmpty() const;
    void clear();
    void setSentence(const QString &sentence);
    QString sentence() const;
    QLineEdit &edit() { return *m_edit; }

Q_SIGNALS:
    void submitted();

private:
    QLineEdit *m_edit;
    QLabel *m_sentence;
};

} // namespace synchroscope
