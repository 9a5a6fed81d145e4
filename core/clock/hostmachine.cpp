// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/hostmachine.h"

#include "core/clock/smallfile.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

using Kind = HostMachine::Kind;

/// What a file of the firmware's names says, and what that means.
struct FirmwareName
{
    QLatin1StringView file; ///< under /sys/class/dmi/id
    QLatin1StringView start;
    QLatin1StringView name;
};

constexpr std::array clouds{
    FirmwareName{"sys_vendor"_L1, "Amazon EC2"_L1, "Amazon EC2"_L1},
    FirmwareName{"bios_version"_L1, "amazon"_L1, "Amazon EC2"_L1},
    FirmwareName{"product_name"_L1, "Google Compute Engine"_L1, "Google Compute Engine"_L1},
    // The tag is Microsoft's for Azure; Hyper-V elsewhere has another one.
    FirmwareName{"chassis_asset_tag"_L1, "7783-7084-3265-9085-8269-3286-77"_L1, "Microsoft Azure"_L1},
    FirmwareName{"chassis_asset_tag"_L1, "OracleCloud.com"_L1, "Oracle Cloud"_L1},
    FirmwareName{"sys_vendor"_L1, "Alibaba Cloud"_L1, "Alibaba Cloud"_L1},
    FirmwareName{"sys_vendor"_L1, "DigitalOcean"_L1, "DigitalOcean"_L1},
    FirmwareName{"sys_vendor"_L1, "Hetzner"_L1, "Hetzner Cloud"_L1},
    FirmwareName{"sys_vendor"_L1, "Scaleway"_L1, "Scaleway"_L1},
    FirmwareName{"sys_vendor"_L1, "Vultr"_L1, "Vultr"_L1},
    FirmwareName{"sys_vendor"_L1, "Linode"_L1, "Linode"_L1},
    FirmwareName{"sys_vendor"_L1, "UpCloud"_L1, "UpCloud"_L1},
    FirmwareName{"product_name"_L1, "OpenStack"_L1, "OpenStack"_L1},
};

constexpr std::array hypervisors{
    FirmwareName{"product_name"_L1, "KVM"_L1, "KVM"_L1},
    FirmwareName{"sys_vendor"_L1, "Amazon EC2"_L1, "KVM"_L1},
    FirmwareName{"sys_vendor"_L1, "Google"_L1, "KVM"_L1},
    FirmwareName{"sys_vendor"_L1, "QEMU"_L1, "QEMU"_L1},
    FirmwareName{"sys_vendor"_L1, "VMware"_L1, "VMware"_L1},
    FirmwareName{"sys_vendor"_L1, "innotek GmbH"_L1, "VirtualBox"_L1},
    FirmwareName{"product_name"_L1, "VirtualBox"_L1, "VirtualBox"_L1},
    FirmwareName{"product_name"_L1, "Virtual Machine"_L1, "Hyper-V"_L1},
    FirmwareName{"sys_vendor"_L1, "Xen"_L1, "Xen"_L1},
    FirmwareName{"sys_vendor"_L1, "Parallels"_L1, "Parallels"_L1},
    FirmwareName{"product_name"_L1, "Apple Virtualization"_L1, "Apple Virtualization"_L1},
    FirmwareName{"product_name"_L1, "BHYVE"_L1, "bhyve"_L1},
};

/// What is written in /run/systemd/container, and how it calls itself.
struct ContainerName
{
    QLatin1StringView id;
    QLatin1StringView name;
};
constexpr std::array containers{
    ContainerName{"docker"_L1, "Docker"_L1},
    ContainerName{"podman"_L1, "Podman"_L1},
    ContainerName{"lxc"_L1, "LXC"_L1},
    ContainerName{"lxc-libvirt"_L1, "LXC"_L1},
    ContainerName{"systemd-nspawn"_L1, "systemd-nspawn"_L1},
    ContainerName{"oci"_L1, ""_L1},
};

class Reader
{
public:
    explicit Reader(const QString &root) : m_root(root) {}

    HostMachine read() const
    {
        HostMachine machine;
        machine.cloud = nameIn(clouds);
        const QString release = text(u"/proc/sys/kernel/osrelease"_s);
        if (release.contains("microsoft"_L1, Qt::CaseInsensitive)) {
            machine.kind = Kind::Wsl;
            machine.name = release.contains("WSL2"_L1) ? u"WSL 2"_s : u"WSL"_s;
        } else if (const std::optional<QString> container = containerName()) {
            machine.kind = Kind::Container;
            machine.name = *container;
        } else if (const std::optional<QString> hypervisor = hypervisorName()) {
            machine.kind = Kind::VirtualMachine;
            machine.name = *hypervisor;
        }
        return machine;
    }

private:
    bool exists(const QString &path) const { return QFileInfo::exists(m_root + path); }

    QString text(const QString &path) const
    {
        return QString::fromUtf8(readSmallFile(m_root + path).value_or(QByteArray())).trimmed();
    }

    template <size_t size>
    QString nameIn(const std::array<FirmwareName, size> &names) const
    {
        const auto found = std::ranges::find_if(names, [this](const FirmwareName &known) {
            return text("/sys/class/dmi/id/"_L1 + known.file).startsWith(known.start);
        });
        return found == names.end() ? QString() : QString(found->name);
    }

    /// Absent: this is no container. Empty: of which kind is not known.
    std::optional<QString> containerName() const
    {
        const QString id = text(u"/run/systemd/container"_s);
        const auto known = std::ranges::find(containers, id, &ContainerName::id);
        if (known != containers.end())
            return known->name;
        if (!id.isEmpty())
            return id;
        if (exists(u"/run/.containerenv"_s))
            return u"Podman"_s;
        if (exists(u"/run/secrets/kubernetes.io"_s))
            return u"Kubernetes"_s;
        if (exists(u"/.dockerenv"_s))
            return u"Docker"_s;
        return std::nullopt;
    }

    std::optional<QString> hypervisorName() const
    {
        const QString name = nameIn(hypervisors);
        // Whole machines of a cloud have its name, and no hypervisor.
        const bool isWhole = text(u"/sys/class/dmi/id/product_name"_s).contains(".metal"_L1);
        if (!name.isEmpty() && !isWhole)
            return name;
        if (text(u"/sys/hypervisor/type"_s) == "xen"_L1)
            return u"Xen"_s;
        const QString processor = text(u"/proc/cpuinfo"_s);
        const qsizetype flags = processor.indexOf("\nflags"_L1);
        const QString line = processor.sliced(std::max<qsizetype>(flags, 0)).section(u'\n', 1, 1);
        if (flags >= 0 && line.split(u' ').contains("hypervisor"_L1))
            return QString();
        return std::nullopt;
    }

    QString m_root;
};

} // namespace

HostMachine readHostMachine(const QString &root)
{
    return Reader(root == "/"_L1 ? QString() : root).read();
}

} // namespace synchroscope
