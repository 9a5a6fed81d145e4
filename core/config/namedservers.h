// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configurationfile.h"
#include "core/config/namedserver.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

/// Which files a daemon's configuration consists of, and the servers that they name.
namespace synchroscope {

/// The files of a machine as its daemons see them, or of a stand-in. Paths are absolute.
class ConfigFiles
{
public:
    /// A file whatever name it is reached by.
    using Id = std::pair<quint64, quint64>;

    struct File
    {
        Id id;
        QByteArray text;
        bool isCut = false; ///< there was more, and the text ends with a whole line
        Instant changedAt;
    };

    struct Failure
    {
        bool isAbsent = false;
        QString reason; ///< the system's
    };

    virtual ~ConfigFiles();

    virtual std::variant<File, Failure> read(const QString &path) = 0;
    /// The names in a folder, in any order. A file in its place is not absence.
    virtual std::variant<QStringList, Failure> list(const QString &folder) = 0;
    /// The paths that match a pattern of glob(7), sorted as in the C locale; none is no failure.
    virtual std::variant<QStringList, Failure> match(const QString &pattern) = 0;
    /// Whether something of that name is there, even a link that leads nowhere, or what nobody lets us see.
    virtual bool exists(const QString &path) = 0;
    /// Absent: it is no folder.
    virtual std::optional<Instant> folderChangedAt(const QString &path) = 0;
};

/// What a file is to its daemon.
enum class ConfigPart : quint8 {
    Main,
    Included, ///< by another file, or because of the folder that it is in
    Sources,  ///< chrony's *.sources: only they are read again while it runs
    Defaults, ///< of the script that starts it: ntpsecDefaults
};

/// What Debian's hook for DHCP makes of NTPsec's main file: where it is there NTPsec runs from it, unless
/// ntpsecDefaults says IGNORE_DHCP=yes.
inline constexpr QLatin1StringView ntpsecDhcpCopy("/run/ntpsec/ntp.conf.dhcp");
inline constexpr QLatin1StringView ntpsecDefaults("/etc/default/ntpsec");

/// Whether a daemon reads that main file without being told to, or by what distributions start it with.
bool isUsualMainFile(DaemonKind daemon, const QString &path);

/// A file as it stands.
struct ConfigText
{
    QString path;
    ConfigPart part = ConfigPart::Main;
    QByteArray text;

    friend bool operator==(const ConfigText &, const ConfigText &) = default;
};

/// What configuration files of time daemons say. The same server named in two places is there twice, each
/// with its place.
struct NamedServers
{
    std::vector<NamedServer> servers; ///< per daemon in the order in which it reads them
    std::vector<NamedDevice> devices; ///< reference clocks, in that order
    /// All that were read, or could not be, in that order, each folder of them before its files.
    std::vector<ConfigurationFile> files;
    std::vector<Error> problems; ///< FileUnreadable and FileMalformed; everything else was read
    /// Of chrony: where it takes commands, 0 for nowhere; absent if the last cmdport is no port, or none was
    /// read.
    std::optional<quint16> commandPort;
    /// Of chrony: the addresses at which it does so; of a family that is missing here, loopback.
    QStringList commandAddresses;
    /// Of those of `files` that were read whole: what stands in them.
    std::vector<ConfigText> texts;
    /// Of chrony: the folders of each sourcedir; of two files with one name the first folder's counts.
    QList<QStringList> sourceFolders;
};

/// Reads:
/// - chrony: /etc/chrony/chrony.conf and /etc/chrony.conf with their confdir, sourcedir and include, and
/// /run/chrony-dhcp
///   even where no sourcedir names it;
/// - systemd-timesyncd: its main file, its drop-ins, and the commented defaults of the main file;
/// - NTPsec: /etc/ntpsec/ntp.conf with ntp.d beside it and includefile, ntpsecDefaults, and ntpsecDhcpCopy
///   unless it is ignored; classic ntpd: /etc/ntp.conf;
/// - ntpd-rs: /etc/ntpd-rs/ntp.toml;
/// - OpenNTPD: /etc/openntpd/ntpd.conf, else /etc/ntpd.conf.
///
/// A file that does not exist is no problem unless another file names it. Of its problems the first ten are
/// told; a file that is reached again is not read again.
NamedServers collectNamedServers(ConfigFiles &files);

/// The same for one kind of daemon; with `mainFile`, for a daemon that was told to read that one instead of
/// its usual file. NTPsec's ntpsecDhcpCopy is one of its usual files.
NamedServers collectNamedServers(ConfigFiles &files, DaemonKind kind, const QString &mainFile = {});

} // namespace synchroscope
