# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of synchroscopectl in bash

_synchroscopectl() {
    local current=${COMP_WORDS[COMP_CWD]} previous=${COMP_WORDS[COMP_CWD - 1]} words
    local command=${COMP_WORDS[1]} kinds='chrony timesyncd ntpsec ntp ntpd-rs openntpd'
    COMPREPLY=()
    if ((COMP_CWD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W 'diagnose explain probe servers sources status watch help --help --version' -- "$current")
        return
    fi
    if [[ $command == servers ]]; then
        if ((COMP_CWD == 2)); then
            mapfile -t COMPREPLY < <(compgen -W 'list plan apply undo check --help' -- "$current")
            return
        fi
        command+=" ${COMP_WORDS[2]}"
    fi
    # bash takes "--option=value" apart at the sign.
    if [[ $current == '=' ]]; then
        current=
    elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWD - 2]}
    fi
    case $previous in
        --daemon)
            mapfile -t COMPREPLY < <(compgen -W "$kinds" -- "$current")
            return
            ;;
        --chrony)
            mapfile -t COMPREPLY < <(compgen -A file -A hostname -- "$current")
            return
            ;;
        --record | --replay | --report)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
            ;;
        --root)
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
            return
            ;;
        --count | --interval | --timeout | --for) return ;;
        --add | --only | --remove | --disable | --enable | --set | --expect | --wait) return ;;
    esac
    case $command in
        diagnose) words='--daemon --chrony --record --replay --report --blank --no-measure --json --help' ;;
        explain) words='--json --help' ;;
        probe) words='--count --interval --timeout --ipv4 --ipv6 --all --raw --json --help' ;;
        'servers list') words='--daemon --root --json --help' ;;
        'servers plan')
            words='--add --only --remove --disable --enable --set --in-place --allow-none --ignore-dhcp --expect --daemon --root --json --help'
            ;;
        'servers apply')
            words='--add --only --remove --disable --enable --set --in-place --allow-none --ignore-dhcp --expect --wait --daemon --root --json --help'
            ;;
        'servers undo') words='--expect --wait --root --json --help' ;;
        'servers check') words='--daemon --json --help' ;;
        sources) words='--daemon --chrony --measure --json --help' ;;
        status) words='--daemon --chrony --no-measure --json --help' ;;
        watch) words='--demo --for --json --help' ;;
        *) return ;;
    esac
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    elif [[ $command == probe || $command == watch ]]; then
        mapfile -t COMPREPLY < <(compgen -A hostname -- "$current")
    elif [[ $command == 'servers check' || $command == explain ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}

complete -F _synchroscopectl synchroscopectl
