// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/pastedview.h"

#include "core/diagnosis/pasted/explained.h"
#include "ui/explain/findingslist.h"
#include "ui/panels/background.h"
#include "ui/panels/fileio.h"
#include "ui/panels/longwords.h"
#include "ui/panels/quietlabel.h"
#include "ui/wording/pastedwording.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto typingPause = 300ms;
constexpr qsizetype longestWord = 60;
constexpr qsizetype mostAtOnce = 64 * 1024;

Instant wallClock()
{
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

/// "Recognised: chronyc sources (lines 1 to 5), timedatectl (lines 7 to 13)."
QString recognisedText(const PastedOutput &output)
{
    if (output.blocks.empty())
        return PastedView::tr("Nothing of it was recognised. What is understood: the output of chronyc, "
                              "timedatectl, ntpq, ntpstat, systemctl status and w32tm, lines of logs, and "
                              "configuration files of time services.");
    QStringList names;
    for (const PastedBlock &block : output.blocks)
        names.append(
            PastedView::tr("%1 (%2)", "an output, lines 1 to 5")
                .arg(wording::pastedName(block), wording::lineRange(block.firstLine, block.lastLine)));
    return PastedView::tr("Recognised: %1.").arg(QLocale().createSeparatedList(names));
}

} // namespace

PastedView::PastedView(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit)
    , m_open(new QPushButton(tr("&Open a file…")))
    , m_clear(new QPushButton(tr("&Clear")))
    , m_recognised(new QLabel)
    , m_unrecognised(new QuietLabel)
    , m_verdict(new QLabel)
    , m_findings(new FindingsList(FindingCard::Form::Whole))
{
    setObjectName(u"pastedView"_s);
    m_text->setObjectName(u"pastedText"_s);
    m_text->setAccessibleName(tr("What a terminal showed"));
    m_text->setPlaceholderText(tr(
        "Paste here what a terminal showed, of this computer or of any other: chronyc sources, chronyc "
        "tracking, timedatectl, ntpq -p, systemctl status, lines of a log, pieces of chrony.conf … Several "
        "at once, prompts and other text between do no harm. It stays on this computer."));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    QFont font(u"monospace"_s);
    font.setStyleHint(QFont::Monospace);
    m_text->setFont(font);
    m_recognised->setObjectName(u"pastedRecognised"_s);
    m_unrecognised->setObjectName(u"pastedUnrecognised"_s);
    m_verdict->setObjectName(u"pastedVerdict"_s);
    for (QLabel *label : std::initializer_list<QLabel *>{m_recognised, m_unrecognised, m_verdict}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->hide();
    }
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_clear);
    buttons->addStretch();
    auto *upper = new QWidget;
    auto *upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->addWidget(m_text, 1);
    upperLayout->addLayout(buttons);
    auto *lower = new QWidget;
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->addWidget(m_recognised);
    lowerLayout->addWidget(m_unrecognised);
    lowerLayout->addWidget(m_verdict);
    lowerLayout->addWidget(m_findings, 1);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(upper);
    splitter->addWidget(lower);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    setFocusProxy(m_text);

    m_pause.setSingleShot(true);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        ++m_version;
        m_pause.start(typingPause);
    });
    connect(&m_pause, &QTimer::timeout, this, &PastedView::explain);
    connect(m_clear, &QPushButton::clicked, m_text, [this] {
        m_text->selectAll();
        m_text->insertPlainText({}); // what was there comes back with Ctrl+Z
        m_text->setFocus();
    });
    connect(m_open, &QPushButton::clicked, this, &PastedView::openFile);
    connect(m_findings, &FindingsList::actionRequested, this, &PastedView::actionRequested);
    explain();
}

void PastedView::setText(const QString &text)
{
    m_text->setPlainText(text);
    explain();
}

void PastedView::explain()
{
    m_pause.stop();
    const QString text = m_text->toPlainText();
    const bool isEmpty = text.trimmed().isEmpty();
    m_clear->setEnabled(!isEmpty);
    if (text.size() <= mostAtOnce) {
        tell(explainPasted(text, wallClock()));
        return;
    }
    say(tr("Reading…"));
    inBackground(
        this, [text] { return explainPasted(text, wallClock()); },
        [this, version = m_version](const PastedExplanation &explanation) {
            if (version == m_version)
                tell(explanation);
        });
}

void PastedView::tell(const PastedExplanation &explanation)
{
    const bool isEmpty = !m_clear->isEnabled();
    m_recognised->setText(isEmpty ? QString()
                                  : withLongWordsElided(recognisedText(explanation.output), longestWord));
    QStringList remarks{wording::unrecognisedText(explanation.output.unrecognisedLines)};
    if (explanation.output.isCut)
        remarks.append(tr("The text is too long: its end was not read."));
    remarks.removeAll(QString());
    m_unrecognised->setText(remarks.join(u'\n'));
    m_recognised->setVisible(!m_recognised->text().isEmpty());
    m_unrecognised->setVisible(!m_unrecognised->text().isEmpty());
    m_verdict->setText(
        explanation.lastJudged
            ? withLongWordsElided(wording::pastedSentence(explanation.moments[*explanation.lastJudged]),
                                  longestWord)
            : QString());
    m_verdict->setVisible(!m_verdict->text().isEmpty());
    m_findings->setEmptyText(
        explanation.output.blocks.empty() ? QString() : wording::nothingWrongText(explanation.output));
    m_findings->setFindings(explanation.findings, explanation.now, false);
}

void PastedView::say(const QString &sentence)
{
    m_recognised->setText(withLongWordsElided(sentence, longestWord));
    m_recognised->show();
}

void PastedView::openFile()
{
    auto *dialog = new QFileDialog(this, tr("A file of what a terminal showed"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PastedView::read);
    dialog->open();
}

void PastedView::read(const QString &path)
{
    // UTF-8 has up to three bytes for what is one character here.
    constexpr qint64 mostBytes = 3 * (mostPastedCharacters + 1);
    say(tr("Reading %1…", "a file").arg(QDir::toNativeSeparators(path)));
    readFile(this, path, mostBytes, [this, version = m_version, file = ++m_file](const FileContent &content) {
        if (version != m_version || file != m_file)
            return;
        if (content.problem.isEmpty())
            setText(pastedText(content.bytes).left(mostPastedCharacters + 1));
        else
            say(content.problem);
    });
}

} // namespace synchroscope
