// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace synchroscope {

class FindingsList;
class QuietLabel;
struct PastedExplanation;

/// What a terminal showed, of this computer or of any other, is pasted here and explained.
class PastedView final : public QWidget
{
    Q_OBJECT

public:
    explicit PastedView(QWidget *parent = nullptr);

    void setText(const QString &text);
    /// Its text is there later, unless another one comes before.
    void read(const QString &path);

Q_SIGNALS:
    void actionRequested(const synchroscope::FindingAction &action);

private:
    /// A long text in another thread; only what is found of the latest is shown.
    void explain();
    void tell(const PastedExplanation &explanation);
    void say(const QString &sentence); ///< where else stands what was recognised
    void openFile();

    QPlainTextEdit *m_text;
    QPushButton *m_open;
    QPushButton *m_clear;
    QLabel *m_recognised;
    QuietLabel *m_unrecognised;
    QLabel *m_verdict;
    FindingsList *m_findings;
    QTimer m_pause;        ///< in typing
    quint64 m_version = 0; ///< of the text; it changes with each change
    quint64 m_file = 0;    ///< that is being read; each has another number
};

} // namespace synchroscope
