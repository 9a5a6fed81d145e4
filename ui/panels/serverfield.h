// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"

#include <QWidget>

class QLineEdit;

namespace synchroscope {

class AnnouncingLabel;

bool containsHost(const std::vector<WatchRequest> &servers, const HostSpec &host);

/// One line for one or several servers, separated by spaces, commas or lines. A sentence for each that cannot
/// be a server stands below it: while a person types for those that are complete, on submitting for all.
class ServerField final : public QWidget
{
    Q_OBJECT

public:
    /// What was typed, sorted.
    struct Entry
    {
        std::vector<WatchRequest> servers; ///< each once, however often it was typed
        QStringList malformed;             ///< as typed
        QStringList sentences;             ///< what is wrong with each of them
    };

    explicit ServerField(QWidget *parent = nullptr);

    Entry entry() const;
    /// The same, and says below the field what is wrong with it.
    Entry read();
    bool isEmpty() const;
    void clear();
    /// Leaves what cannot be a server, with its sentences, and these; clears the rest.
    void keepMalformedAnd(const QStringList &others);
    void setSentence(const QString &sentence);
    QString sentence() const;

Q_SIGNALS:
    /// Enter was pressed.
    void submitted();
    void edited();

private:
    void checkWhileTyping();

    QLineEdit *m_edit;
    AnnouncingLabel *m_sentence;
};

} // namespace synchroscope
