// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/servers/serverdraft.h"

#include <QObject>
#include <QUndoStack>

#include <utility>
#include <vector>

namespace synchroscope {

/// A draft with what was done to it, step by step, to be undone and done again.
class DraftStack final : public QObject
{
    Q_OBJECT

public:
    explicit DraftStack(QObject *parent = nullptr);

    const ServerDraft &draft() const { return m_draft; }
    QUndoStack &undoStack() { return *m_stack; }

    /// A draft that has come true is forgotten, with all of its steps.
    void setConfiguration(const ServerConfiguration &configuration);

    void add(const std::vector<PastedServer> &servers);
    void setUsed(const std::vector<int> &keys, bool isUsed);
    void remove(const std::vector<int> &keys);
    void restore(const std::vector<int> &keys);
    void setLine(int key, const ServerLine &line);
    /// In one step.
    void setLines(const std::vector<std::pair<int, ServerLine>> &lines);
    void setOnlyThese(bool onlyThese);
    void setMayLeaveNone(bool may);
    void setDhcpIgnored(bool isIgnored);
    void dropLost();
    void addLost();
    /// As on the disk again; can be undone.
    void discard();

Q_SIGNALS:
    /// Of the rows, or of what is on the disk.
    void changed();

private:
    void push(const QString &text, DraftWishes wishes);
    QString nameOf(const std::vector<int> &keys) const;

    ServerDraft m_draft;
    QUndoStack *m_stack;
};

} // namespace synchroscope
