// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QLabel>

namespace synchroscope {

/// The colour for text that comes second: weaker than the palette's text, and still 4.5:1 against its window.
/// QPalette::PlaceholderText does not promise that.
QColor quietTextColour(const QPalette &palette);

/// A label in that colour, in whatever theme.
class QuietLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit QuietLabel(const QString &text = {}, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void adapt();
};

} // namespace synchroscope
