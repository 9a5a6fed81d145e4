// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace synchroscope {

class ServerField;

/// Where nothing is watched yet: what this machine already names and where, what will be asked how often, and a field for other
/// servers. Nothing is asked before the user agrees.
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

private:
    void fill(const Discovery &discovery);
    void submit();
    void updateButton();

    QLabel *m_introduction;
    QTreeWidget *m_list;
    QLabel *m_problems;
    ServerField *m_own;
    QPushButton *m_start;
    std::vector<HostSpec> m_hosts; ///< of the list's rows
    bool m_filled = false;
};

} // namespace synchroscope
