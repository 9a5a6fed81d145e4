# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of synchroscope in bash

_synchroscope() {
    local current=${COMP_WORDS[COMP_CWD]}
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--demo --help --help-all --hidden --version' -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -A hostname -- "$current")
    fi
}

complete -F _synchroscope synchroscope
