// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sourcedetails.h"

#include "ui/wording/quantity.h"
#include "ui/wording/sourcewording.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

struct Fact
{
    QString name;
    QString value;
    QString meaning;
};

class Facts
{
    Q_DECLARE_TR_FUNCTIONS(SourceDetails)

public:
    static QList<Fact> of(const SourceSnapshot &source, Instant now)
    {
        QList<Fact> facts;
        facts.append({tr("Happening"), wording::sourceHappening(source, now), {}});
        facts.append({tr("Server"), source.host.shortText(),
                      source.address.isEmpty() ? tr("no address known") : tr("address %1").arg(source.address)});
        facts.append({tr("Reach"), wording::reachText(source),
                      tr("%1 of %2 questions answered since it is watched").arg(source.answers).arg(source.requests)});
        if (source.lastAnswer)
            facts.append({tr("Last answer"), wording::agoText(std::max(now - *source.lastAnswer, Duration::zero())), {}});
        facts.append({tr("Asked every"), wording::ageText(source.pollInterval),
                      tr("public servers are asked seldom, to be polite")});
        if (source.estimate)
            addEstimate(facts, *source.estimate);
        if (source.lastSample)
            addSample(facts, *source.lastSample);
        if (source.strayReplies > 0)
            facts.append({tr("Stray packets"), QLocale().toString(source.strayReplies),
                          tr("did not answer a question of ours and were ignored")});
        return facts;
    }

private:
    static void addEstimate(QList<Fact> &facts, const SourceEstimate &estimate)
    {
        facts.append({tr("This clock is"), wording::offsetText(estimate.offset), wording::methodText(estimate.method)});
        facts.append({tr("Bound"), wording::boundText(estimate.bound),
                      tr("%1 from the round trip and the age of the answer, %2 that the server claims for itself")
                          .arg(wording::spanText(estimate.boundToServer), wording::spanText(estimate.rootDistance))});
        facts.append({tr("Shortest round trip"), wording::spanText(estimate.minimumDelay),
                      tr("of the last %n answer(s)", "", estimate.samples)});
        facts.append({tr("Jitter"), wording::spanText(estimate.jitter), tr("how much the answers differ from the best one")});
        if (estimate.frequencyPpm)
            facts.append({tr("Frequency"),
                          tr("%1 ppm %2 %3").arg(QLocale().toString(*estimate.frequencyPpm, 'f', 2), u"±"_s,
                                                 QLocale().toString(estimate.skewPpm.value_or(0), 'f', 2)),
                          tr("how fast this clock runs away from the server's; 1 ppm is 86 ms a day")});
    }

    static void addSample(QList<Fact> &facts, const Sample &sample)
    {
        facts.append({tr("Stratum"), QLocale().toString(sample.stratum),
                      tr("steps from a reference clock; its own source is %1")
                          .arg(referenceIdText(sample.referenceId, sample.stratum))});
        facts.append({tr("Time stamps"), sample.timestamping() == Timestamping::Kernel ? tr("by the kernel") : tr("by this program"),
                      sample.timestamping() == Timestamping::Kernel
                          ? tr("when the packets left and arrived")
                          : tr("late by however long this program waited for the processor")});
    }
};

QString toHtml(const QList<Fact> &facts, const QString &quietColour)
{
    QString html;
    for (const Fact &fact : facts) {
        html += u"<p style='margin-top:0; margin-bottom:7px'><span style='color:%1'>%2</span><br>%3"_s.arg(
            quietColour, fact.name.toHtmlEscaped(), fact.value.toHtmlEscaped());
        if (!fact.meaning.isEmpty())
            html += u"<br><span style='color:%1; font-size:small'>%2</span>"_s.arg(quietColour, fact.meaning.toHtmlEscaped());
        html += u"</p>"_s;
    }
    return html;
}

QString toPlain(const QList<Fact> &facts)
{
    QStringList lines;
    for (const Fact &fact : facts)
        lines.append(fact.meaning.isEmpty() ? u"%1: %2"_s.arg(fact.name, fact.value)
                                            : u"%1: %2 (%3)"_s.arg(fact.name, fact.value, fact.meaning));
    return lines.join(u'\n');
}

} // namespace

SourceDetails::SourceDetails(QWidget *parent) : QFrame(parent), m_title(new QLabel), m_text(new QLabel)
{
    setObjectName(u"sourceDetails"_s);
    setFrameShape(QFrame::StyledPanel);
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    auto *close = new QToolButton;
    close->setAutoRaise(true);
    close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton, nullptr, this));
    close->setToolTip(tr("Back to the clock (Esc)"));
    close->setAccessibleName(tr("Back to the clock"));
    connect(close, &QToolButton::clicked, this, &SourceDetails::closed);
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_text);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *header = new QHBoxLayout;
    header->addWidget(m_title, 1);
    header->addWidget(close, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(header);
    layout->addWidget(scroll, 1);
}

void SourceDetails::setSource(const SourceSnapshot &source, Instant now)
{
    const QList<Fact> facts = Facts::of(source, now);
    const QString plain = toPlain(facts);
    m_title->setText(source.label);
    // Setting the text would undo a selection that is being made.
    if (plain == m_plain || m_text->hasSelectedText())
        return;
    m_plain = plain;
    m_text->setText(toHtml(facts, palette().color(QPalette::PlaceholderText).name()));
}

QString SourceDetails::plainText() const
{
    return m_title->text() + u'\n' + m_plain;
}

} // namespace synchroscope
