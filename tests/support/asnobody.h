// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synchroscope::test {

/// While it lives the calling thread, and no other, has no rights but those of uid and gid 65534 and no
/// groups: files and sockets are closed to it as to any user. Without root it changes nothing.
class AsNobody
{
public:
    AsNobody();
    ~AsNobody();
    AsNobody(const AsNobody &) = delete;
    AsNobody &operator=(const AsNobody &) = delete;

private:
    bool m_wasRoot = false;
};

} // namespace synchroscope::test
