// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/changeplan.h"

#include "core/config/configdocument.h"
#include "core/config/configline.h"
#include "core/config/ntpsecdefaults.h"
#include "core/config/timesyncdedit.h"

#include <algorithm>
#include <map>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

using Verb = ServerEdit::Verb;

constexpr QByteArrayView ownHeading = "# Written by Synchroscope. Lines may be edited here as well.";
// Where Debian's and Fedora's chrony look for such files, or are told to by us.
const QString usualSourceFolder = u"/etc/chrony/sources.d"_s;
// Behind most others, for an empty NTP= takes back only what was read before it.
const QString ownTimesyncdFile = u"/etc/systemd/timesyncd.conf.d/90-synchroscope.conf"_s;
// Of chrony, where maxsources does not say otherwise; ntpd takes about as many.
constexpr int sourcesOfPool = 4;

QByteArray without(const QByteArray &line, QByteArrayView beginning)
{
    return line.startsWith(beginning) ? line.sliced(beginning.size()) : line;
}

/// A line that a person wants in the list, understood.
struct WantedLine
{
    QByteArray text; ///< as it goes into a file
    ListedServer server;
};

/// The same server asked in the same way.
bool areSame(const ListedServer &a, const ListedServer &b)
{
    return a.type == b.type && a.host.canonical() == b.host.canonical() &&
           std::equal(a.options.begin(), a.options.end(), b.options.begin(), b.options.end(),
                      [](const QString &one, const QString &other) {
                          return one.compare(other, Qt::CaseInsensitive) == 0;
                      });
}

class Planner
{
public:
    Planner(DaemonKind daemon, const NamedServers &configuration, const ServerEdits &edits)
        : m_daemon(daemon)
        , m_configuration(configuration)
        , m_edits(edits)
        , m_servers(listServers(daemon, configuration))
    {}

    std::variant<ChangePlan, PlanFault> plan()
    {
        if (m_daemon == DaemonKind::NtpdRs || m_daemon == DaemonKind::OpenNtpd)
            return PlanFault{
                .kind = PlanFault::Kind::NotEditable, .subject = {}, .candidates = {}, .line = {}};
        for (const ServerEdit &edit : m_edits.edits) {
            take(edit);
            if (m_fault)
                return *m_fault;
        }
        finishTimesyncdLines();
        collectChanges();
        judge();
        if (m_fault)
            return *m_fault;
        m_plan.unit = unit();
        m_plan.digest = digestOf(m_plan.changes);
        return std::move(m_plan);
    }

private:
    /// A file that is being changed.
    struct Touched
    {
        QString path;
        std::optional<QByteArray> before;
        ConfigDocument document;
        ConfigPart part = ConfigPart::Main;
        bool hasAdditions = false;
    };

    void fail(PlanFault::Kind kind, const QString &subject, const QStringList &candidates = {})
    {
        if (!m_fault)
            m_fault = PlanFault{.kind = kind, .subject = subject, .candidates = candidates, .line = {}};
    }

    void warn(const PlanWarning &warning)
    {
        if (std::ranges::find(m_plan.warnings, warning) == m_plan.warnings.end())
            m_plan.warnings.push_back(warning);
    }

    // --- What is wanted ---

    void take(const ServerEdit &edit)
    {
        if (edit.verb == Verb::Add || edit.verb == Verb::Only) {
            const std::vector<WantedLine> wanted = wantedLines(edit.lines);
            if (m_fault)
                return;
            if (edit.verb == Verb::Only)
                switchOffOthers(wanted);
            addMissing(wanted, edit.verb == Verb::Add);
            return;
        }
        if (edit.verb == Verb::IgnoreDhcp)
            return ignoreNetwork();
        const ListedServer *server = find(edit.target);
        if (server == nullptr)
            return;
        switch (edit.verb) {
        case Verb::Remove:
            return remove(*server);
        case Verb::Disable:
            return disable(*server);
        case Verb::Enable:
            return enable(*server);
        case Verb::Set: {
            const std::vector<WantedLine> wanted = wantedLines(edit.lines);
            if (!m_fault && wanted.size() != 1)
                fail(PlanFault::Kind::NotOneServer, edit.lines.join(u' '));
            return m_fault ? void() : set(*server, wanted.front());
        }
        case Verb::Add:
        case Verb::Only:
        case Verb::IgnoreDhcp:
            break;
        }
    }

