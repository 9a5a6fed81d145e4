// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/ntpdrsconf.h"

#include "core/config/configline.h"

#define TOML_HEADER_ONLY 1 // NOLINT(cppcoreguidelines-macro-usage)
#define TOML_EXCEPTIONS 0  // NOLINT(cppcoreguidelines-macro-usage)
#include <toml++/toml.h>

#include <QList>

#include <string_view>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// toml++ 3.3 asks of the letters from here to there whether they are spaces, and reaches what is never to be
// reached (is_non_ascii_horizontal_whitespace()). Beyond it asks nothing, so they go through it by this much
// higher, in a plane that is nobody's.
constexpr char32_t firstAsked = 0xA0;
constexpr char32_t lastAsked = 0xFEFF;
constexpr char32_t lift = 0xF0000;

QByteArray lifted(QByteArrayView utf8)
{
    std::u32string letters = QString::fromUtf8(utf8).toStdU32String();
    for (char32_t &letter : letters) {
        if (letter >= firstAsked && letter <= lastAsked)
            letter += lift;
    }
    return QString::fromStdU32String(letters).toUtf8();
}

/// What went through toml++, as it was.
QByteArray bytesOf(std::string_view text)
{
    std::u32string letters = QString::fromUtf8(text.data(), std::ssize(text)).toStdU32String();
    for (char32_t &letter : letters) {
        if (letter >= lift + firstAsked && letter <= lift + lastAsked)
            letter -= lift;
    }
    return QString::fromStdU32String(letters).toUtf8();
}

/// Of the first line that is no UTF-8; 0: there is none.
int lineOfBadUtf8(QByteArrayView text)
{
    const QList<QByteArray> lines = text.toByteArray().split('\n');
    int number = 0;
    for (const QByteArray &line : lines) {
        ++number;
        if (!line.isValidUtf8())
            return number;
    }
    return 0;
}

class Reader
{
public:
    explicit Reader(const QString &file) : m_file(file) {}

    NtpdRsConf read(QByteArrayView text)
    {
        m_line = lineOfBadUtf8(text);
        if (m_line > 0) {
            fail(ConfigFault::NotToml, "not UTF-8");
            return std::move(m_conf);
        }
        const QByteArray letters = lifted(text);
        const toml::parse_result document =
            toml::parse(std::string_view(letters.constData(), size_t(letters.size())));
        if (!document) {
            m_line = int(document.error().source().begin.line);
            fail(ConfigFault::NotToml, bytesOf(document.error().description()));
        } else if (const toml::array *sources = document.table()["source"].as_array()) {
            for (const toml::node &source : *sources)
                takeSource(source);
        }
        return std::move(m_conf);
    }

private:
    void fail(ConfigFault fault, QByteArrayView subject)
    {
        m_conf.problems.push_back({m_line, fault, quotedFrom(subject)});
    }

    void takeSource(const toml::node &node)
    {
        m_line = int(node.source().begin.line);
        const toml::table *source = node.as_table();
        if (source == nullptr)
            return fail(ConfigFault::ValueMalformed, "source");
        const auto text = [source](std::string_view key) {
            return bytesOf((*source)[key].value_or(std::string_view()));
        };
        const QByteArray mode = text("mode");
        if (mode == "sock" || mode == "pps")
            takeDevice(mode, text("path"));
        else if (mode == "server" || mode == "pool" || mode == "nts" || mode == "nts-pool")
            takeServer(mode, text("address"));
        else
            fail(ConfigFault::ValueMalformed, "mode");
    }

    void takeDevice(const QByteArray &mode, const QByteArray &path)
    {
        if (path.isEmpty())
            return fail(ConfigFault::ValueMalformed, "path");
        const QString device = QString::fromUtf8(path);
        m_conf.devices.push_back({.driver = QString::fromLatin1(mode).toUpper(),
                                  .parameter = device,
                                  .referenceId = device,
                                  .file = m_file,
                                  .line = m_line});
    }

    void takeServer(const QByteArray &mode, const QByteArray &address)
    {
        if (address.isEmpty())
            return fail(ConfigFault::HostMissing, "source");
        Result<HostSpec> host = parseHostSpec(QString::fromUtf8(address));
        if (!host)
            return fail(ConfigFault::HostMalformed, address);
        if (mode.startsWith("nts"))
            host.value().port = ntpPort;
        const ServerType type = mode.endsWith("pool") ? ServerType::Pool : ServerType::Server;
        m_conf.servers.push_back({*host, DaemonKind::NtpdRs, originOf(m_file, *host), type, m_file, m_line});
    }

    QString m_file;
    int m_line = 0;
    NtpdRsConf m_conf;
};

} // namespace

NtpdRsConf parseNtpdRsConf(QByteArrayView text, const QString &file)
{
    return Reader(file).read(text);
}

} // namespace synchroscope
