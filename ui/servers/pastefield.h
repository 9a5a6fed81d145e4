// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace synchroscope {

/// A field of one line that grows with what is pasted into it. Enter submits, Shift+Enter begins a line.
class PasteField final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PasteField(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void submitted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int heightFor(int lines) const;
    void fitHeight();
};

} // namespace synchroscope