    void ignoreNetwork()
    {
        if (m_daemon != DaemonKind::Ntpsec)
            return fail(PlanFault::Kind::NotEditable, {});
        m_ignoresNetwork = true;
        if (Touched *defaults = touch(ntpsecDefaults, ConfigPart::Defaults))
            ignoreDhcp(defaults->document);
    }

    const ListedServer *find(const QString &target)
    {
        std::vector<const ListedServer *> found;
        for (const ListedServer &server : m_servers) {
            if (server.id == target)
                found = {&server};
            if (server.id == target)
                break;
            if (server.host.typed.compare(target, Qt::CaseInsensitive) == 0 || server.host.host == target)
                found.push_back(&server);
        }
        QStringList candidates;
        for (const ListedServer *server : found)
            candidates.append(server->id);
        if (found.empty())
            fail(PlanFault::Kind::NoSuchServer, target);
        else if (found.size() > 1)
            fail(PlanFault::Kind::Ambiguous, target, candidates);
        else if (!found.front()->isEditable)
            fail(PlanFault::Kind::OthersFile, found.front()->file, candidates);
        return m_fault ? nullptr : found.front();
    }

    std::vector<WantedLine> wantedLines(const QStringList &lines)
    {
        std::vector<WantedLine> wanted;
        for (const QString &line : lines) {
            std::vector<WantedLine> parsed =
                m_daemon == DaemonKind::Timesyncd ? timesyncdLine(line) : daemonsLine(line);
            for (WantedLine &each : parsed) {
                const bool isTwice = std::ranges::any_of(
                    wanted, [&each](const WantedLine &other) { return areSame(other.server, each.server); });
                if (!isTwice)
                    wanted.push_back(std::move(each));
            }
        }
        return wanted;
    }

    std::vector<WantedLine> daemonsLine(const QString &line)
    {
        const QByteArray text = strippedOf(line.toUtf8()).toByteArray();
        if (text.contains('\n') || text.contains('\r'))
            return fail(PlanFault::Kind::NotOneServer, quotedFrom(text)), std::vector<WantedLine>();
        const auto parsed = parseServerLine(m_daemon, text);
        const ServerLine *words = std::get_if<ServerLine>(&parsed);
        if (words != nullptr && isRefused(text, *words))
            return {};
        NamedServers single;
        single.texts = {{.path = u"/etc/line"_s, .part = ConfigPart::Sources, .text = text + '\n'}};
        const std::vector<ListedServer> servers = listServers(m_daemon, single);
        if (words != nullptr && servers.size() == 1 && servers.front().isEnabled)
            return {{.text = text, .server = servers.front()}};
        fail(PlanFault::Kind::NotOneServer, quotedFrom(text));
        return {};
    }

    /// Whether the daemon would not start with it, or not use it. What else is odd is a warning.
    bool isRefused(const QByteArray &text, const ServerLine &line)
    {
        for (const OptionFault &fault : checkServerLine(m_daemon, line, m_edits.version)) {
            if (fault.weight == OptionFault::Weight::Advice) {
                warn({.kind = PlanWarning::Kind::LineDoubtful, .subject = quotedFrom(text), .line = fault});
                continue;
            }
            fail(PlanFault::Kind::LineRefused, quotedFrom(text));
            m_fault->line = fault;
            return true;
        }
        return false;
    }

    std::vector<WantedLine> timesyncdLine(const QString &line)
    {
        const Result<QStringList> names = timesyncdNames(line);
        if (!names)
            return fail(PlanFault::Kind::NotOneServer, quotedFrom(line.toUtf8())), std::vector<WantedLine>();
        std::vector<WantedLine> wanted;
        for (const QString &name : *names) {
            ListedServer server;
            server.host = *hostFromWord(name.toUtf8());
            wanted.push_back({.text = "NTP=" + name.toUtf8(), .server = server});
        }
        return wanted;
    }

