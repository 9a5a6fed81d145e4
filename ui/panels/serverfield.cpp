// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/serverfield.h"

#include "ui/wording/problems.h"

#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QStringList splitServers(const QString &text)
{
    static const QRegularExpression separators(u"[\\s,;]+"_s);
    return text.split(separators, Qt::SkipEmptyParts);
}

} // namespace

ServerField::ServerField(QWidget *parent) : QWidget(parent), m_edit(new QLineEdit), m_sentence(new QLabel)
{
    m_edit->setObjectName(u"serverEdit"_s);
    m_edit->setPlaceholderText(tr("ntp.example.org, 192.0.2.1, [2001:db8::1]:123"));
    m_edit->setAccessibleName(tr("Names or addresses of time servers"));
    m_edit->setClearButtonEnabled(true);
    m_sentence->setObjectName(u"serverSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_edit);
    layout->addWidget(m_sentence);
    setFocusProxy(m_edit);
    // Typing on is the answer to the complaint.
    connect(m_edit, &QLineEdit::textEdited, this, [this] { setSentence({}); });
    connect(m_edit, &QLineEdit::returnPressed, this, &ServerField::submitted);
}

std::vector<WatchRequest> ServerField::takeServers()
{
    std::vector<WatchRequest> servers;
    const QStringList texts = splitServers(m_edit->text());
    for (const QString &text : texts) {
        const Result<HostSpec> host = parseHostSpec(text);
        if (!host) {
            setSentence(wording::error(host.error()));
            return {};
        }
        servers.push_back({*host, {}});
    }
    setSentence({});
    return servers;
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

void ServerField::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_edit->setAccessibleDescription(sentence);
}

QString ServerField::sentence() const
{
    return m_sentence->text();
}

} // namespace synchroscope
