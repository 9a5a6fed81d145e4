// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/servereditor.h"

#include "ui/panels/quietlabel.h"
#include "ui/servers/optionfield.h"
#include "ui/wording/optionfaultwording.h"
#include "ui/wording/optionwording.h"
#include "ui/wording/problems.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// What nearly everybody asks for, in this order.
constexpr std::array commonOptions{"iburst"_L1, "prefer"_L1, "minpoll"_L1,   "maxpoll"_L1,
                                   "nts"_L1,    "key"_L1,    "maxsources"_L1};

bool isCommon(const SourceOption &option)
{
    return std::ranges::find(commonOptions, option.name) != commonOptions.end();
}

QStringList valuesOf(DaemonKind daemon, const ServerLine &line, const SourceOption &option)
{
    QStringList values;
    for (const OptionWord &word : line.options) {
        if (findOption(daemon, word.name.toUtf8()) == &option)
            values.append(word.value.value_or(QString()));
    }
    return values;
}

QStringList unknownWords(DaemonKind daemon, const ServerLine &line)
{
    QStringList words;
    for (const OptionWord &word : line.options) {
        if (findOption(daemon, word.name.toUtf8()) == nullptr)
            words.append(word.value ? word.name + u' ' + *word.value : word.name);
    }
    return words;
}

QLabel *makeFaultLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    QFont bold(label->font());
    bold.setBold(true);
    label->setFont(bold);
    label->hide();
    return label;
}

} // namespace

ServerEditor::ServerEditor(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel)
    , m_filter(new QLineEdit)
    , m_scroll(new QScrollArea)
    , m_form(new QWidget)
    , m_readOnly(new QuietLabel)
    , m_typeRow(new QWidget)
    , m_type(new QComboBox)
    , m_typeHelp(new QuietLabel)
    , m_host(new QLineEdit)
    , m_hostFault(makeFaultLabel(u"hostFault"_s))
    , m_unknown(new QWidget)
    , m_unknownWords(new QLabel)
    , m_takeOut(new QPushButton(tr("Take out")))
    , m_common(new QVBoxLayout)
    , m_fold(new QToolButton)
    , m_others(new QVBoxLayout)
{
    setObjectName(u"serverEditor"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 0, 0);
    layout->setSpacing(6);
    makeHead(*layout);
    makeForm();
    m_scroll->setWidget(m_form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_scroll, 1);
}

void ServerEditor::focusHost()
{
    m_host->setFocus();
}