    // --- What becomes of lines ---

    void addMissing(const std::vector<WantedLine> &wanted, bool tellsOfTwins)
    {
        for (const WantedLine &line : wanted) {
            const bool isThere = std::ranges::any_of(m_servers, [&](const ListedServer &server) {
                return server.isInForce && !server.isFallback && server.isEditable &&
                       areSame(server, line.server) && !isTakenBack(server);
            });
            if (!isThere)
                add(line);
            else if (tellsOfTwins)
                warn({.kind = PlanWarning::Kind::AlreadyThere, .subject = QString::fromUtf8(line.text)});
        }
    }

    void add(const WantedLine &line)
    {
        const bool hasOwnFile = m_daemon == DaemonKind::Chrony || m_daemon == DaemonKind::Timesyncd;
        if (hasOwnFile && !m_edits.isInPlace)
            return addToOwnFile(line.text);
        Touched *resetting = m_daemon == DaemonKind::Timesyncd ? touchResetting(false) : nullptr;
        Touched *main = resetting != nullptr ? resetting : touchMain();
        if (main == nullptr)
            return;
        if (m_daemon == DaemonKind::Timesyncd)
            return addTo(*main, line.text);
        main->hasAdditions = true;
        // Behind the servers that are there; chronyd and ntpd read lines in any order.
        int last = main->document.lineCount();
        int found = 0;
        for (const ListedServer &server : m_servers)
            found = server.file == main->path ? std::max(found, server.line) : found;
        main->document.insertAfter(found > 0 ? found : last, line.text);
    }

    void addToOwnFile(const QByteArray &line)
    {
        Touched *resetting = m_daemon == DaemonKind::Timesyncd ? touchResetting(true) : nullptr;
        Touched *own = resetting != nullptr ? resetting : touchOwnFile();
        if (own != nullptr)
            addTo(*own, line);
    }

    void addTo(Touched &file, const QByteArray &line)
    {
        file.hasAdditions = true;
        if (m_daemon == DaemonKind::Timesyncd)
            insertIntoTimeSection(file.document, file.before.value_or(QByteArray()), line);
        else
            file.document.append(line);
    }

    /// The last drop-in, or the last one behind our own, whose empty NTP= drops what is named before it: only
    /// there a server comes into force.
    Touched *touchResetting(bool isBehindOwn)
    {
        QString path;
        for (const ConfigText &text : m_configuration.texts) {
            const bool counts = isBehindOwn ? isBehindOwnFile(text.path) : text.part != ConfigPart::Main;
            if (counts && text.path.startsWith("/etc/"_L1) && dropsEarlierServers(text.text))
                path = text.path;
        }
        return path.isEmpty() ? nullptr : touch(path, ConfigPart::Included);
    }

    Touched *touchOwnFile()
    {
        const bool isTimesyncd = m_daemon == DaemonKind::Timesyncd;
        const QString path = isTimesyncd ? ownTimesyncdFile : ownSourcesFile();
        Touched *own =
            m_fault ? nullptr : touch(path, isTimesyncd ? ConfigPart::Included : ConfigPart::Sources);
        if (own != nullptr && !own->before && own->document.text().isEmpty())
            own->document.append(ownHeading.toByteArray());
        return own;
    }

    /// In a folder of the administrator's that chronyd looks into, or will after this change.
    QString ownSourcesFile()
    {
        for (const QStringList &folders : m_configuration.sourceFolders) {
            for (const QString &folder : folders) {
                if (folder.startsWith("/etc/"_L1))
                    return folder + "/synchroscope.sources"_L1;
            }
        }
        Touched *main = touchMain();
        if (main != nullptr && !m_namesSourceFolder) {
            m_namesSourceFolder = true;
            main->hasAdditions = true;
            main->document.append("sourcedir " + usualSourceFolder.toUtf8());
        }
        return usualSourceFolder + "/synchroscope.sources"_L1;
    }

