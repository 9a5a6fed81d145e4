// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"
#include "core/diagnosis/facts.h"

#include <QFrame>

#include <functional>
#include <optional>

class QCheckBox;
class QLabel;
class QPushButton;

namespace synchroscope {

class AnnouncingLabel;

/// What a report is made of.
struct ReportMatter
{
    DiagnosisFacts facts;
    EventList events = std::make_shared<const std::vector<Event>>();
};

/// "Save a report": a row under the verdict that says what a report holds, asks for a file and writes it. Esc
/// closes.
class ReportPanel final : public QFrame
{
    Q_OBJECT

public:
    /// `matter` gives what is known at this moment; absent: nothing so far.
    explicit ReportPanel(std::function<std::optional<ReportMatter>()> matter, QWidget *parent = nullptr);

    /// Opened anew: what was said of the last report goes.
    void open();
    /// In the background; what comes of it is said in the panel, and told by saved().
    void saveTo(const QString &fileName);

Q_SIGNALS:
    void closed();
    /// Empty: it could not be written.
    void saved(const QString &fileName);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void chooseFile();
    void say(const QString &sentence);
    void finish(const QString &fileName, const QString &problem);

    std::function<std::optional<ReportMatter>()> m_matter;
    QLabel *m_contents;
    AnnouncingLabel *m_outcome;
    QCheckBox *m_blank;
    QPushButton *m_save;
};

} // namespace synchroscope
