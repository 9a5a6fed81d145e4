# SPDX-License-Identifier: GPL-3.0-or-later
# Adds to the tree that CPack packs what Debian's policy wants beside the files of "cmake --install".
set(tree ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
set(doc ${tree}/usr/share/doc/synchroscope)
set(permissions FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${doc} ${permissions})
file(COPY ${CMAKE_CURRENT_LIST_DIR}/changelog DESTINATION ${doc} ${permissions})
file(RENAME ${doc}/changelog ${doc}/changelog.Debian)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/lintian-overrides DESTINATION ${tree}/usr/share/lintian/overrides ${permissions})
file(RENAME ${tree}/usr/share/lintian/overrides/lintian-overrides ${tree}/usr/share/lintian/overrides/synchroscope)
file(GLOB pages ${tree}/usr/share/man/man?/*)
execute_process(COMMAND gzip -9nf ${pages} ${doc}/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)

# Whatever the umask is.
file(CHMOD_RECURSE ${tree} DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
