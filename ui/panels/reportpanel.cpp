// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/reportpanel.h"

#include "core/diagnosis/blanked.h"
#include "core/diagnosis/diagnose.h"
#include "ui/panels/announcinglabel.h"
#include "ui/panels/fileio.h"
#include "ui/panels/longwords.h"
#include "ui/wording/reportwording.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStandardPaths>
#include <QSysInfo>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestWord = 60;

QByteArray reportOf(const ReportMatter &matter, bool isBlanked)
{
    if (!isBlanked)
        return wording::reportText(matter.facts, diagnose(matter.facts), *matter.events);
    Blanking blanking(matter.facts, QSysInfo::machineHostName());
    std::vector<Event> events;
    events.reserve(matter.events->size());
    for (const Event &event : *matter.events)
        events.push_back(blanking.blanked(event));
    return wording::reportText(blanking.facts(), diagnose(blanking.facts()), events);
}

} // namespace

ReportPanel::ReportPanel(std::function<std::optional<ReportMatter>()> matter, QWidget *parent)
    : QFrame(parent)
    , m_matter(std::move(matter))
    , m_contents(new QLabel)
    , m_outcome(new AnnouncingLabel)
    , m_blank(new QCheckBox(tr("&Leave names and addresses out")))
    , m_save(new QPushButton(tr("&Save…")))
{
    setObjectName(u"reportPanel"_s);
    m_contents->setObjectName(u"reportContents"_s);
    m_contents->setWordWrap(true);
    m_outcome->setObjectName(u"reportOutcome"_s);
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_outcome->hide();
    m_blank->setObjectName(u"blankReport"_s);
    m_blank->setChecked(true);
    m_save->setObjectName(u"saveReport"_s);
    auto *close = new QPushButton(tr("Close"));
    close->setObjectName(u"closeReport"_s);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->addWidget(m_contents, 0, 0, 1, 2);
    layout->addWidget(m_blank, 1, 0, 1, 2);
    layout->addWidget(m_outcome, 2, 0, 1, 2);
    layout->addWidget(m_save, 0, 2, Qt::AlignTop);
    layout->addWidget(close, 0, 3, Qt::AlignTop);
    layout->setColumnStretch(0, 1);
    setFocusProxy(m_save);

    const auto showContents = [this](bool isBlanked) {
        m_contents->setText(wording::reportContents(isBlanked));
    };
    showContents(m_blank->isChecked());
    connect(m_blank, &QCheckBox::toggled, this, showContents);
    connect(m_save, &QPushButton::clicked, this, &ReportPanel::chooseFile);
    connect(close, &QPushButton::clicked, this, &ReportPanel::closed);
}

void ReportPanel::open()
{
    m_outcome->hide();
    show();
    setFocus();
}

void ReportPanel::chooseFile()
{
    const std::optional<ReportMatter> matter = m_matter();
    if (!matter) {
        say(tr("Nothing is known so far. Try again in a few seconds."));
        return;
    }
    auto *dialog = new QFileDialog(this, tr("Save a report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"txt"_s);
    dialog->setNameFilter(tr("Text (*.txt)"));
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setDirectory(folder.exists() ? folder : QDir::home());
    dialog->selectFile(wording::reportFileName(matter->facts.now));
    connect(dialog, &QFileDialog::fileSelected, this, &ReportPanel::saveTo);
    dialog->open();
}

void ReportPanel::saveTo(const QString &fileName)
{
    std::optional<ReportMatter> matter = m_matter();
    if (!matter)
        return;
    m_save->setEnabled(false);
    writeFile(
        this, fileName, FileReaders::OwnerOnly,
        [matter = std::move(*matter), isBlanked = m_blank->isChecked()] {
            return reportOf(matter, isBlanked);
        },
        [this, fileName](const QString &problem) { finish(fileName, problem); });
}

void ReportPanel::finish(const QString &fileName, const QString &problem)
{
    m_save->setEnabled(true);
    say(problem.isEmpty() ? tr("Written to %1.").arg(QDir::toNativeSeparators(fileName)) : problem);
    Q_EMIT saved(problem.isEmpty() ? fileName : QString());
}

void ReportPanel::say(const QString &sentence)
{
    m_outcome->setText(withLongWordsElided(sentence, longestWord));
    m_outcome->setToolTip(m_outcome->text() == sentence ? QString() : sentence);
    m_outcome->show();
    m_outcome->announce();
}

bool ReportPanel::event(QEvent *event)
{
    // Esc means this panel while the focus is in it, whatever the window uses it for.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QFrame::event(event);
}

void ReportPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QFrame::keyPressEvent(event);
        return;
    }
    Q_EMIT closed();
}

} // namespace synchroscope
