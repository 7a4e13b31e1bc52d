#!/bin/bash

__cachectl_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__cachectl_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__cachectl_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__cachectl_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_cachectl() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    local -a repeating_options=(--set)
    local -a non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    run|plan|apply|check|explain|fmt|exec|warm|sweep|audit|bench|lua|deploy|job|undo|doctor|server|repl|completions|version|help)
        # Offer subcommand argument completions
        "_cachectl_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'run plan apply check explain fmt exec warm sweep audit bench lua deploy job undo doctor server repl completions version help' -- "${cur}"))
        ;;
    esac
}

_cachectl_run() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --plan-only --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job --resume --wait)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion run -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion run -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion run -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '--resume')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion run -- --resume "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--wait')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion run -- positional@1 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_plan() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --exit-code --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job --out)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion plan -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion plan -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion plan -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '--out')
        __cachectl_add_completions -o plusdirs -fX '!*.@(plan)'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion plan -- positional@1 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_apply() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job --max-age --wait)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion apply -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion apply -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion apply -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '--max-age')
        return
        ;;
    '--wait')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(plan)'
        return
        ;;
    esac
}

_cachectl_check() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --acl --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion check -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion check -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion check -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    esac
}

_cachectl_explain() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion explain -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion explain -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion explain -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion explain -- positional@1 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_fmt() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --check --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion fmt -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion fmt -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion fmt -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    esac
}

_cachectl_exec() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --plan-only --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job --wait)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion exec -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion exec -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion exec -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '--wait')
        return
        ;;
    esac
}

_cachectl_warm() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --plan-only --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion warm -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion warm -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion warm -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion warm -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_sweep() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --plan-only --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion sweep -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion sweep -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion sweep -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion sweep -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_audit() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --plan-only --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion audit -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion audit -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion audit -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion audit -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_bench() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --plan-only --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion bench -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion bench -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion bench -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion bench -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_lua() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|pin|diff|test|call)
        # Offer subcommand argument completions
        "_cachectl_lua_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list pin diff test call' -- "${cur}"))
        ;;
    esac
}

_cachectl_lua_list() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua list -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua list -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua list -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    esac
}

_cachectl_lua_pin() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua pin -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua pin -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua pin -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    esac
}

_cachectl_lua_diff() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua diff -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua diff -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua diff -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    esac
}

_cachectl_lua_test() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --kill --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua test -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua test -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua test -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    esac
}

_cachectl_lua_call() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --kill --debug --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua call -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua call -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua call -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    2)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion lua call -- positional@1 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_deploy() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion deploy -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion deploy -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion deploy -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    rollback)
        # Offer subcommand argument completions
        "_cachectl_deploy_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'rollback' -- "${cur}"))
        ;;
    esac
}

_cachectl_deploy_rollback() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --plan-only --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion deploy rollback -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion deploy rollback -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion deploy rollback -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion deploy rollback -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_job() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|resume|discard|log)
        # Offer subcommand argument completions
        "_cachectl_job_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show resume discard log' -- "${cur}"))
        ;;
    esac
}

_cachectl_job_list() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job -n --limit)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job list -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job list -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job list -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '-n'|'--limit')
        return
        ;;
    esac
}

_cachectl_job_show() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --rejects --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job show -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job show -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job show -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job show -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_job_resume() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job --wait)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job resume -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job resume -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job resume -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '--wait')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job resume -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_job_discard() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job --older)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job discard -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job discard -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job discard -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '--older')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job discard -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_job_log() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job -n --limit)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job log -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job log -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion job log -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '-n'|'--limit')
        return
        ;;
    esac
}

_cachectl_undo() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --plan-only --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job --wait)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion undo -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion undo -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion undo -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    '--wait')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion undo -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_doctor() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion doctor -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion doctor -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion doctor -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac
}

_cachectl_server() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|ping|info)
        # Offer subcommand argument completions
        "_cachectl_server_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list ping info' -- "${cur}"))
        ;;
    esac
}

_cachectl_server_list() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server list -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server list -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server list -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac
}

_cachectl_server_ping() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server ping -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server ping -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server ping -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server ping -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_server_info() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server info -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server info -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server info -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion server info -- positional@0 "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_cachectl_repl() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion repl -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion repl -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion repl -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac
}

_cachectl_completions() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion completions -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion completions -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion completions -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __cachectl_add_completions -W 'bash'$'\n''zsh'$'\n''fish'
        return
        ;;
    esac
}

_cachectl_version() {
    repeating_flags=()
    non_repeating_flags=(--json -y --yes --ask-password --no-input -q --quiet -v --verbose --no-pager --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(-s --server -c --config -f --format --confirm --password-fd --color --timeout --log-file --log-format --metrics-file --report --fix --compare --tolerance --hgrm --job)
    __cachectl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-s'|'--server')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion version -- --server "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--set')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion version -- --set "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '-c'|'--config')
        __cachectl_add_completions -o plusdirs -fX '!*.@(recipe)'
        return
        ;;
    '-f'|'--format')
        __cachectl_add_completions -W 'auto'$'\n''table'$'\n''json'$'\n''ndjson'$'\n''csv'$'\n''tsv'
        return
        ;;
    '--confirm')
        __cachectl_add_completions -W "$(__cachectl_custom_complete ---completion version -- --confirm "${COMP_CWORD}" "$(__cachectl_cursor_index_in_current_word)")"
        return
        ;;
    '--password-fd')
        return
        ;;
    '--color')
        __cachectl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--timeout')
        return
        ;;
    '--log-file')
        __cachectl_add_completions -f
        return
        ;;
    '--log-format')
        __cachectl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--metrics-file')
        __cachectl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--fix')
        return
        ;;
    '--compare')
        __cachectl_add_completions -f
        return
        ;;
    '--tolerance')
        return
        ;;
    '--hgrm')
        return
        ;;
    '--job')
        return
        ;;
    esac
}

_cachectl_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __cachectl_offer_flags_options -1
}

complete -o filenames -F _cachectl cachectl
