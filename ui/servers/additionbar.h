// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QPushButton;
class QRadioButton;

namespace synchroscope {

class AnnouncingLabel;
class PasteField;

/// A field in which servers are typed or pasted, and below it the question whether only these are to be used.
class AdditionBar final : public QWidget
{
    Q_OBJECT

public:
    explicit AdditionBar(QWidget *parent = nullptr);

    /// Leaves these lines in the field, and below it stands why, or what else there is to say.
    void keep(const QStringList &lines, const QStringList &sentences);
    bool isEmpty() const;
    void clear();

    /// Asks about `others` servers beside `these`; 0: there is nothing to ask.
    void ask(int these, int others, bool onlyThese);

Q_SIGNALS:
    void addRequested(const QString &text);
    void onlyTheseChosen(bool onlyThese);

private:
    void submit();

    PasteField *m_field;
    QPushButton *m_add;
    AnnouncingLabel *m_sentence;
    QWidget *m_question;
    AnnouncingLabel *m_asked;
    QRadioButton *m_only;
    QRadioButton *m_also;
};

} // namespace synchroscope
