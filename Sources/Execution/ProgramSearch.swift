import Glibc

/// Finds programs, and asks them for their version.
package struct ProgramSearch: Sendable {
    /// That of Assay itself.
    package var environment: [String: String]
    /// Where programs are started, absolute.
    package var directory: String

    package init(environment: [String: String], directory: String) {
        self.environment = environment
        self.directory = directory
    }

    /// The file that a name means, as a command would find it; nil where there is none that may be started.
    package func path(of name: String) -> String? {
        CommandLookup.candidates(for: name, path: environment["PATH"]).lazy
            .map { $0.hasPrefix("/") ? $0 : "\(directory)/\($0)" }
            .first { candidate in
                var status = stat()
                return stat(candidate, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
                    && access(candidate, X_OK) == 0
            }
    }

    /// What a program prints, at most for a few seconds; nil where it could not be started or did not end well.
    package func output(_ arguments: [String], seconds: Int = 10) -> String? {
        let command = CapturedCommand(
            arguments: arguments,
            environment: environment,
            directory: directory,
            timeout: .seconds(seconds),
            limit: 1 << 16,
            capturesErrors: true
        )
        let (end, output) = command.captured()
        return end == .exited(0) ? String(decoding: output, as: UTF8.self) : nil
    }

    /// The first number with a dot in what a program says of itself, such as `0.14.6`; else the first line of it.
    package func version(of arguments: [String]) -> String? {
        guard let text = output(arguments) else { return nil }
        for word in text.split(whereSeparator: { $0.isWhitespace || "(),;:\"".contains($0) }) {
            let digits = word.drop { !$0.isNumber }
            // `v8.30.1`, `go1.25`: letters of a name may stand before it, and nothing else.
            let isVersion = digits.contains(".") && word.prefix { !$0.isNumber }.allSatisfy(\.isLetter)
            // What colours a terminal may stand behind it.
            if isVersion { return String(digits.prefix { $0.isLetter || $0.isNumber || ".-+_".contains($0) }) }
        }
        return text.split(separator: "\n").first.map { String($0.prefix(60)) }
    }
}
