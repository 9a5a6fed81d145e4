// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "ui/wording/verdictwording.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace synchroscope {

class AnnouncingLabel;
class QuietLabel;

/// The answer on top of the window: one sentence, and below it what it rests on.
class VerdictStrip final : public QFrame
{
    Q_OBJECT

public:
    explicit VerdictStrip(QWidget *parent = nullptr);

    void setSnapshot(const SnapshotPtr &snapshot);
    /// Ages go on.
    void tick(Instant now);
    /// A reason greys everything and stands in the proof's place; an empty one ends that.
    void setStale(const QString &reason);

    /// Sentence and proof, for the clipboard.
    QString verdictText() const;

Q_SIGNALS:
    void measureRequested();
    void copyRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshButton();
    void refresh();
    void showSign();
    void colour();

    SnapshotPtr m_snapshot;
    Instant m_now;
    wording::VerdictSign m_sign = wording::VerdictSign::Waiting;
    QString m_staleReason;
    QString m_headlineText;
    QString m_proofText;
    QLabel *m_icon;
    AnnouncingLabel *m_headline;
    QuietLabel *m_proof;
    QPushButton *m_measure;
};

} // namespace synchroscope
