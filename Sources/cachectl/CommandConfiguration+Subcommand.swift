import ArgumentParser

extension CommandConfiguration {
  /// Of a subcommand of `cachectl`. Parsed by itself (`Cachectl.subcommandAlone`), it would else be parsed as two commands of the
  /// parser's own before, that ask for completion scripts: half of what parsing takes.
  var ofCachectl: CommandConfiguration {
    var configuration = self
    configuration._superCommandName = "cachectl"
    return configuration
  }
}
