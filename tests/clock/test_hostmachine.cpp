// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/hostmachine.h"
#include "tests/support/filetree.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using Kind = HostMachine::Kind;

namespace {

using Files = QList<std::pair<QString, QByteArray>>;

const QString dmi = u"/sys/class/dmi/id/"_s;

} // namespace

class TestHostMachine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheMachine_data();
    void namesTheMachine();
};

void TestHostMachine::namesTheMachine_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("cloud");
    const auto row = [](const char *label, const Files &files, Kind kind, const QString &name,
                        const QString &cloud = {}) {
        QTest::newRow(label) << files << int(kind) << name << cloud;
    };
    const std::pair<QString, QByteArray> guest{u"/proc/cpuinfo"_s,
                                               "processor\t: 0\nflags\t\t: fpu vme hypervisor lahf_lm\n"};
    row("nothing to read", {}, Kind::Physical, {});
    row("a laptop", {{dmi + u"sys_vendor"_s, "LENOVO\n"}, {u"/proc/cpuinfo"_s, "flags\t\t: fpu vme\n"}},
        Kind::Physical, {});
    row("KVM of libvirt", {{dmi + u"sys_vendor"_s, "QEMU\n"}, {dmi + u"product_name"_s, "KVM\n"}, guest},
        Kind::VirtualMachine, u"KVM"_s);
    row("QEMU", {{dmi + u"sys_vendor"_s, "QEMU\n"}, {dmi + u"product_name"_s, "Standard PC (Q35)\n"}},
        Kind::VirtualMachine, u"QEMU"_s);
    row("a guest of nobody", {guest}, Kind::VirtualMachine, {});
    row("a guest's second line", {{u"/proc/cpuinfo"_s, "bugs\t: hypervisor\nflags\t: fpu\n"}}, Kind::Physical,
        {});
    row("VMware", {{dmi + u"sys_vendor"_s, "VMware, Inc.\n"}}, Kind::VirtualMachine, u"VMware"_s);
    row("VirtualBox", {{dmi + u"sys_vendor"_s, "innotek GmbH\n"}}, Kind::VirtualMachine, u"VirtualBox"_s);
    row("Hyper-V",
        {{dmi + u"sys_vendor"_s, "Microsoft Corporation\n"}, {dmi + u"product_name"_s, "Virtual Machine\n"}},
        Kind::VirtualMachine, u"Hyper-V"_s);
    row("Azure",
        {{dmi + u"sys_vendor"_s, "Microsoft Corporation\n"},
         {dmi + u"product_name"_s, "Virtual Machine\n"},
         {dmi + u"chassis_asset_tag"_s, "7783-7084-3265-9085-8269-3286-77\n"}},
        Kind::VirtualMachine, u"Hyper-V"_s, u"Microsoft Azure"_s);
    row("a laptop of Microsoft",
        {{dmi + u"sys_vendor"_s, "Microsoft Corporation\n"}, {dmi + u"product_name"_s, "Surface Pro\n"}},
        Kind::Physical, {});
    row("EC2", {{dmi + u"sys_vendor"_s, "Amazon EC2\n"}, {dmi + u"product_name"_s, "m5.large\n"}},
        Kind::VirtualMachine, u"KVM"_s, u"Amazon EC2"_s);
    row("a whole machine of EC2",
        {{dmi + u"sys_vendor"_s, "Amazon EC2\n"}, {dmi + u"product_name"_s, "m5.metal\n"}}, Kind::Physical,
        {}, u"Amazon EC2"_s);
    row("an old one of EC2",
        {{dmi + u"bios_version"_s, "4.11.amazon\n"}, {u"/sys/hypervisor/type"_s, "xen\n"}},
        Kind::VirtualMachine, u"Xen"_s, {});
    row("Google", {{dmi + u"sys_vendor"_s, "Google\n"}, {dmi + u"product_name"_s, "Google Compute Engine\n"}},
        Kind::VirtualMachine, u"KVM"_s, u"Google Compute Engine"_s);
    row("WSL 2", {{u"/proc/sys/kernel/osrelease"_s, "5.15.153.1-microsoft-standard-WSL2\n"}, guest},
        Kind::Wsl, u"WSL 2"_s);
    row("WSL 1", {{u"/proc/sys/kernel/osrelease"_s, "4.4.0-19041-Microsoft\n"}}, Kind::Wsl, u"WSL"_s);
    row("Docker", {{u"/.dockerenv"_s, ""}, guest}, Kind::Container, u"Docker"_s);
    row("Podman", {{u"/run/.containerenv"_s, ""}}, Kind::Container, u"Podman"_s);
    row("Podman, as it says", {{u"/run/systemd/container"_s, "podman\n"}}, Kind::Container, u"Podman"_s);
    row("nspawn", {{u"/run/systemd/container"_s, "systemd-nspawn"}}, Kind::Container, u"systemd-nspawn"_s);
    row("of a new kind", {{u"/run/systemd/container"_s, "incus"}}, Kind::Container, u"incus"_s);
    row("a container on EC2", {{u"/.dockerenv"_s, ""}, {dmi + u"sys_vendor"_s, "Amazon EC2\n"}},
        Kind::Container, u"Docker"_s, u"Amazon EC2"_s);
}

void TestHostMachine::namesTheMachine()
{
    QFETCH(Files, files);
    QFETCH(int, kind);
    const test::FileTree tree;
    for (const auto &[path, text] : std::as_const(files))
        QVERIFY(tree.write(path, text));
    const HostMachine machine = readHostMachine(tree.root());
    QCOMPARE(int(machine.kind), kind);
    QTEST(machine.name, "name");
    QTEST(machine.cloud, "cloud");
}

QTEST_GUILESS_MAIN(TestHostMachine)
#include "test_hostmachine.moc"
