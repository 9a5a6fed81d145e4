// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace synchroscope {

/// How wide text that is to be read may be, in this font: the eye does not find its way back along longer
/// lines.
int readingWidth(const QFont &font);

/// Text to be read and copied, by keyboard too; its lines stay short in a wide window.
class ReadingText : public QTextBrowser
{
public:
    explicit ReadingText(QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setMargins();
};

} // namespace synchroscope