    void switchOffOthers(const std::vector<WantedLine> &wanted)
    {
        if (m_daemon == DaemonKind::Timesyncd && !m_edits.isInPlace)
            return takeBackOthers(wanted);
        for (const ListedServer &server : m_servers) {
            if (server.isEnabled && server.isEditable && !server.isFallback && !isWanted(server, wanted))
                disable(server);
        }
    }

    /// An empty NTP= in our own file drops what was read before it; what comes later is switched off.
    void takeBackOthers(const std::vector<WantedLine> &wanted)
    {
        bool isNeeded = false;
        bool isBehind = false;
        for (const ListedServer &server : m_servers) {
            isBehind = isBehind || isBehindOwnFile(server.file);
            if (!server.isEnabled || server.isFallback)
                continue;
            if (server.isOwn || isBehind) {
                if (server.isEditable && !isWanted(server, wanted))
                    disable(server);
            } else {
                isNeeded = isNeeded || server.isInForce;
            }
        }
        if (!isNeeded)
            return;
        if (Touched *own = touchOwnFile()) {
            own->hasAdditions = true;
            insertReset(own->document, own->before.value_or(QByteArray()));
            m_takesBack = true;
        }
    }

    /// By the empty NTP= of our own file.
    bool isTakenBack(const ListedServer &server) const
    {
        return m_takesBack && !server.isOwn && !isBehindOwnFile(server.file);
    }

    static bool isBehindOwnFile(const QString &file)
    {
        const QString name = file.section(u'/', -1);
        return file.contains("/timesyncd.conf.d/"_L1) && name > ownTimesyncdFile.section(u'/', -1);
    }

    static bool isWanted(const ListedServer &server, const std::vector<WantedLine> &wanted)
    {
        return std::ranges::any_of(
            wanted, [&server](const WantedLine &line) { return areSame(line.server, server); });
    }

    void remove(const ListedServer &server)
    {
        if (m_daemon == DaemonKind::Timesyncd)
            editTimesyncdLine(server, TimesyncdWordEdit::Kind::Remove);
        else if (Touched *file = touchFileOf(server))
            file->document.removeLine(server.line);
    }

    void disable(const ListedServer &server)
    {
        if (!server.isEnabled)
            return;
        if (m_daemon == DaemonKind::Timesyncd)
            editTimesyncdLine(server, TimesyncdWordEdit::Kind::SwitchOff);
        else if (Touched *file = touchFileOf(server))
            file->document.setLine(server.line,
                                   switchedOffMark.toByteArray() + file->document.line(server.line));
    }

    void enable(const ListedServer &server)
    {
        if (server.isEnabled)
            return;
        if (m_daemon == DaemonKind::Timesyncd) {
            editTimesyncdLine(server, TimesyncdWordEdit::Kind::SwitchOn);
        } else if (Touched *file = touchFileOf(server)) {
            file->hasAdditions = true;
            file->document.setLine(server.line, without(file->document.line(server.line), switchedOffMark));
        }
    }

    void set(const ListedServer &server, const WantedLine &wanted)
    {
        if (m_daemon == DaemonKind::Timesyncd) {
            editTimesyncdLine(server, TimesyncdWordEdit::Kind::Replace, wanted.server.host.typed);
        } else if (Touched *file = touchFileOf(server)) {
            const QByteArray off = server.isEnabled ? QByteArray() : switchedOffMark.toByteArray();
            file->document.setLine(server.line, off + wanted.text);
        }
    }

    void editTimesyncdLine(const ListedServer &server, TimesyncdWordEdit::Kind kind, const QString &name = {})
    {
        if (touchFileOf(server) == nullptr)
            return;
        std::vector<TimesyncdWordEdit> &edits = m_words[{server.file, server.line}];
        QString word = server.host.typed;
        for (const TimesyncdWordEdit &earlier : edits) {
            if (earlier.kind == TimesyncdWordEdit::Kind::Replace && earlier.word == word)
                word = earlier.replacement;
        }
        edits.push_back({.kind = kind, .word = word, .replacement = name});
    }

    void finishTimesyncdLines()
    {
        for (const auto &[place, edits] : m_words)
            applyWordEdits(m_touched.at(place.first).document, place.second, edits);
    }

