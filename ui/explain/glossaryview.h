// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace synchroscope {

class ReadingText;

/// The words of the field, in the reader's order, with a field that looks for one.
class GlossaryView final : public QWidget
{
    Q_OBJECT

public:
    explicit GlossaryView(QWidget *parent = nullptr);

    /// By its id; an empty or unknown one shows all from the top.
    void showTerm(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QLineEdit *m_search;
    ReadingText *m_text;
};

} // namespace synchroscope
