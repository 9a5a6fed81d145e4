# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of synchroscopectl in fish

set -l in_probe '__fish_seen_subcommand_from probe'
set -l in_sources '__fish_seen_subcommand_from sources'
set -l in_status '__fish_seen_subcommand_from status'
set -l in_watch '__fish_seen_subcommand_from watch'

complete -c synchroscopectl -f
complete -c synchroscopectl -s h -l help -d 'Print help'

complete -c synchroscopectl -n __fish_use_subcommand -l version -d 'Print the version'
complete -c synchroscopectl -n __fish_use_subcommand -a probe -d 'Ask time servers a few times'
complete -c synchroscopectl -n __fish_use_subcommand -a sources -d 'Print every source of the time daemons'
complete -c synchroscopectl -n __fish_use_subcommand -a status -d 'Say whether the clock is right'
complete -c synchroscopectl -n __fish_use_subcommand -a watch -d 'Show the watched servers, live'
complete -c synchroscopectl -n __fish_use_subcommand -a help -d 'List the commands'

for command in $in_probe $in_sources $in_status $in_watch
    complete -c synchroscopectl -n $command -l json -d 'Print JSON'
end
for command in $in_sources $in_status
    complete -c synchroscopectl -n $command -l daemon -x -a 'chrony timesyncd ntpsec ntp ntpd-rs openntpd' -d 'Ask this daemon only'
    complete -c synchroscopectl -n $command -l chrony -r -F -d 'Ask chronyd at this address or socket only'
end
for command in $in_probe $in_watch
    complete -c synchroscopectl -n $command -a '(__fish_print_hostnames)'
end

complete -c synchroscopectl -n $in_probe -l count -x -d 'Requests per server'
complete -c synchroscopectl -n $in_probe -l interval -x -d 'Seconds between requests'
complete -c synchroscopectl -n $in_probe -l timeout -x -d 'Seconds to wait for an answer'
complete -c synchroscopectl -n $in_probe -l ipv4 -d 'Use IPv4 addresses only'
complete -c synchroscopectl -n $in_probe -l ipv6 -d 'Use IPv6 addresses only'
complete -c synchroscopectl -n $in_probe -l all -d 'Ask every address of a name'
complete -c synchroscopectl -n $in_probe -l raw -d 'Print every single answer too'
complete -c synchroscopectl -n $in_sources -l measure -d 'Ask each source ourselves too'
complete -c synchroscopectl -n $in_status -l no-measure -d 'Ask no server'
complete -c synchroscopectl -n $in_watch -l demo -d 'Watch seven servers that misbehave on purpose'
complete -c synchroscopectl -n $in_watch -l for -x -d 'End after so many seconds'
