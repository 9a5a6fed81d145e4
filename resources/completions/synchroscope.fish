# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of synchroscope in fish

complete -c synchroscope -f -a '(__fish_print_hostnames)'
complete -c synchroscope -l demo -d 'Show seven servers inside the program that misbehave on purpose'
complete -c synchroscope -l hidden -d 'Start without a window, as an icon in the tray'
complete -c synchroscope -s h -l help -d 'Print help'
complete -c synchroscope -l help-all -d 'Print help with the options of Qt'
complete -c synchroscope -s v -l version -d 'Print the version'
