// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/additionbar.h"

#include "ui/panels/announcinglabel.h"
#include "ui/panels/longwords.h"
#include "ui/servers/pastefield.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// Beyond this many the field would grow over the page.
constexpr qsizetype mostSentences = 3;
constexpr qsizetype longestWord = 70;

} // namespace

AdditionBar::AdditionBar(QWidget *parent)
    : QWidget(parent)
    , m_field(new PasteField)
    , m_add(new QPushButton(tr("Add")))
    , m_sentence(new AnnouncingLabel)
    , m_question(new QWidget)
    , m_asked(new AnnouncingLabel)
    , m_only(new QRadioButton)
    , m_also(new QRadioButton)
{
    setObjectName(u"additionBar"_s);
    m_field->setObjectName(u"additionField"_s);
    m_field->setAccessibleName(tr("Servers to add"));
    m_field->setPlaceholderText(tr("Names of servers, or pasted lines of another machine's file"));
    m_field->setToolTip(tr("Names between spaces, commas or lines; lines such as \"server ntp1.example.org "
                           "iburst\" or \"NTP=ntp1.example.org\". Enter adds them."));
    m_add->setObjectName(u"addServers"_s);
    m_sentence->setObjectName(u"additionSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->hide();
    m_asked->setObjectName(u"onlyAsked"_s);
    m_only->setObjectName(u"onlyThese"_s);
    m_also->setObjectName(u"alsoThese"_s);
    m_question->setObjectName(u"onlyQuestion"_s);
    m_question->hide();
    auto *line = new QHBoxLayout;
    line->addWidget(m_field, 1);
    line->addWidget(m_add, 0, Qt::AlignTop);
    auto *question = new QHBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    question->addWidget(m_asked);
    question->addWidget(m_only);
    question->addWidget(m_also);
    question->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 4);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_sentence);
    layout->addWidget(m_question);
    setFocusProxy(m_field);
    connect(m_field, &PasteField::submitted, this, &AdditionBar::submit);
    connect(m_add, &QPushButton::clicked, this, &AdditionBar::submit);
    connect(m_field, &QPlainTextEdit::textChanged, m_sentence, &QWidget::hide);
    connect(m_only, &QRadioButton::clicked, this, [this] { Q_EMIT onlyTheseChosen(true); });
    connect(m_also, &QRadioButton::clicked, this, [this] { Q_EMIT onlyTheseChosen(false); });
}

bool AdditionBar::isEmpty() const
{
    return m_field->toPlainText().trimmed().isEmpty();
}

void AdditionBar::clear()
{
    m_field->clear();
    m_sentence->hide();
}

void AdditionBar::submit()
{
    if (isEmpty())
        keep({}, {tr("Type the names of servers first, or paste a list.")});
    else
        Q_EMIT addRequested(m_field->toPlainText());
}

void AdditionBar::keep(const QStringList &lines, const QStringList &sentences)
{
    m_field->setPlainText(lines.join(u'\n'));
    QStringList shown = sentences;
    shown.removeDuplicates();
    const qsizetype more = shown.size() - mostSentences;
    if (more > 0) {
        shown = shown.first(mostSentences);
        shown.append(tr("%n more line(s) cannot be used either.", "", int(more)));
    }
    m_sentence->setText(withLongWordsElided(shown.join(u'\n'), longestWord));
    m_sentence->setVisible(!shown.isEmpty());
    if (!shown.isEmpty())
        m_sentence->announce();
}

void AdditionBar::ask(int these, int others, bool onlyThese)
{
    m_question->setVisible(others > 0);
    if (others == 0) {
        m_asked->setAccessibleName({}); // asked again it is news
        return;
    }
    m_asked->setText(tr("%n server(s) added:", "", these));
    m_only->setText(tr("use &only these", "servers"));
    m_also->setText(tr("use also the other %n", "servers", others));
    m_only->setChecked(onlyThese);
    m_also->setChecked(!onlyThese);
    const QString added = tr("%n server(s) added.", "", these);
    const QString spoken =
        tr("%1 Use only these, or also the other %n?", "3 servers added.", others).arg(added);
    m_only->setAccessibleDescription(added);
    m_also->setAccessibleDescription(added);
    if (m_asked->accessibleName() == spoken)
        return;
    m_asked->setAccessibleName(spoken);
    m_asked->announce();
}

} // namespace synchroscope
