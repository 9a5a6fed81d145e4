// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/chronyobservation.h"
#include "ui/panels/sourcefacts.h"
#include "ui/table/sourcerows.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTextEdit;

namespace synchroscope {

class StatisticsPanel;

/// Everything known of one source, a pool or a daemon, each figure with its meaning.
class SourceDetails final : public QFrame
{
    Q_OBJECT

public:
    explicit SourceDetails(QWidget *parent = nullptr);

    void setSource(const SourceRow &source, Instant now);
    /// What chronyd tells root only. `canAsk`: somebody could have it asked; `isAsked`: it is.
    void setObservation(const std::optional<ChronyObservation> &observation, bool canAsk, bool isAsked);
    /// Whether there is a second page with what the source's answers say together; the daemons' and pools'
    /// own rows have none.
    void setHasStatistics(bool has);
    /// Nothing: they are being read.
    void setStatistics(const std::optional<StatisticsReply> &reply);
    /// Whether somebody looks at them.
    bool showsStatistics() const;
    QString plainText() const;
    /// What is said, when somebody asks, of the figure in that paragraph of the text.
    QString whatThisIs(int paragraph) const;

Q_SIGNALS:
    void closed();
    /// The user wants chronyd asked as root, or no longer.
    void observingRequested(bool observing);
    void statisticsOpened();

protected:
    void changeEvent(QEvent *event) override;
    /// "What is this?" is answered for the figure at the mouse, or, by keyboard, where the cursor is.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showText();
    void showMore();

    SourceRow m_source;
    Instant m_now;
    QList<Fact> m_facts; ///< what is shown, each a paragraph
    QString m_html;
    QLabel *m_icon;
    QLabel *m_title;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QTextEdit *m_text;
    QPushButton *m_more;
    StatisticsPanel *m_statistics;
    std::optional<ChronyObservation> m_observation;
    bool m_canAsk = false;
};

} // namespace synchroscope
