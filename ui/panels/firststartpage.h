// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"

#include <QWidget>

#include <set>
#include <vector>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace synchroscope {

class ServerField;

/// A server that this machine names, with every place that does.
struct FoundServer
{
    HostSpec host;
    ServerType type = ServerType::Server;
    QStringList origins; ///< sentences for people
    bool inUse = false;  ///< named by more than a fallback

    friend bool operator==(const FoundServer &, const FoundServer &) = default;
};

/// One entry per server, in the order of finding.
std::vector<FoundServer> mergedByHost(const std::vector<NamedServer> &servers);

/// Where nothing is watched yet: what this machine already names and where, what will be asked how often, and
/// a field for other servers. Nothing is asked before the user agrees.
class FirstStartPage final : public QWidget
{
    Q_OBJECT

public:
    explicit FirstStartPage(QWidget *parent = nullptr);

    void setSnapshot(const SnapshotPtr &snapshot);
    void focusOwnServers();

Q_SIGNALS:
    void discoverRequested();
    void watchRequested(const std::vector<synchroscope::WatchRequest> &servers);
    /// "Not now".
    void postponed();

private:
    void showFound(const std::vector<FoundServer> &servers);
    void addRow(const FoundServer &server, bool chosen);
    void noteChoice(QTreeWidgetItem *row);
    void updateStart();
    /// From the list and the field, each server once.
    std::vector<WatchRequest> chosen() const;
    void submit();

    QLabel *m_introduction;
    QPushButton *m_lookAgain;
    QTreeWidget *m_list;
    QLabel *m_problems;
    ServerField *m_own;
    QLabel *m_promise;
    QPushButton *m_start;
    std::vector<FoundServer> m_found; ///< the list's rows
    std::set<QString> m_chosen;       ///< what the user switched on, by HostSpec::canonical()
    std::set<QString> m_refused;      ///< and off
};

} // namespace synchroscope
