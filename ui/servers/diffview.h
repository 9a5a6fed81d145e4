// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/filechange.h"

#include <QPlainTextEdit>

#include <vector>

namespace synchroscope {

/// The exact changes of files, as `diff -u` shows them, to be read and copied. What goes and what comes is
/// told by the sign at the line's start, and by colour too.
class DiffView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DiffView(QWidget *parent = nullptr);

    void setChanges(const std::vector<FileChange> &changes);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class LineKind : quint8 { Heading, Place, Context, Gone, Come };

    void colour();

    std::vector<FileChange> m_changes;
    std::vector<LineKind> m_kinds; ///< of each line
};

} // namespace synchroscope
