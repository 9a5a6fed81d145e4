// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/firststartpage.h"

#include "ui/panels/longwords.h"
#include "ui/panels/quietlabel.h"
#include "ui/panels/serverfield.h"
#include "ui/wording/originwording.h"
#include "ui/wording/problems.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

enum Column : int { HostColumn, TypeColumn, OriginColumn };

constexpr qsizetype longestWord = 70;

/// Leaves room between rows, of which some have two lines.
class RoomyRows final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 8);
    }
};

QString typeText(ServerType type)
{
    switch (type) {
    case ServerType::Server:
        return FirstStartPage::tr("server");
    case ServerType::Pool:
        return FirstStartPage::tr("pool of servers");
    case ServerType::Peer:
        break;
    }
    return FirstStartPage::tr("peer");
}

QString introduction(const std::vector<FoundServer> &servers)
{
    if (servers.empty())
        return FirstStartPage::tr(
            "No time server is named on this computer: not by chrony, systemd-timesyncd, ntpd or NTPsec. "
            "Type the ones "
            "you trust below; your network's administrator or Internet provider may name some.");
    return FirstStartPage::tr(
        "This computer's files and time service name %n server(s). Choose those to compare with.", "",
        static_cast<int>(servers.size()));
}

QString sentences(const std::vector<Error> &problems)
{
    QStringList sentences;
    for (const Error &problem : problems)
        sentences.append(wording::error(problem));
    return sentences.join(u'\n');
}

QLabel *makeTitle()
{
    auto *title = new QLabel(FirstStartPage::tr("Which servers is this clock to be compared with?"));
    title->setWordWrap(true);
    QFont font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.3);
    title->setFont(font);
    return title;
}