    // --- Files ---

    Touched *touchFileOf(const ListedServer &server)
    {
        const auto text = std::ranges::find(m_configuration.texts, server.file, &ConfigText::path);
        return touch(server.file, text == m_configuration.texts.end() ? ConfigPart::Main : text->part);
    }

    Touched *touchMain()
    {
        const auto main = std::ranges::find_if(m_configuration.texts, [](const ConfigText &text) {
            return text.part == ConfigPart::Main && text.path.startsWith("/etc/"_L1);
        });
        if (main == m_configuration.texts.end()) {
            fail(PlanFault::Kind::NoConfiguration, usualMainFile());
            return nullptr;
        }
        return touch(main->path, ConfigPart::Main);
    }

    QString usualMainFile() const
    {
        switch (m_daemon) {
        case DaemonKind::Timesyncd:
            return u"/etc/systemd/timesyncd.conf"_s;
        case DaemonKind::Ntpsec:
            return u"/etc/ntpsec/ntp.conf"_s;
        case DaemonKind::Ntpd:
            return u"/etc/ntp.conf"_s;
        case DaemonKind::Chrony:
        case DaemonKind::NtpdRs:
        case DaemonKind::OpenNtpd:
            break;
        }
        return u"/etc/chrony/chrony.conf"_s;
    }

    QString unit() const
    {
        switch (m_daemon) {
        case DaemonKind::Timesyncd:
            return u"systemd-timesyncd.service"_s;
        case DaemonKind::Ntpsec:
            return u"ntpsec.service"_s;
        case DaemonKind::Ntpd:
            return u"ntp.service"_s;
        case DaemonKind::Chrony:
        case DaemonKind::NtpdRs:
        case DaemonKind::OpenNtpd:
            break;
        }
        // Debian and its relatives have a folder for chrony's files; others call the unit by the program.
        const bool isDebians = std::ranges::find(m_configuration.texts, u"/etc/chrony/chrony.conf"_s,
                                                 &ConfigText::path) != m_configuration.texts.end();
        return isDebians ? u"chrony.service"_s : u"chronyd.service"_s;
    }

    Touched *touch(const QString &path, ConfigPart part)
    {
        const auto known = m_touched.find(path);
        if (known != m_touched.end())
            return &known->second;
        const auto text = std::ranges::find(m_configuration.texts, path, &ConfigText::path);
        const bool isThere = text != m_configuration.texts.end();
        if (!isThere && std::ranges::find(m_configuration.files, path, &ConfigurationFile::path) !=
                            m_configuration.files.end()) {
            fail(PlanFault::Kind::NotWhole, path);
            return nullptr;
        }
        Touched touched{.path = path,
                        .before = isThere ? std::optional(text->text) : std::nullopt,
                        .document = ConfigDocument(isThere ? text->text : QByteArray()),
                        .part = part,
                        .hasAdditions = false};
        m_order.append(path);
        return &m_touched.emplace(path, std::move(touched)).first->second;
    }

    void collectChanges()
    {
        for (const bool areAdditions : {true, false}) {
            for (const QString &path : std::as_const(m_order)) {
                const Touched &touched = m_touched.at(path);
                const QByteArray after = touched.document.text();
                if (touched.hasAdditions != areAdditions || touched.before.value_or(QByteArray()) == after)
                    continue;
                m_plan.changes.push_back({.path = path, .before = touched.before, .after = after});
                const bool isRead = touched.part == ConfigPart::Sources;
                m_plan.effect =
                    std::max(m_plan.effect, isRead ? ChangeEffect::Reload : ChangeEffect::Restart);
            }
        }
    }

    // --- What it comes to ---

