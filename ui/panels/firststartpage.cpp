// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/firststartpage.h"

#include "ui/panels/serverfield.h"
#include "ui/wording/originwording.h"
#include "ui/wording/problems.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

enum Column : int { HostColumn, TypeColumn, OriginColumn };

struct FoundServer
{
    HostSpec host;
    QString type;
    QStringList origins;
    bool inUse = false; ///< more than a fallback
};

class FirstStart
{
    Q_DECLARE_TR_FUNCTIONS(FirstStartPage)

public:
    static QString typeText(ServerType type)
    {
        switch (type) {
        case ServerType::Server:
            return tr("server");
        case ServerType::Pool:
            return tr("pool");
        case ServerType::Peer:
            break;
        }
        return tr("peer");
    }

    /// One entry per server, with every place that names it, in the order of finding.
    static std::vector<FoundServer> merge(const std::vector<NamedServer> &servers)
    {
        std::vector<FoundServer> merged;
        for (const NamedServer &server : servers) {
            auto found = std::find_if(merged.begin(), merged.end(), [&server](const FoundServer &candidate) {
                return candidate.host.canonical() == server.host.canonical();
            });
            if (found == merged.end())
                found = merged.insert(merged.end(), {server.host, typeText(server.type), {}, false});
            found->origins.append(wording::origin(server));
            found->inUse = found->inUse || server.origin != ServerOrigin::Default;
        }
        return merged;
    }
};

} // namespace

FirstStartPage::FirstStartPage(QWidget *parent)
    : QWidget(parent), m_introduction(new QLabel), m_list(new QTreeWidget), m_problems(new QLabel),
      m_own(new ServerField), m_start(new QPushButton(tr("Start watching")))
{
    setObjectName(u"firstStartPage"_s);
    auto *title = new QLabel(tr("Which servers is this clock to be compared with?"));
    QFont font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.3);
    title->setFont(font);
    m_introduction->setObjectName(u"introduction"_s);
    m_introduction->setText(tr("Looking for servers that this computer already uses…"));
    m_introduction->setWordWrap(true);
    m_list->setObjectName(u"foundServers"_s);
    m_list->setHeaderLabels({tr("Server"), tr("Type"), tr("Named in")});
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setAccessibleName(tr("Servers that this computer names"));
    m_list->header()->setSectionResizeMode(HostColumn, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(TypeColumn, QHeaderView::ResizeToContents);
    m_problems->setObjectName(u"problems"_s);
    m_problems->setWordWrap(true);
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problems->hide();
    auto *ownLabel = new QLabel(tr("&Other servers:"));
    ownLabel->setBuddy(m_own);
    auto *promise = new QLabel(
        tr("Nothing has been asked yet. Once you start, each server gets four questions within seconds; after that, public servers are asked every 64 s "
           "while you look, and every 17 min otherwise. This program never sets the clock."));
    promise->setWordWrap(true);
    m_start->setObjectName(u"startWatching"_s);
    m_start->setDefault(true);

    auto *own = new QHBoxLayout;
    own->addWidget(ownLabel, 0, Qt::AlignTop);
    own->addWidget(m_own, 1);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(20);
    bottom->addWidget(promise, 1);
    bottom->addWidget(m_start, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(10);
    layout->addWidget(title);
    layout->addWidget(m_introduction);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_problems);
    layout->addLayout(own);
    layout->addLayout(bottom);

    connect(m_start, &QPushButton::clicked, this, &FirstStartPage::submit);
    connect(m_own, &ServerField::submitted, this, &FirstStartPage::submit);
    connect(&m_own->edit(), &QLineEdit::textChanged, this, &FirstStartPage::updateButton);
    connect(m_list, &QTreeWidget::itemChanged, this, &FirstStartPage::updateButton);
    updateButton();
}

void FirstStartPage::setSnapshot(const SnapshotPtr &snapshot)
{
    if (!snapshot->discovery.finished || m_filled)
        return;
    m_filled = true;
    fill(snapshot->discovery);
}

void FirstStartPage::focusOwnServers()
{
    m_own->setFocus();
}

void FirstStartPage::fill(const Discovery &discovery)
{
    const std::vector<FoundServer> servers = FirstStart::merge(discovery.servers);
    for (const FoundServer &server : servers) {
        auto *item = new QTreeWidgetItem({server.host.shortText(), server.type, server.origins.join(u"; "_s)});
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(HostColumn, server.inUse ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(OriginColumn, server.origins.join(u'\n'));
        m_list->addTopLevelItem(item);
        m_hosts.push_back(server.host);
    }
    // Nothing else is there to be chosen: the fallbacks are.
    const bool onlyDefaults = std::none_of(servers.begin(), servers.end(), [](const FoundServer &server) { return server.inUse; });
    for (int i = 0; onlyDefaults && i < m_list->topLevelItemCount(); ++i)
        m_list->topLevelItem(i)->setCheckState(HostColumn, Qt::Checked);
    m_list->setVisible(!servers.empty());
    m_introduction->setText(
        servers.empty()
            ? tr("No time server is named on this computer: not by chrony, systemd-timesyncd, ntpd or NTPsec. Type the ones you "
                 "trust below; your network's administrator or Internet provider may name some.")
            : tr("This computer's files and time service name %n server(s). Choose those to compare with.", "",
                 static_cast<int>(servers.size())));
    QStringList sentences;
    for (const Error &problem : discovery.problems)
        sentences.append(wording::error(problem));
    m_problems->setText(sentences.join(u'\n'));
    m_problems->setVisible(!sentences.isEmpty());
    updateButton();
}

void FirstStartPage::submit()
{
    std::vector<WatchRequest> servers = m_own->takeServers();
    if (servers.empty() && !m_own->isEmpty())
        return; // the field says what is wrong
    for (int i = m_list->topLevelItemCount() - 1; i >= 0; --i) {
        if (m_list->topLevelItem(i)->checkState(HostColumn) == Qt::Checked)
            servers.insert(servers.begin(), {m_hosts[static_cast<size_t>(i)], {}});
    }
    if (servers.empty())
        return;
    m_own->clear();
    Q_EMIT watchRequested(servers);
}

void FirstStartPage::updateButton()
{
    bool chosen = !m_own->isEmpty();
    for (int i = 0; !chosen && i < m_list->topLevelItemCount(); ++i)
        chosen = m_list->topLevelItem(i)->checkState(HostColumn) == Qt::Checked;
    m_start->setEnabled(chosen);
}

} // namespace synchroscope
