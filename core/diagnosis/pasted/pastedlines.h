// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace synchroscope {

/// One line of a pasted text, without what came between the terminal and us: colours, tabs, odd spaces,
/// carriage returns, quoting by '>'. Line numbers stay those of the text.
struct PastedLine
{
    int number = 0;       ///< 1-based
    QString text;         ///< no spaces at the end; indented as it was
    bool isCut = false;   ///< the text ends here without a line break: perhaps within the line
    bool isFence = false; ///< markdown's ``` or ~~~

    /// Without indentation, and without a quoting "# ".
    QStringView bare() const;
    bool isBlank() const { return text.isEmpty() || isFence; }
};

std::vector<PastedLine> pastedLines(QStringView text);

} // namespace synchroscope
