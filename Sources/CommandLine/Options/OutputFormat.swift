import ArgumentParser

/// `--format text|json`: JSON goes to standard output alone, messages to standard error.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

extension NameSpecification {
    /// The form of what a command prints.
    ///
    /// Where nothing is written to a file, `--output` says it too.
    static let form: NameSpecification = [.customLong("format"), .customLong("output")]
}