    std::vector<ListedServer> listAfterwards() const
    {
        NamedServers afterwards = m_configuration;
        for (const FileChange &change : m_plan.changes) {
            const auto text = std::ranges::find(afterwards.texts, change.path, &ConfigText::path);
            if (text != afterwards.texts.end())
                text->text = *change.after;
            else
                afterwards.texts.push_back(
                    {.path = change.path, .part = m_touched.at(change.path).part, .text = *change.after});
        }
        if (m_ignoresNetwork)
            std::erase_if(afterwards.texts,
                          [](const ConfigText &text) { return text.path.startsWith("/run/"_L1); });
        if (m_daemon == DaemonKind::Timesyncd)
            sortDropIns(afterwards.texts);
        return listServers(m_daemon, afterwards);
    }

    /// The main file first, then the others by their names.
    static void sortDropIns(std::vector<ConfigText> &texts)
    {
        std::ranges::stable_sort(texts, [](const ConfigText &a, const ConfigText &b) {
            if (a.part != b.part)
                return a.part < b.part;
            return a.part != ConfigPart::Main && a.path.section(u'/', -1) < b.path.section(u'/', -1);
        });
    }

    void judge()
    {
        std::vector<ListedServer> afterwards = listAfterwards();
        m_plan.servers = afterwards;
        const auto copy = std::ranges::find_if(m_configuration.texts, [this](const ConfigText &text) {
            return m_daemon == DaemonKind::Ntpsec && text.path.startsWith("/run/"_L1);
        });
        if (copy != m_configuration.texts.end() && !m_ignoresNetwork)
            warn({.kind = PlanWarning::Kind::CopiedByDhcp, .subject = {}, .file = copy->path});
        std::erase_if(afterwards, [](const ListedServer &server) { return !server.isInForce; });
        warnOfThoseThatStay(afterwards);
        const bool hadAny = std::ranges::any_of(m_servers, &ListedServer::isInForce);
        if (afterwards.empty() && hadAny) {
            if (!m_edits.mayLeaveNone)
                fail(PlanFault::Kind::LeavesNone, {});
            warn({.kind = PlanWarning::Kind::NoneLeft, .subject = {}});
        }
        // timesyncd asks one at a time.
        const int sources = effectiveSources(afterwards);
        if (m_daemon != DaemonKind::Timesyncd && sources > 0 && sources < 3)
            warn({.kind = PlanWarning::Kind::TooFewToOutvote, .subject = {}, .file = {}, .count = sources});
    }

    void warnOfThoseThatStay(const std::vector<ListedServer> &afterwards)
    {
        for (const ServerEdit &edit : m_edits.edits) {
            if (edit.verb != Verb::Only)
                continue;
            const std::vector<WantedLine> wanted = wantedLines(edit.lines);
            for (const ListedServer &server : afterwards) {
                if (!server.isEditable && !isWanted(server, wanted))
                    warn({.kind = PlanWarning::Kind::StaysInForce,
                          .subject = server.host.label(),
                          .file = server.file});
            }
        }
    }

    DaemonKind m_daemon;
    const NamedServers &m_configuration;
    const ServerEdits &m_edits;
    const std::vector<ListedServer> m_servers;
    std::map<QString, Touched> m_touched;
    QStringList m_order; ///< in which they were touched
    std::map<std::pair<QString, int>, std::vector<TimesyncdWordEdit>> m_words;
    bool m_takesBack = false;
    bool m_ignoresNetwork = false;
    bool m_namesSourceFolder = false; ///< by a line that was added
    std::optional<PlanFault> m_fault;
    ChangePlan m_plan;
};

} // namespace

std::variant<ChangePlan, PlanFault> planChanges(DaemonKind daemon, const NamedServers &configuration,
                                                const ServerEdits &edits)
{
    return Planner(daemon, configuration, edits).plan();
}

int effectiveSources(const std::vector<ListedServer> &servers)
{
    int count = 0;
    for (const ListedServer &server : servers) {
        if (!server.isInForce)
            continue;
        if (server.type != ServerType::Pool) {
            ++count;
            continue;
        }
        const auto option = std::ranges::find_if(server.options, [](const QString &word) {
            return word.compare("maxsources"_L1, Qt::CaseInsensitive) == 0;
        });
        const int most = server.options.value(option - server.options.begin() + 1).toInt();
        count += most > 0 ? most : sourcesOfPool;
    }
    return count;
}

} // namespace synchroscope
