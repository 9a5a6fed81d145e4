// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QWidget>

class QListWidget;
class QStackedWidget;

namespace synchroscope {

class FindingsList;
class GlossaryView;
class PastedView;
class WhyView;

/// What everything means: what was found on this computer, why each source is used or not, what a terminal
/// showed, and the words of the field.
class ExplainPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ExplainPage(QWidget *parent = nullptr);

    void setSnapshot(const SnapshotPtr &snapshot);
    /// Once a second while the page is seen: ages.
    void tick(Instant now);
    void showFindings();
    void showFinding(const Finding &finding);
    /// Esc: what is looked for in the glossary.
    void leave();
    /// A term of the glossary, by its id; all of them without one.
    void showGlossary(const QString &term = {});

Q_SIGNALS:
    void actionRequested(const synchroscope::FindingAction &action);

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum Part : quint8 { FindingsPart, SourcesPart, PastedPart, GlossaryPart };

    void refresh();
    void go(Part part);

    SnapshotPtr m_snapshot;
    Instant m_now;
    QListWidget *m_parts;
    QStackedWidget *m_pages;
    FindingsList *m_findings;
    WhyView *m_why;
    PastedView *m_pasted;
    GlossaryView *m_glossary;
};

} // namespace synchroscope
