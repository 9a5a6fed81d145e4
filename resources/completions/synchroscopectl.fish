# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of synchroscopectl in fish

set -l in_diagnose '__fish_seen_subcommand_from diagnose'
set -l in_explain '__fish_seen_subcommand_from explain'
set -l in_probe '__fish_seen_subcommand_from probe'
set -l in_servers '__fish_seen_subcommand_from servers; and not __fish_seen_subcommand_from list plan apply undo check'
set -l in_list '__fish_seen_subcommand_from servers; and __fish_seen_subcommand_from list'
set -l in_plan '__fish_seen_subcommand_from servers; and __fish_seen_subcommand_from plan'
set -l in_apply '__fish_seen_subcommand_from servers; and __fish_seen_subcommand_from apply'
set -l in_undo '__fish_seen_subcommand_from servers; and __fish_seen_subcommand_from undo'
set -l in_check '__fish_seen_subcommand_from servers; and __fish_seen_subcommand_from check'
set -l in_sources '__fish_seen_subcommand_from sources'
set -l in_status '__fish_seen_subcommand_from status'
set -l in_watch '__fish_seen_subcommand_from watch'

complete -c synchroscopectl -f
complete -c synchroscopectl -s h -l help -d 'Print help'

complete -c synchroscopectl -n __fish_use_subcommand -l version -d 'Print the version'
complete -c synchroscopectl -n __fish_use_subcommand -a diagnose -d 'Say what is odd about the time'
complete -c synchroscopectl -n __fish_use_subcommand -a explain -d 'Explain what time tools printed'
complete -c synchroscopectl -n __fish_use_subcommand -a probe -d 'Ask time servers a few times'
complete -c synchroscopectl -n __fish_use_subcommand -a servers -d 'List the configured servers, and change them'
complete -c synchroscopectl -n __fish_use_subcommand -a sources -d 'Print every source of the time daemons'
complete -c synchroscopectl -n __fish_use_subcommand -a status -d 'Say whether the clock is right'
complete -c synchroscopectl -n __fish_use_subcommand -a watch -d 'Show the watched servers, live'
complete -c synchroscopectl -n __fish_use_subcommand -a help -d 'List the commands'

complete -c synchroscopectl -n $in_servers -a list -d 'The servers that the configuration names'
complete -c synchroscopectl -n $in_servers -a plan -d 'What a change would do to which file'
complete -c synchroscopectl -n $in_servers -a apply -d 'Change the server list'
complete -c synchroscopectl -n $in_servers -a undo -d 'Take the last change back'
complete -c synchroscopectl -n $in_servers -a check -d 'What a daemon would not understand in a file'

for command in $in_diagnose $in_explain $in_probe $in_list $in_plan $in_apply $in_undo $in_check $in_sources $in_status $in_watch
    complete -c synchroscopectl -n $command -l json -d 'Print JSON'
end
for command in $in_diagnose $in_sources $in_status
    complete -c synchroscopectl -n $command -l daemon -x -a 'chrony timesyncd ntpsec ntp ntpd-rs openntpd' -d 'Ask this daemon only'
    complete -c synchroscopectl -n $command -l chrony -r -F -d 'Ask chronyd at this address or socket only'
end
for command in $in_list $in_plan $in_apply $in_check
    complete -c synchroscopectl -n $command -l daemon -x -a 'chrony timesyncd ntpsec ntp ntpd-rs openntpd' -d 'Whose servers'
end
for command in $in_list $in_plan $in_apply $in_undo
    complete -c synchroscopectl -n $command -l root -x -a '(__fish_complete_directories)' -d 'Use the files below this folder'
end
for command in $in_probe $in_watch
    complete -c synchroscopectl -n $command -a '(__fish_print_hostnames)'
end

complete -c synchroscopectl -n $in_diagnose -l record -r -F -d 'Write down there all that was looked at'
complete -c synchroscopectl -n $in_diagnose -l replay -r -F -d 'Judge what was recorded there'
complete -c synchroscopectl -n $in_diagnose -l report -r -F -d 'Write a report there'
complete -c synchroscopectl -n $in_diagnose -l blank -d 'Put others in the place of names and addresses'
complete -c synchroscopectl -n $in_probe -l count -x -d 'Requests per server'
complete -c synchroscopectl -n $in_probe -l interval -x -d 'Seconds between requests'
complete -c synchroscopectl -n $in_probe -l timeout -x -d 'Seconds to wait for an answer'
complete -c synchroscopectl -n $in_probe -l ipv4 -d 'Use IPv4 addresses only'
complete -c synchroscopectl -n $in_probe -l ipv6 -d 'Use IPv6 addresses only'
complete -c synchroscopectl -n $in_probe -l all -d 'Ask every address of a name'
complete -c synchroscopectl -n $in_probe -l raw -d 'Print every single answer too'
for command in $in_plan $in_apply
    complete -c synchroscopectl -n $command -l add -x -d 'Add a server beside the others'
    complete -c synchroscopectl -n $command -l only -x -d 'Use this server and switch the rest off'
    complete -c synchroscopectl -n $command -l remove -x -d 'Remove a server'
    complete -c synchroscopectl -n $command -l disable -x -d 'Switch a server off'
    complete -c synchroscopectl -n $command -l enable -x -d 'Switch a server on again'
    complete -c synchroscopectl -n $command -l set -x -d 'Replace the line of a server'
    complete -c synchroscopectl -n $command -l in-place -d "Add to the daemon's main file"
    complete -c synchroscopectl -n $command -l allow-none -d 'The daemon may end without any server'
    complete -c synchroscopectl -n $command -l ignore-dhcp -d "NTPsec: not the network's servers"
    complete -c synchroscopectl -n $command -l expect -x -d 'Go on only if the plan has this digest'
end
complete -c synchroscopectl -n $in_undo -l expect -x -d 'Take it back only if its plan had this digest'
for command in $in_apply $in_undo
    complete -c synchroscopectl -n $command -l wait -x -d 'Wait so many seconds for the time service'
end
complete -c synchroscopectl -n $in_explain -F
complete -c synchroscopectl -n $in_check -F
complete -c synchroscopectl -n $in_sources -l measure -d 'Ask each source ourselves too'
complete -c synchroscopectl -n $in_diagnose -l no-measure -d 'Ask no server'
complete -c synchroscopectl -n $in_status -l no-measure -d 'Ask no server'
complete -c synchroscopectl -n $in_watch -l demo -d 'Watch seven servers that misbehave on purpose'
complete -c synchroscopectl -n $in_watch -l for -x -d 'End after so many seconds'