void ServerEditor::makeHead(QVBoxLayout &layout)
{
    QFont bold(m_title->font());
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setObjectName(u"editorTitle"_s);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_filter->setObjectName(u"optionFilter"_s);
    m_filter->setPlaceholderText(tr("Find an option"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(190);
    auto *close = new QToolButton;
    close->setObjectName(u"closeEditor"_s);
    close->setText(u"×"_s);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setToolTip(tr("Close (Esc)"));
    close->setAccessibleName(tr("Close"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 6, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_filter);
    head->addWidget(close);
    layout.addLayout(head);
    connect(close, &QToolButton::clicked, this, &ServerEditor::closed);
    connect(m_filter, &QLineEdit::textChanged, this, &ServerEditor::showOptions);
}

void ServerEditor::makeForm()
{
    m_readOnly->setWordWrap(true);
    m_readOnly->setObjectName(u"editorReadOnly"_s);
    m_type->setObjectName(u"serverType"_s);
    m_type->setAccessibleName(tr("Type"));
    m_typeHelp->setWordWrap(true);
    m_typeHelp->setObjectName(u"serverTypeHelp"_s);
    for (const ServerType type : {ServerType::Server, ServerType::Pool, ServerType::Peer})
        m_type->addItem(wording::serverTypeLabel(type));
    auto *typeLabel = new QLabel(tr("T&ype"));
    typeLabel->setBuddy(m_type);
    // The underlined letter is drawn apart, so that there is no kerning beside it; its width is reckoned
    // with.
    QFont unkerned(typeLabel->font());
    unkerned.setKerning(false);
    typeLabel->setFont(unkerned);
    auto *typeLine = new QHBoxLayout;
    typeLine->setContentsMargins(0, 0, 0, 0);
    typeLine->addWidget(typeLabel);
    typeLine->addWidget(m_type);
    typeLine->addWidget(m_typeHelp, 1);
    m_typeRow->setLayout(typeLine);
    m_host->setObjectName(u"serverHost"_s);
    auto *hostLabel = new QLabel(tr("&Name"));
    hostLabel->setBuddy(m_host);
    auto *hostLine = new QHBoxLayout;
    hostLine->addWidget(hostLabel);
    hostLine->addWidget(m_host, 1);

    m_unknownWords->setObjectName(u"unknownOptions"_s);
    m_unknownWords->setWordWrap(true);
    m_unknownWords->setTextFormat(Qt::PlainText);
    m_takeOut->setObjectName(u"takeOutUnknown"_s);
    auto *unknownLine = new QHBoxLayout(m_unknown);
    unknownLine->setContentsMargins(0, 0, 0, 0);
    unknownLine->addWidget(m_unknownWords, 1);
    unknownLine->addWidget(m_takeOut, 0, Qt::AlignTop);

    m_fold->setObjectName(u"allOptions"_s);
    m_fold->setText(tr("All options"));
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setFocusPolicy(Qt::StrongFocus);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setArrowType(Qt::RightArrow);

    auto *layout = new QVBoxLayout(m_form);
    layout->setContentsMargins(0, 0, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_readOnly);
    layout->addWidget(m_typeRow);
    layout->addLayout(hostLine);
    layout->addWidget(m_hostFault);
    layout->addWidget(m_unknown);
    m_common->setSpacing(10);
    m_others->setSpacing(10);
    layout->addLayout(m_common);
    layout->addWidget(m_fold);
    layout->addLayout(m_others);
    layout->addStretch();
    connect(m_type, &QComboBox::activated, this, &ServerEditor::editType);
    connect(m_host, &QLineEdit::editingFinished, this, &ServerEditor::editHost);
    connect(m_takeOut, &QPushButton::clicked, this, &ServerEditor::takeOutUnknown);
    connect(m_fold, &QToolButton::toggled, this, [this](bool isOpen) {
        m_fold->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
        showOptions();
    });
}

bool ServerEditor::hasOptions() const
{
    return !sourceOptions(m_daemon).empty();
}

void ServerEditor::setServer(const ServerConfiguration &configuration, DraftRow row)
{
    const bool isOther = row.key != m_row.key || m_daemon != configuration.daemon;
    // The change that commit() tells of comes back as the list that has it, before the fields are done.
    if (isOther && m_isCommitting)
        return;
    if (isOther) {
        commit();
        m_scroll->verticalScrollBar()->setValue(0);
    }
    m_version = configuration.version;
    if (m_daemon != configuration.daemon) {
        m_daemon = configuration.daemon;
        resetFields();
    }
    // What is being typed stays while the line does.
    if (row.key != m_row.key || row.line.host != m_row.line.host)
        m_host->setText(row.line.host);
    m_row = std::move(row);
    showLine();
}

void ServerEditor::clear()
{
    m_row = {};
    m_host->clear();
}

void ServerEditor::resetFields()
{
    for (const auto &[option, field] : m_fields)
        delete field;
    m_fields.clear();
}

void ServerEditor::showLine()
{
    const ServerLine &line = m_row.line;
    const bool canEdit = m_row.isEditable() && !m_row.isRemoved;
    m_title->setText(line.host);
    m_title->setToolTip(line.host);
    m_readOnly->setVisible(!canEdit);
    m_readOnly->setText(m_row.isRemoved
                            ? tr("This server will be removed.")
                            : tr("It is not the administrator's file that names this server, so it is not "
                                 "changed here."));
    m_typeRow->setVisible(hasOptions());
    m_typeRow->setEnabled(canEdit);
    m_type->setCurrentIndex(int(line.type));
    m_typeHelp->setText(wording::serverTypeHelp(line.type, m_daemon));
    m_host->setEnabled(canEdit);
    const QStringList unknown = hasOptions() ? unknownWords(m_daemon, line) : QStringList();
    m_unknown->setVisible(!unknown.isEmpty());
    m_takeOut->setEnabled(canEdit);
    m_fold->setVisible(hasOptions());
    m_filter->setVisible(hasOptions());
    showOptions();
}

bool ServerEditor::isOffered(const SourceOption &option) const
{
    if (!valuesOf(m_daemon, m_row.line, option).isEmpty())
        return true;
    if (!option.scope.holds(m_row.line.type))
        return false;
    if (!m_version)
        return true;
    return *m_version >= option.since &&
           (m_row.line.type != ServerType::Pool || *m_version >= option.poolSince);
}

OptionField &ServerEditor::field(const SourceOption &option)
{
    OptionField *&field = m_fields[&option];
    if (field != nullptr)
        return *field;
    field = new OptionField(option, m_daemon);
    QVBoxLayout &box = isCommon(option) ? *m_common : *m_others;
    // In the order of the common ones, the others by name.
    int place = 0;
    const auto rank = [](const SourceOption &each) {
        return std::ranges::find(commonOptions, each.name) - commonOptions.begin();
    };
    while (place < box.count()) {
        const SourceOption &other = static_cast<OptionField *>(box.itemAt(place)->widget())->option();
        if (std::pair(rank(option), option.name) < std::pair(rank(other), other.name))
            break;
        ++place;
    }
    box.insertWidget(place, field);
    connect(field, &OptionField::edited, this,
            [this, &option](const std::optional<QString> &value) { editOption(option, value); });
    return *field;
}

void ServerEditor::showOptions()
{
    const QString wanted = m_filter->text().simplified();
    const bool canEdit = m_row.isEditable() && !m_row.isRemoved;
    const std::span<const SourceOption> options = sourceOptions(m_daemon);
    for (const SourceOption &option : options) {
        const QStringList values = valuesOf(m_daemon, m_row.line, option);
        const bool isOpen = isCommon(option) || m_fold->isChecked() || !values.isEmpty() || !wanted.isEmpty();
        const bool isShown = isOpen && isOffered(option) && !option.scope.isEmpty();
        const bool isPresent = !values.isEmpty();
        if (!isShown && !isPresent && !m_fields.contains(&option))
            continue;
        OptionField &shown = field(option);
        shown.setValue(isPresent ? std::optional(values.join(u' ').trimmed()) : std::nullopt);
        shown.setEnabled(canEdit);
        shown.setVisible((isShown || isPresent) && (wanted.isEmpty() || shown.matches(wanted)));
    }
    m_fold->setVisible(hasOptions() && wanted.isEmpty());
    showFaults();
}

void ServerEditor::showFault(QLabel &label, const QStringList &sentences)
{
    label.setText(sentences.join(u'\n'));
    label.setVisible(!sentences.isEmpty());
}

/// Each sentence at the field that it is about; what no field has, at the name.
void ServerEditor::showFaults()
{
    if (!hasOptions()) {
        const Result<HostSpec> host = parseHostSpec(m_row.line.host);
        showFault(*m_hostFault, host ? QStringList() : QStringList{wording::error(host.error())});
        return;
    }
    std::map<const SourceOption *, QStringList> byOption;
    QStringList others;
    QStringList unknown;
    for (const OptionFault &fault : checkServerLine(m_daemon, m_row.line, m_version)) {
        QString sentence = wording::optionFault(fault, m_daemon, m_version);
        if (fault.weight == OptionFault::Weight::Fatal)
            sentence += u' ' + tr("So it cannot be applied.");
        const SourceOption *option = findOption(m_daemon, fault.option.toUtf8());
        // What decides is seen without a search for its field.
        const bool isFarBelow = option != nullptr && !isCommon(*option);
        if (isFarBelow && fault.weight != OptionFault::Weight::Advice)
            others.append(sentence);
        if (option != nullptr)
            byOption[option].append(sentence);
        else if (fault.kind == OptionFault::Kind::UnknownOption)
            unknown.append(sentence);
        else
            others.append(sentence);
    }
    for (const auto &[option, field] : m_fields)
        field->setFaults(byOption[option].join(u'\n'));
    showFault(*m_hostFault, others);
    m_unknownWords->setText(
        tr("Not understood: %1", "words of a line").arg(unknownWords(m_daemon, m_row.line).join(u", "_s)) +
        (unknown.isEmpty() ? QString() : u'\n' + unknown.join(u'\n')));
}

void ServerEditor::tell(const ServerLine &line)
{
    if (m_row.key == 0 || line == m_row.line)
        return;
    m_row.line = line; // so that the next field's edit adds to it
    Q_EMIT lineEdited(m_row.key, line);
}

void ServerEditor::editType(int index)
{
    ServerLine line = m_row.line;
    line.type = static_cast<ServerType>(index);
    tell(line);
}

void ServerEditor::editHost()
{
    ServerLine line = m_row.line;
    line.host = m_host->text().trimmed();
    if (line.host != m_host->text())
        m_host->setText(line.host);
    tell(line);
}

void ServerEditor::editOption(const SourceOption &option, const std::optional<QString> &value)
{
    ServerLine line = m_row.line;
    const auto isIt = [&](const OptionWord &word) {
        return findOption(m_daemon, word.name.toUtf8()) == &option;
    };
    const auto first = std::ranges::find_if(line.options, isIt);
    qsizetype place = first - line.options.begin();
    const QString name = first == line.options.end() ? QString(option.name) : first->name;
    std::erase_if(line.options, isIt);
    place = std::min(place, qsizetype(line.options.size()));
    if (value && option.value == OptionValue::None) {
        line.options.insert(line.options.begin() + place, {name, {}});
    } else if (value) {
        const QStringList values =
            option.repeats ? value->split(u' ', Qt::SkipEmptyParts) : QStringList{*value};
        for (const QString &each : values)
            line.options.insert(line.options.begin() + place++, {name, each});
    }
    tell(line);
}

void ServerEditor::takeOutUnknown()
{
    ServerLine line = m_row.line;
    std::erase_if(line.options, [this](const OptionWord &word) {
        return findOption(m_daemon, word.name.toUtf8()) == nullptr;
    });
    tell(line);
}

void ServerEditor::commit()
{
    if (m_row.key == 0 || !m_row.isEditable() || m_row.isRemoved || m_isCommitting)
        return;
    const QScopedValueRollback committing(m_isCommitting, true);
    editHost();
    for (const auto &[option, field] : m_fields)
        field->commit();
}

bool ServerEditor::revert()
{
    bool hasReverted = m_host->text() != m_row.line.host;
    m_host->setText(m_row.line.host);
    for (const auto &[option, field] : m_fields)
        hasReverted = field->revert() || hasReverted;
    return hasReverted;
}

void ServerEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
        m_filter->clear();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace synchroscope
