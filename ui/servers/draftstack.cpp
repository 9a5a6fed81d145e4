// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/draftstack.h"

#include <QUndoCommand>

#include <functional>
#include <utility>

namespace synchroscope {

namespace {

class Step final : public QUndoCommand
{
public:
    using Taker = std::function<void(const DraftWishes &)>;

    Step(const QString &text, DraftWishes before, DraftWishes after, Taker take)
        : QUndoCommand(text)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_take(std::move(take))
    {}

    void undo() override { m_take(m_before); }
    void redo() override { m_take(m_after); }

private:
    DraftWishes m_before;
    DraftWishes m_after;
    Taker m_take;
};

} // namespace

DraftStack::DraftStack(QObject *parent) : QObject(parent), m_stack(new QUndoStack(this)) {}

void DraftStack::setConfiguration(const ServerConfiguration &configuration)
{
    if (configuration == m_draft.configuration())
        return;
    const bool hadWishes = !(m_draft.wishes() == DraftWishes());
    m_draft.setConfiguration(configuration);
    if (hadWishes && m_draft.wishes() == DraftWishes())
        m_stack->clear();
    Q_EMIT changed();
}

void DraftStack::push(const QString &text, DraftWishes wishes)
{
    std::erase_if(wishes.rows, [](const auto &row) { return row.second == DraftWishes::OfRow(); });
    if (wishes == m_draft.wishes())
        return;
    m_stack->push(new Step(text, m_draft.wishes(), wishes, [this](const DraftWishes &taken) {
        m_draft.setWishes(taken);
        Q_EMIT changed();
    }));
}

QString DraftStack::nameOf(const std::vector<int> &keys) const
{
    const DraftRow *row = keys.size() == 1 ? m_draft.row(keys.front()) : nullptr;
    return row != nullptr ? row->line.host : tr("%n server(s)", "", int(keys.size()));
}

void DraftStack::add(const std::vector<PastedServer> &servers)
{
    const QString name =
        servers.size() == 1 ? servers.front().line.host : tr("%n server(s)", "", int(servers.size()));
    push(tr("add %1", "a server, or how many").arg(name), m_draft.withAdded(servers));
}

void DraftStack::setUsed(const std::vector<int> &keys, bool isUsed)
{
    const QString text =
        isUsed ? tr("switch %1 on", "a server, or how many") : tr("switch %1 off", "a server, or how many");
    push(text.arg(nameOf(keys)), m_draft.withUsed(keys, isUsed));
}

void DraftStack::remove(const std::vector<int> &keys)
{
    push(tr("remove %1", "a server, or how many").arg(nameOf(keys)), m_draft.withRemoved(keys));
}

void DraftStack::restore(const std::vector<int> &keys)
{
    push(tr("leave %1 as it is", "a server, or how many").arg(nameOf(keys)), m_draft.withRestored(keys));
}

void DraftStack::setLine(int key, const ServerLine &line)
{
    push(tr("change %1", "a server").arg(nameOf({key})), m_draft.withLine(key, line));
}

void DraftStack::setLines(const std::vector<std::pair<int, ServerLine>> &lines)
{
    push(tr("change %1", "a server").arg(nameOf(keysOf(lines))), m_draft.withLines(lines));
}

void DraftStack::setOnlyThese(bool onlyThese)
{
    push(onlyThese ? tr("use only these") : tr("use the others too"), m_draft.withOnlyThese(onlyThese));
}

void DraftStack::setMayLeaveNone(bool may)
{
    push(may ? tr("leave it without any server") : tr("do not leave it without any server"),
         m_draft.withMayLeaveNone(may));
}

void DraftStack::setDhcpIgnored(bool isIgnored)
{
    push(isIgnored ? tr("leave out what the network hands out") : tr("take what the network hands out"),
         m_draft.withDhcpIgnored(isIgnored));
}

void DraftStack::dropLost()
{
    push(tr("leave out what has gone"), m_draft.withoutLost());
}

void DraftStack::addLost()
{
    push(tr("add what has gone"), m_draft.withLostAdded());
}

void DraftStack::discard()
{
    push(tr("discard the changes"), {});
}

} // namespace synchroscope
