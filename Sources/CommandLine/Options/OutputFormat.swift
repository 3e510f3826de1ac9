import ArgumentParser

/// `--output text|json`: JSON goes to standard output alone, messages to standard error.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}
