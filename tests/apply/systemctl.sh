#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in for systemctl where chrony.service is all that there is: see privatemachine.h.
pidfile=/run/chrony/chronyd.pid

pid() {
    cat $pidfile 2>/dev/null || echo 0
}

runs() {
    [ "$(pid)" != 0 ] && kill -0 "$(pid)" 2>/dev/null
}

stop() {
    runs || return 0
    kill -CONT "$(pid)"
    kill "$(pid)"
    while runs; do sleep 0.02; done
}

start() {
    mkdir -p /run/chrony && chmod 0700 /run/chrony && chown _chrony:_chrony /run/chrony
    # shellcheck disable=SC2046 # options are words
    setpriv --bounding-set=-sys_time --inh-caps=-sys_time \
        /usr/sbin/chronyd -x -F 0 -l /run/chronyd.log $(cat /run/chronyd.options 2>/dev/null) >/dev/null 2>&1 || {
        echo "Job for chrony.service failed because the control process exited with error code." >&2
        exit 1
    }
    while ! runs; do sleep 0.02; done
    # As if systemd had it in a control group of its own.
    echo "0::/system.slice/chrony.service" >/run/chrony.cgroup
    mount --bind /run/chrony.cgroup "/proc/$(pid)/cgroup"
}

[ "$1" = show ] || echo "$*" >>/run/systemctl.calls
# shellcheck source=/dev/null
[ ! -e /run/mischief ] || . /run/mischief
unit=
for unit; do :; done
case $unit in
# As on Debian, one is the other's alias.
chrony.service | chronyd.service) ;;
*)
    [ "$1" != show ] || printf 'Id=%s\nLoadState=not-found\nActiveState=inactive\nMainPID=0\n' "$unit"
    exit 4
    ;;
esac
case $1 in
show)
    state=inactive
    ! runs || state=active
    printf 'MainPID=%s\nId=chrony.service\nLoadState=loaded\nActiveState=%s\nUser=\n' "$(pid)" $state
    # shellcheck disable=SC2016 # it is for systemd to expand
    echo 'ExecStart={ path=/usr/sbin/chronyd ; argv[]=/usr/sbin/chronyd $DAEMON_OPTS ; ignore_errors=no }'
    ;;
is-active)
    if runs; then echo active; else
        echo inactive
        exit 3
    fi
    ;;
reset-failed) ;;
stop) stop ;;
start) runs || start ;;
restart)
    stop
    start
    ;;
*) exit 64 ;;
esac
