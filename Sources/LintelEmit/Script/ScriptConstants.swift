import LintelGraph

/// What both scripts know of their system, and make sure of before anything else.
enum ScriptConstants {
  static func lines(of graph: ResourceGraph) -> String {
    """
    project=\(ShellText(graph.project).assigned)
    environment=\(ShellText(graph.environment ?? "").assigned)
    region=\(ShellText(graph.region).assigned)
    expected_account=\(ShellText(graph.account ?? "").assigned)
    """
  }

  /// The right account, or a person's word for it.
  static func preflight(of graph: ResourceGraph, hasAddresses: Bool = false) -> String {
    let check = #"""
      type -P aws >/dev/null || die 'the AWS CLI is missing' 'See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
      step='finding out whose credentials these are'
      identity=$(aws sts get-caller-identity --query '[Account, Arn]')
      account=${identity%%$'\t'*}
      arn=${identity#*$'\t'}
      partition=${arn#arn:}
      partition=${partition%%:*}
      if [[ -n $expected_account ]]; then
        [[ $account == "$expected_account" ]] || die "these are credentials of account $account; $name belongs in $expected_account" \
          'Choose others, with AWS_PROFILE for example.'
      elif [[ -t 0 && -z $dry_run ]]; then
        printf 'Account %s, region %s. Go on? [y/N] ' "$account" "$region" >&2
        read -r answer || answer=''
        [[ $answer == [yY]* ]] || give_up
      elif [[ -z $dry_run ]]; then
        die "the spec does not say which account $name belongs in" "These are credentials of account $account: if that is right, add --account $account"
      fi
      say "$name in account $account, $region"
      """#
    return "name=\(ShellWord.quoted([graph.project, graph.environment].compactMap(\.self).joined(separator: " ")))\n"
      + check
      + (hasAddresses
        ? "\nurl_suffix=amazonaws.com\n[[ $partition != aws-cn ]] || url_suffix=amazonaws.com.cn" : "")
  }
}
