// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/filechange.h"

#include <QPlainTextEdit>

#include <vector>

namespace synchroscope {

/// A line of a file as it can be shown: what is no line break in a file is none here, and what would not be
/// seen, or would turn the line around, shows that it is there.
QString shownText(QString line);

/// The exact changes of files, as `diff -u` shows them, to be read and copied. What goes and what comes is
/// told by the sign at the line's start, and by colour too. A file's name stands for the two lines with which
/// its diff begins; what is copied has these lines, and every character as it is.
class DiffView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DiffView(QWidget *parent = nullptr);

    void setChanges(const std::vector<FileChange> &changes);

protected:
    void changeEvent(QEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    enum class LineKind : quint8 { Heading, Place, Context, Gone, Come };

    struct Line
    {
        LineKind kind;
        QString exact; ///< without the line break at its end
    };

    void addChange(const FileChange &change, QStringList &shown);
    void colour();

    std::vector<FileChange> m_changes;
    std::vector<Line> m_lines; ///< of each line that is shown
};

} // namespace synchroscope
