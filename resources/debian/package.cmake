# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian package, which "cpack -G DEB" makes.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME synchroscope)
set(CPACK_PACKAGE_CONTACT "Synchroscope maintainers <maintainers@synchroscope.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "shows whether this computer's clock is right")
set(CPACK_PACKAGE_DESCRIPTION
"Synchroscope shows at a glance, and with proof, whether this computer's clock
is right: by how much it is ahead or behind, how sure that is, and which
servers say so. It asks NTP servers itself, with kernel timestamps good to
microseconds, charts what each of them answers, and shows what the time
services of this computer (chrony, systemd-timesyncd, NTPsec, ntpd-rs,
OpenNTPD) make of their sources.
.
synchroscopectl shows the same in a terminal and to scripts.")

# The newest entry of the changelog names the version: "synchroscope (0.1.0-1) …".
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/changelog newest LIMIT_COUNT 1)
if(NOT newest MATCHES "^synchroscope \\(${PROJECT_VERSION}-([^)]+)\\) ")
    message(FATAL_ERROR "The newest entry of resources/debian/changelog is not about version ${PROJECT_VERSION}.")
endif()
set(CPACK_DEBIAN_PACKAGE_RELEASE ${CMAKE_MATCH_1})

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded at run time, so no program names it.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libqt6sql6-sqlite)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "pkexec, polkitd, qt6-wayland, qt6-translations-l10n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
file(WRITE ${PROJECT_BINARY_DIR}/debian/conffiles "/etc/xdg/autostart/org.synchroscope.Synchroscope.desktop\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_BINARY_DIR}/debian/conffiles ${CMAKE_CURRENT_LIST_DIR}/postrm)

# By DESTDIR, for one file belongs to /etc.
set(CPACK_SET_DESTDIR ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/complete.cmake)
include(CPack)
