// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/serverconfiguration.h"
#include "core/config/serverline.h"
#include "ui/servers/serverdraft.h"

#include <QFrame>

#include <map>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace synchroscope {

class OptionField;
class QuietLabel;

/// One server of a draft: its type, its name, and a field for each option that the installed version knows.
/// What is edited is not kept here but told, when a field is finished.
class ServerEditor final : public QFrame
{
    Q_OBJECT

public:
    explicit ServerEditor(QWidget *parent = nullptr);

    /// What was typed for another one is taken first.
    void setServer(const ServerConfiguration &configuration, DraftRow row);
    /// Shows none any more, and tells nothing of what is typed.
    void clear();
    /// ServerRow::key of the one that is shown; 0: none.
    int key() const { return m_row.key; }
    void focusHost();
    /// Takes what was typed and not finished.
    void commit();
    /// Drops it; whether there was something.
    bool revert();

Q_SIGNALS:
    void lineEdited(int key, const synchroscope::ServerLine &line);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeHead(QVBoxLayout &layout);
    void makeForm();
    void resetFields();
    OptionField &field(const SourceOption &option);
    void showLine();
    void showOptions();
    void showFaults();
    void showFault(QLabel &label, const QStringList &sentences);
    bool isOffered(const SourceOption &option) const;
    bool hasOptions() const;
    void editType(int index);
    void editHost();
    void editOption(const SourceOption &option, const std::optional<QString> &value);
    void takeOutUnknown();
    void tell(const ServerLine &line);

    DaemonKind m_daemon = DaemonKind::Chrony;
    std::optional<DaemonVersion> m_version;
    DraftRow m_row;
    bool m_isCommitting = false;
    QLabel *m_title;
    QLineEdit *m_filter;
    QScrollArea *m_scroll;
    QWidget *m_form;
    QuietLabel *m_readOnly;
    QWidget *m_typeRow;
    QComboBox *m_type;
    QuietLabel *m_typeHelp;
    QLineEdit *m_host;
    QLabel *m_hostFault;
    QWidget *m_unknown;
    QLabel *m_unknownWords;
    QPushButton *m_takeOut;
    QVBoxLayout *m_common;
    QToolButton *m_fold;
    QVBoxLayout *m_others;
    std::map<const SourceOption *, OptionField *> m_fields; ///< those that were needed so far
};

} // namespace synchroscope
