/// Values that a later step of a CI system reads, in the forms that its files have.
package struct StepOutputs: Sendable {
    /// Names of letters, digits, `_` and `-`, with their values.
    package var values: [(name: String, value: String)]

    package init(_ values: [(name: String, value: String)]) { self.values = values }

    /// For GitHub's file of outputs: each value between two lines that it cannot hold, so that it may have lines itself.
    package var gitHub: String {
        values.map { pair in
            var mark = "assay_end"
            while pair.value.split(whereSeparator: \.isNewline).contains(where: { $0 == mark }) { mark += "_" }
            return "\(pair.name)<<\(mark)\n\(pair.value)\n\(mark)\n"
        }.joined()
    }

    /// For a file of variables as GitLab reads it: one a line, with `prefix` before its name.
    package func dotenv(prefix: String) -> String {
        values.map { pair in
            let name = (prefix + pair.name).uppercased().map { $0 == "-" ? "_" : $0 }
            // Such a file knows no values of several lines.
            let value = pair.value.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(String(name))=\(value)\n"
        }.joined()
    }
}
