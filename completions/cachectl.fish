function __cachectl_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __cachectl_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __cachectl_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __cachectl_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __cachectl_parse_tokens -S
    set -l unparsed_tokens (__cachectl_tokens -pc)
    switch $unparsed_tokens[1]
    case 'cachectl'
        __cachectl_parse_subcommand 0 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'run'
            __cachectl_parse_subcommand -r 2 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'plan-only' 'version' 'h/help'
        case 'plan'
            __cachectl_parse_subcommand -r 2 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'exit-code' 'version' 'h/help'
        case 'check'
            __cachectl_parse_subcommand -r 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
        case 'explain'
            __cachectl_parse_subcommand -r 2 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
        case 'fmt'
            __cachectl_parse_subcommand -r 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'check' 'version' 'h/help'
        case 'exec'
            __cachectl_parse_subcommand -r 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'plan-only' 'version' 'h/help'
        case 'warm'
            __cachectl_parse_subcommand -r 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'plan-only' 'version' 'h/help'
        case 'sweep'
            __cachectl_parse_subcommand -r 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'plan-only' 'version' 'h/help'
        case 'audit'
            __cachectl_parse_subcommand -r 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'plan-only' 'version' 'h/help'
        case 'server'
            __cachectl_parse_subcommand 0 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __cachectl_parse_subcommand 0 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
            case 'ping'
                __cachectl_parse_subcommand -r 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
            case 'info'
                __cachectl_parse_subcommand 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
            end
        case 'repl'
            __cachectl_parse_subcommand 0 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
        case 'completions'
            __cachectl_parse_subcommand 1 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
        case 'version'
            __cachectl_parse_subcommand 0 's/server=' 'set=+' 'c/config=' 'f/format=' 'json' 'y/yes' 'confirm=' 'no-input' 'q/quiet' 'v/verbose' 'color=' 'no-pager' 'timeout=' 'log-file=' 'log-format=' 'metrics-file=' 'report=' 'job=' 'version' 'h/help'
        case 'help'
            __cachectl_parse_subcommand -r 1 'version'
        end
    end
end

function __cachectl_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __cachectl_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __cachectl_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __cachectl_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__cachectl_tokens -p)
    if test -z "$(__cachectl_tokens -t)"
        set -l index (count (__cachectl_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'cachectl' -f
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'run' -d 'Plan, confirm where it must, apply.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'plan' -d 'Show what a recipe would do; nothing is written.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'check' -d 'Parse and type-check, without a server.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'explain' -d 'Print the commands that a recipe compiles to.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'fmt' -d 'Lay recipes out: only blanks and line ends change.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'exec' -d 'Run statements given as arguments.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'warm' -d 'Fill the cache: a statement as arguments.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'sweep' -d 'Invalidate: a statement as arguments.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'audit' -d 'Check the keyspace: a statement as arguments.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'server' -d 'List, reach and describe servers.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'repl' -d 'The prompt: statements, Redis commands, and \\h for help.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'completions' -d 'Print a shell\'s completion script.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'version' -d 'Print this version and those of the libraries.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion run -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion run -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion run -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl run" -eq 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl run" -ge 2' -fka '(__cachectl_custom_completion ---completion run -- positional@1 (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" plan-only' -l 'plan-only' -d 'Show what would happen, and stop there.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion plan -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion plan -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion plan -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl plan" -eq 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl plan" -ge 2' -fka '(__cachectl_custom_completion ---completion plan -- positional@1 (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" exit-code' -l 'exit-code' -d 'End with 2 when something would change.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion check -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion check -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion check -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl check" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion explain -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion explain -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion explain -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl explain" -eq 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl explain" -ge 2' -fka '(__cachectl_custom_completion ---completion explain -- positional@1 (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion fmt -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion fmt -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion fmt -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl fmt" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" check' -l 'check' -d 'Write nothing; name the files that differ, and end with 2.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl fmt" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion exec -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion exec -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion exec -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" plan-only' -l 'plan-only' -d 'Show what would happen, and stop there.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl exec" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion warm -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion warm -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion warm -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl warm" -ge 1' -fka '(__cachectl_custom_completion ---completion warm -- positional@0 (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" plan-only' -l 'plan-only' -d 'Show what would happen, and stop there.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl warm" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion sweep -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion sweep -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion sweep -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl sweep" -ge 1' -fka '(__cachectl_custom_completion ---completion sweep -- positional@0 (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" plan-only' -l 'plan-only' -d 'Show what would happen, and stop there.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl sweep" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion audit -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion audit -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion audit -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl audit" -ge 1' -fka '(__cachectl_custom_completion ---completion audit -- positional@0 (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" plan-only' -l 'plan-only' -d 'Show what would happen, and stop there.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl audit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion server -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion server -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion server -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl server" -eq 1' -fa 'list' -d 'The servers of the configuration. No server is asked.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl server" -eq 1' -fa 'ping' -d 'Whether servers answer, and how fast.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl server" -eq 1' -fa 'info' -d 'What a server says of itself, as far as it matters to a cache.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion server list -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion server list -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion server list -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion server ping -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion server ping -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion server ping -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl server ping" -ge 1' -fka '(__cachectl_custom_completion ---completion server ping -- positional@0 (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server ping" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion server info -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion server info -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion server info -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl server info" -eq 1' -fka '(__cachectl_custom_completion ---completion server info -- positional@0 (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl server info" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion repl -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion repl -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion repl -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl repl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion completions -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion completions -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion completions -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_positional "cachectl completions" -eq 1' -fka 'bash zsh fish'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl completions" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" s server' -s 's' -l 'server' -d 'A server\'s name in the recipe or configuration, or its URL.' -rfka '(__cachectl_custom_completion ---completion version -- --server (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version"' -l 'set' -d 'A parameter\'s value; may be given again.' -rfka '(__cachectl_custom_completion ---completion version -- --set (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" c config' -s 'c' -l 'config' -d 'A configuration file instead of the user\'s and the system\'s.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'recipe\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" f format' -s 'f' -l 'format' -d 'How the result is written; auto is a table on a terminal, else tab-separated.' -rfka 'auto table json ndjson csv tsv'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" json' -l 'json' -d 'The same as --format json.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" y yes' -s 'y' -l 'yes' -d 'Apply without a question.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" confirm' -l 'confirm' -d 'A production server\'s name, to apply on it with --yes.' -rfka '(__cachectl_custom_completion ---completion version -- --confirm (count (__cachectl_tokens -pc)) (__cachectl_tokens -tC))'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" no-input' -l 'no-input' -d 'Never ask, even on a terminal.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" q quiet' -s 'q' -l 'quiet' -d 'Say nothing unless something is wrong.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" v verbose' -s 'v' -l 'verbose' -d 'Name every failed item, and say more about each statement.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" color' -l 'color' -d 'Colour.' -rfka 'auto always never'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" no-pager' -l 'no-pager' -d 'Never open a pager.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" timeout' -l 'timeout' -d 'How long a server may take to connect or to answer.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" log-file' -l 'log-file' -d 'Append what happens to this file.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" log-format' -l 'log-format' -d 'How the log is written.' -rfka 'text json'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" metrics-file' -l 'metrics-file' -d 'Write metrics of the run for node_exporter\'s textfile collector.' -rF
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" report' -l 'report' -d 'Write what was found and done as one HTML page.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" job' -l 'job' -d 'The job\'s name in metrics and on the page; else the recipe\'s.' -rfka ''
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" version' -l 'version' -d 'Show the version.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl version" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'cachectl' -n '__cachectl_should_offer_completions_for_flags_or_options "cachectl help" version' -l 'version' -d 'Show the version.'
