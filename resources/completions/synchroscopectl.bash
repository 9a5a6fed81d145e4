# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of synchroscopectl in bash

_synchroscopectl() {
    local current=${COMP_WORDS[COMP_CWD]} previous=${COMP_WORDS[COMP_CWD - 1]} words
    COMPREPLY=()
    if ((COMP_CWD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W 'probe sources status watch help --help --version' -- "$current")
        return
    fi
    # bash takes "--option=value" apart at the sign.
    if [[ $current == '=' ]]; then
        current=
    elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWD - 2]}
    fi
    case $previous in
        --daemon)
            mapfile -t COMPREPLY < <(compgen -W 'chrony timesyncd ntpsec ntp ntpd-rs openntpd' -- "$current")
            return
            ;;
        --chrony)
            mapfile -t COMPREPLY < <(compgen -A file -A hostname -- "$current")
            return
            ;;
        --count | --interval | --timeout | --for) return ;;
    esac
    case ${COMP_WORDS[1]} in
        probe) words='--count --interval --timeout --ipv4 --ipv6 --all --raw --json --help' ;;
        sources) words='--daemon --chrony --measure --json --help' ;;
        status) words='--daemon --chrony --no-measure --json --help' ;;
        watch) words='--demo --for --json --help' ;;
        *) return ;;
    esac
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    elif [[ ${COMP_WORDS[1]} == probe || ${COMP_WORDS[1]} == watch ]]; then
        mapfile -t COMPREPLY < <(compgen -A hostname -- "$current")
    fi
}

complete -F _synchroscopectl synchroscopectl
