// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/serverfield.h"

#include "ui/panels/announcinglabel.h"
#include "ui/wording/problems.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// Beyond this many the field would grow over the page.
constexpr qsizetype mostSentences = 5;

bool separates(QChar c)
{
    // The wide forms are what an East Asian keyboard types between two names.
    return c.isSpace() || u",;，、；"_s.contains(c);
}

QStringList splitServers(const QString &text)
{
    QStringList servers{QString()};
    for (const QChar c : text) {
        if (separates(c))
            servers.append(QString());
        else
            servers.last() += c;
    }
    servers.removeAll(QString());
    return servers;
}

ServerField::Entry sorted(const QStringList &texts)
{
    ServerField::Entry entry;
    for (const QString &text : texts) {
        const Result<HostSpec> host = parseHostSpec(text);
        if (!host) {
            entry.malformed.append(text);
            entry.sentences.append(wording::error(host.error()));
        } else if (!containsHost(entry.servers, *host)) {
            entry.servers.push_back({*host, {}});
        }
    }
    return entry;
}

QString together(QStringList sentences)
{
    sentences.removeDuplicates();
    const qsizetype more = sentences.size() - mostSentences;
    if (more > 0) {
        sentences = sentences.first(mostSentences);
        sentences.append(ServerField::tr("%n more cannot be a server either.", "", static_cast<int>(more)));
    }
    return sentences.join(u'\n');
}

} // namespace

bool containsHost(const std::vector<WatchRequest> &servers, const HostSpec &host)
{
    return std::any_of(servers.begin(), servers.end(), [&host](const WatchRequest &server) {
        return server.host.canonical() == host.canonical();
    });
}

ServerField::ServerField(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
    , m_sentence(new AnnouncingLabel)
{
    m_edit->setObjectName(u"serverEdit"_s);
    m_edit->setPlaceholderText(tr("ntp.example.org, 192.0.2.1, [2001:db8::1]:123"));
    m_edit->setAccessibleName(tr("Names or addresses of time servers"));
    m_edit->setClearButtonEnabled(true);
    m_sentence->setObjectName(u"serverSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_edit);
    layout->addWidget(m_sentence);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, &ServerField::checkWhileTyping);
    connect(m_edit, &QLineEdit::textChanged, this, &ServerField::edited);
    connect(m_edit, &QLineEdit::returnPressed, this, &ServerField::submitted);
}

ServerField::Entry ServerField::entry() const
{
    return sorted(splitServers(m_edit->text()));
}

ServerField::Entry ServerField::read()
{
    Entry typed = entry();
    setSentence(together(typed.sentences));
    return typed;
}

bool ServerField::isEmpty() const
{
    return splitServers(m_edit->text()).isEmpty();
}

void ServerField::clear()
{
    m_edit->clear();
    setSentence({});
}

void ServerField::keepMalformedAnd(const QStringList &others)
{
    const Entry typed = entry();
    m_edit->setText((typed.malformed + others).join(u' '));
    setSentence(together(typed.sentences));
}

void ServerField::setSentence(const QString &sentence)
{
    if (sentence == m_sentence->text())
        return;
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_edit->setAccessibleDescription(sentence);
    if (!sentence.isEmpty())
        m_sentence->announce();
}

QString ServerField::sentence() const
{
    return m_sentence->text();
}

void ServerField::checkWhileTyping()
{
    const QString text = m_edit->text();
    QStringList servers = splitServers(text);
    // Half a name is not a wrong name.
    if (!text.isEmpty() && !separates(text.back()))
        servers.removeLast();
    setSentence(together(sorted(servers).sentences));
}

} // namespace synchroscope
