// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/blanked.h"

#include "core/config/hostspec.h"
#include "core/diagnosis/archivetypes.h"
#include "core/diagnosis/blankednames.h"
#include "core/diagnosis/factsdescription.h"

#include <QRegularExpression>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// One may look like an address.
bool isVersion(const QString &text)
{
    static const QRegularExpression version(uR"(^\d+(?:\.\d+){1,3}[\w.~-]*$)"_s);
    return version.match(text).hasMatch();
}

/// Goes through facts and blanks every text in them.
class Blanker
{
public:
    explicit Blanker(BlankedNames &names) : m_names(names) {}

    template <typename T>
    void operator()(const char *name, T &value)
    {
        if constexpr (std::is_same_v<T, QString>) {
            const QLatin1StringView member(name);
            if (member == "refid"_L1)
                value = m_names.referenceId(value);
            else if (member != "version"_L1 || !isVersion(value))
                value = m_names.text(value);
        } else {
            visit(value);
        }
    }

private:
    template <typename T>
    void visit(T &value)
    {
        if constexpr (isOptional<T>) {
            if (value)
                visit(*value);
        } else if constexpr (std::is_same_v<T, QString>) {
            value = m_names.text(value);
        } else if constexpr (isMap<T>) {
            T blanked;
            for (auto &[key, item] : value) {
                visit(item);
                blanked.emplace(m_names.text(key), std::move(item));
            }
            value = std::move(blanked);
        } else if constexpr (isList<T>) {
            for (auto &item : value)
                visit(item);
        } else if constexpr (std::is_same_v<T, std::shared_ptr<const NamedServers>>) {
            NamedServers files = *value;
            visit(files);
            value = std::make_shared<const NamedServers>(std::move(files));
        } else if constexpr (std::is_class_v<T> &&
                             requires(Blanker & blanker) { describe(blanker, value); }) {
            visitMembers(value);
        }
    }

    template <typename T>
    void visitMembers(T &value)
    {
        describe(*this, value);
    }

    void visitMembers(HostSpec &host)
    {
        m_names.learnHost(host.host);
        m_names.learnHost(host.typed);
        const bool isTypedSo = host.typed == host.host;
        host.host = m_names.host(host.host);
        host.typed = isTypedSo ? host.host : m_names.host(host.typed);
    }

    void visitMembers(ServerMeasurement &server)
    {
        const QString label = server.label;
        const bool isOwn = label != server.host.label() && label != server.host.shortText();
        // One that is asked by its address may be called as its daemon calls it.
        std::optional<HostSpec> other;
        if (const Result<HostSpec> read = parseHostSpec(label);
            isOwn && read && m_names.isKnownHost(read->host))
            other = *read;
        if (isOwn && !other)
            m_names.learnLabel(label);
        describe(*this, server);
        if (other)
            visitMembers(*other);
        server.label = other ? other->shortText() : isOwn ? m_names.label(label) : server.host.label();
    }

    void visitMembers(DaemonSource &source)
    {
        // A host may be called like it.
        constexpr qsizetype longestReferenceId = 4;
        const QString name = source.name;
        const bool isDevice = source.mode == SourceMode::ReferenceClock;
        if (!isDevice)
            m_names.learnHost(name);
        describe(*this, source);
        if (isDevice && name.size() <= longestReferenceId)
            source.name = name;
    }

    void visitMembers(Sample &sample)
    {
        sample.referenceId = m_names.referenceId(sample.referenceId, sample.stratum);
    }

    void visitMembers(ConfigText &file)
    {
        file.path = m_names.text(file.path);
        file.text = m_names.configuration(file.text);
    }

    BlankedNames &m_names;
};

/// Of those what it is about is a server's name, or the user's name for one.
bool isAboutServer(Event::Kind kind)
{
    switch (kind) {
    case Event::Kind::Followed:
    case Event::Kind::Outvoted:
    case Event::Kind::Believed:
    case Event::Kind::AnswersLost:
    case Event::Kind::AnswersRegained:
    case Event::Kind::LeapAnnounced:
        return true;
    default:
        return false;
    }
}

} // namespace

Blanking::Blanking(const DiagnosisFacts &facts, const QString &hostName)
    : m_names(std::make_unique<BlankedNames>())
{
    m_names->learnComputer(hostName);
    Blanker blanker(*m_names);
    // Once to learn all names: a text may stand before the server that it speaks of.
    DiagnosisFacts seen = facts;
    // Hosts before labels, for some of these are hosts.
    blanker("machine", seen.machine);
    blanker("configurations", seen.configurations);
    seen = facts;
    describe(blanker, seen);
    m_names->restart();
    m_facts = facts;
    describe(blanker, m_facts);
}

Blanking::~Blanking() = default;

const DiagnosisFacts &Blanking::facts() const
{
    return m_facts;
}

QString Blanking::blanked(const QString &text)
{
    return m_names->text(text);
}

// Of thirty days: many that the facts do not know any more.
void Blanking::learnServer(const QString &name, bool isOfDaemon)
{
    // "PHC0", "NMEA(0)"
    static const QRegularExpression device(uR"(^[A-Z][A-Z0-9]{0,3}$|^[A-Z][A-Z0-9_]*\(\d+\)$)"_s);
    if (name.isEmpty() || (isOfDaemon && device.match(name).hasMatch()))
        return;
    const bool isOneWord = std::ranges::none_of(name, [](QChar letter) { return letter.isSpace(); });
    const bool isPublic = isOneWord && m_names->host(name) == name;
    if (isPublic)
        return;
    if (isOneWord)
        m_names->learnHost(name);
    if (!isOneWord || m_names->text(name) == name)
        m_names->learnLabel(name);
}

Event Blanking::blanked(Event event)
{
    if (isAboutServer(event.kind)) {
        learnServer(event.subject, event.daemon.has_value());
        learnServer(event.from, event.daemon.has_value());
    }
    event.subject = m_names->text(event.subject);
    event.from = m_names->text(event.from);
    return event;
}

DiagnosisFacts blanked(const DiagnosisFacts &facts, const QString &hostName)
{
    return Blanking(facts, hostName).facts();
}

} // namespace synchroscope