QTreeWidget *makeList()
{
    auto *list = new QTreeWidget;
    list->setObjectName(u"foundServers"_s);
    list->setHeaderLabels(
        {FirstStartPage::tr("Server"), FirstStartPage::tr("Type"), FirstStartPage::tr("Named in")});
    list->setItemDelegate(new RoomyRows(list));
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setAccessibleName(FirstStartPage::tr("Servers that this computer names"));
    list->setTabKeyNavigation(false);
    list->header()->setSectionsMovable(false);
    list->header()->setMaximumSectionSize(420);
    list->header()->setSectionResizeMode(HostColumn, QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(TypeColumn, QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(OriginColumn, QHeaderView::Stretch);
    return list;
}

} // namespace

std::vector<FoundServer> mergedByHost(const std::vector<NamedServer> &servers)
{
    std::vector<FoundServer> merged;
    for (const NamedServer &server : servers) {
        auto found = std::find_if(merged.begin(), merged.end(), [&server](const FoundServer &candidate) {
            return candidate.host.canonical() == server.host.canonical();
        });
        if (found == merged.end())
            found = merged.insert(merged.end(), {server.host, server.type, {}, false});
        const QString origin = wording::origin(server);
        if (!found->origins.contains(origin))
            found->origins.append(origin);
        found->inUse = found->inUse || server.origin != ServerOrigin::Default;
    }
    return merged;
}

FirstStartPage::FirstStartPage(QWidget *parent)
    : QWidget(parent)
    , m_introduction(new QLabel(tr("Looking for servers that this computer already uses…")))
    , m_lookAgain(new QPushButton(tr("&Look again")))
    , m_list(makeList())
    , m_problems(new QLabel)
    , m_own(new ServerField)
    , m_promise(new QuietLabel)
    , m_start(new QPushButton(tr("&Start watching")))
{
    setObjectName(u"firstStartPage"_s);
    m_introduction->setObjectName(u"introduction"_s);
    m_introduction->setWordWrap(true);
    m_lookAgain->setObjectName(u"lookAgain"_s);
    m_lookAgain->setToolTip(tr("Read this computer's files and ask its time service once more"));
    m_lookAgain->setEnabled(false);
    m_list->hide();
    m_problems->setObjectName(u"problems"_s);
    m_problems->setWordWrap(true);
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problems->hide();
    m_promise->setObjectName(u"promise"_s);
    m_promise->setWordWrap(true);
    m_start->setObjectName(u"startWatching"_s);
    auto *ownLabel = new QLabel(tr("&Other servers:"));
    ownLabel->setBuddy(m_own);
    // Beside the field's first line, whatever is said below it.
    ownLabel->setMinimumHeight(m_own->sizeHint().height());

    auto *top = new QHBoxLayout;
    top->addWidget(m_introduction, 1);
    top->addWidget(m_lookAgain, 0, Qt::AlignTop);
    auto *own = new QHBoxLayout;
    own->addWidget(ownLabel, 0, Qt::AlignTop);
    own->addWidget(m_own, 1);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(20);
    bottom->addWidget(m_promise, 1);
    auto *postpone = new QPushButton(tr("&Not now"));
    postpone->setObjectName(u"notNow"_s);
    postpone->setToolTip(tr("Show what this computer says of its clock by itself"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(postpone);
    buttons->addWidget(m_start);
    bottom->addLayout(buttons);
    bottom->setAlignment(buttons, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(10);
    layout->addWidget(makeTitle());
    layout->addLayout(top);
    layout->addWidget(m_list, 100);
    layout->addWidget(m_problems);
    layout->addLayout(own);
    layout->addLayout(bottom);
    // Takes the room while there is no list.
    layout->addStretch(1);

    connect(m_lookAgain, &QPushButton::clicked, this, &FirstStartPage::discoverRequested);
    setTabOrder(m_start, postpone);
    connect(postpone, &QPushButton::clicked, this, &FirstStartPage::postponed);
    connect(m_start, &QPushButton::clicked, this, &FirstStartPage::submit);
    connect(m_own, &ServerField::submitted, this, &FirstStartPage::submit);
    connect(m_own, &ServerField::edited, this, &FirstStartPage::updateStart);
    connect(m_list, &QTreeWidget::itemChanged, this, &FirstStartPage::noteChoice);
    updateStart();
}

void FirstStartPage::setSnapshot(const SnapshotPtr &snapshot)
{
    const Discovery &discovery = snapshot->discovery;
    m_lookAgain->setEnabled(discovery.finished);
    if (!discovery.finished)
        return;
    const std::vector<FoundServer> servers = mergedByHost(discovery.servers);
    m_introduction->setText(introduction(servers));
    const QString problems = sentences(discovery.problems);
    m_problems->setText(withLongWordsElided(problems, longestWord));
    m_problems->setToolTip(m_problems->text() == problems ? QString() : problems);
    m_problems->setVisible(!discovery.problems.empty());
    if (servers != m_found)
        showFound(servers);
}

void FirstStartPage::focusOwnServers()
{
    m_own->setFocus();
}

void FirstStartPage::showFound(const std::vector<FoundServer> &servers)
{
    m_found = servers;
    m_list->clear();
    // Where nothing else is named, the fallbacks are what this machine uses.
    const bool onlyFallbacks =
        std::none_of(servers.begin(), servers.end(), [](const FoundServer &server) { return server.inUse; });
    for (const FoundServer &server : servers) {
        const QString key = server.host.canonical();
        addRow(server,
               m_chosen.contains(key) || (!m_refused.contains(key) && (server.inUse || onlyFallbacks)));
    }
    // So that the space bar has something to switch.
    m_list->setCurrentItem(m_list->topLevelItem(0));
    m_list->setVisible(!servers.empty());
    updateStart();
}

void FirstStartPage::addRow(const FoundServer &server, bool chosen)
{
    auto *row =
        new QTreeWidgetItem({server.host.shortText(), typeText(server.type), server.origins.join(u'\n')});
    row->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    row->setCheckState(HostColumn, chosen ? Qt::Checked : Qt::Unchecked);
    row->setToolTip(HostColumn, server.host.typed);
    row->setToolTip(OriginColumn, server.origins.join(u'\n'));
    m_list->addTopLevelItem(row);
}

void FirstStartPage::noteChoice(QTreeWidgetItem *row)
{
    const QString key = m_found[static_cast<size_t>(m_list->indexOfTopLevelItem(row))].host.canonical();
    const bool isChosen = row->checkState(HostColumn) == Qt::Checked;
    (isChosen ? m_chosen : m_refused).insert(key);
    (isChosen ? m_refused : m_chosen).erase(key);
    updateStart();
}

void FirstStartPage::updateStart()
{
    const std::vector<WatchRequest> servers = chosen();
    m_start->setEnabled(!servers.empty() || !m_own->isEmpty());
    if (servers.empty()) {
        m_promise->setText(tr("Nothing is asked before you start. Choose or type at least one server."));
        return;
    }
    m_promise->setText(tr("Nothing is asked before you start. Then %n server(s) get four questions each "
                          "within seconds; after those, "
                          "public servers are asked every 64 s for the first 15 minutes that you look, and "
                          "every 17 minutes otherwise. "
                          "This program never sets the clock.",
                          "", static_cast<int>(servers.size())));
}

std::vector<WatchRequest> FirstStartPage::chosen() const
{
    std::vector<WatchRequest> servers;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        if (m_list->topLevelItem(i)->checkState(HostColumn) == Qt::Checked)
            servers.push_back({m_found[static_cast<size_t>(i)].host, {}});
    }
    for (const WatchRequest &server : m_own->entry().servers) {
        if (!containsHost(servers, server.host))
            servers.push_back(server);
    }
    return servers;
}

void FirstStartPage::submit()
{
    // This page goes away when watching starts, and the complaint would go with it.
    if (!m_own->read().malformed.isEmpty())
        return;
    const std::vector<WatchRequest> servers = chosen();
    if (servers.empty())
        return;
    m_own->clear();
    Q_EMIT watchRequested(servers);
}

} // namespace synchroscope
